#include "core/sync/midi_clock_source.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
constexpr Tick kClock {kPpqn / 24};
constexpr double kClocksPerMinute = 60e9 / 24.0;
/// The next clock, and one past it.
constexpr std::int64_t kClocksAhead = 2;
/// More than a cable can bring between two reads; a flood waits for the next.
constexpr int kMostAtOnce = 1024;
}  // namespace

MidiClockSource::MidiClockSource(std::unique_ptr<MidiInput> input, OnLoss onLoss) noexcept
    : input_(std::move(input))
    , onLoss_(onLoss)
{
}

SyncReading MidiClockSource::read(TimePoint now) noexcept
{
    ReceivedMessage received;
    for (int i = 0; i < kMostAtOnce && input_->tryPop(received); ++i)
        take(received);
    if (!filter_.hears(now))
        noticeLoss();

    SyncReading reading;
    reading.start = start_;
    reading.from = from_;
    const bool moves = transport_ == Transport::Running || foretold_;
    if (moves && !heldHere_) {
        reading.state = SyncReading::State::Running;
        reading.line = line();
        limit_ = std::max(limit_, positionOf(filter_.number() + kClocksAhead));
        reading.limit = carriesOn_ ? kNever : limit_;
    } else if (filter_.hears(now) && filter_.knowsTempo()) {
        reading.state = SyncReading::State::Ready;
        reading.line = {{}, now, Tempo::clampedBpm(filter_.steadyBpm())};
    }
    reading.lookAhead = Nanoseconds {static_cast<std::int64_t>(filter_.interval())};
    state_ = reading.state;
    return reading;
}

SyncReport MidiClockSource::report() const noexcept
{
    SyncReport report;
    report.kind = SyncKind::MidiClock;
    report.state = state_;
    report.bpm = state_ == SyncReading::State::Waiting ? 0.0 : filter_.steadyBpm();
    report.jitter = filter_.jitter();
    report.worstJitter = filter_.worstJitter();
    report.lost = filter_.lost() + lostInSilence_;
    report.doubled = filter_.doubled();
    report.carriesOn = carriesOn_;
    return report;
}

void MidiClockSource::askStart(Position, TimePoint) noexcept {}

void MidiClockSource::askStop(TimePoint) noexcept
{
    heldHere_ = transport_ != Transport::Stopped;
}

void MidiClockSource::askTempo(Tempo tempo, TimePoint) noexcept
{
    filter_.guess(tempo);
}

void MidiClockSource::take(const ReceivedMessage& received) noexcept
{
    switch (received.message.bytes[0]) {
    case Message::kClock:
        takeClock(received.time);
        break;
    case Message::kStart:
        undisturbed_ = undisturbed_ || transport_ == Transport::Running;
        next_ = {};
        arm(received.time);
        break;
    case Message::kContinue:
        takeContinue(received.time);
        break;
    case Message::kStop:
        takeStop(received.time);
        break;
    case Message::kSongPosition:
        if (transport_ == Transport::Running)
            break;
        next_ = kSixteenth * received.message.songPosition();
        if (transport_ == Transport::Armed)
            arm(received.time);
        break;
    default:
        break;
    }
}

void MidiClockSource::takeClock(TimePoint time) noexcept
{
    if (transport_ == Transport::Armed) {
        const bool known = foretold_;
        (void)filter_.clock(time, undisturbed_ ? ClockFilter::Phase::SameIfOnTime : ClockFilter::Phase::New);
        transport_ = Transport::Running;
        foretold_ = false;
        if (known)
            startNumber_ = filter_.number();
        else
            begin(filter_.number());
    } else {
        const std::int64_t before = filter_.number();
        (void)filter_.clock(time);
        if (carriesOn_)  // the filter does not count what a silence has cost
            lostInSilence_ +=
                static_cast<std::uint64_t>(std::max<std::int64_t>(0, filter_.number() - before - 1));
    }
    undisturbed_ = false;
    carriesOn_ = false;
}

void MidiClockSource::takeContinue(TimePoint time) noexcept
{
    const bool running = transport_ == Transport::Running;
    if (transport_ != Transport::Stopped && !heldHere_)
        return;
    if (running) {
        next_ = positionOf(filter_.number() + 1);
        undisturbed_ = true;
    }
    arm(time);
}

void MidiClockSource::takeStop(TimePoint time) noexcept
{
    if (transport_ == Transport::Running) {
        next_ = carriesOn_ ? Position {roundUp(line().positionAt(time).ceilTick(), kClock)}
                           : positionOf(filter_.number() + 1);
        undisturbed_ = !carriesOn_;
    }
    transport_ = Transport::Stopped;
    foretold_ = false;
    heldHere_ = false;
    carriesOn_ = false;
}

void MidiClockSource::arm(TimePoint time) noexcept
{
    transport_ = Transport::Armed;
    heldHere_ = false;
    carriesOn_ = false;
    undisturbed_ = undisturbed_ && filter_.hears(time);
    foretold_ = undisturbed_ && filter_.knowsTempo();
    if (foretold_)
        begin(filter_.number() + 1);
}

void MidiClockSource::begin(std::int64_t number) noexcept
{
    ++start_;
    startNumber_ = number;
    from_ = next_;
    limit_ = {};
}

void MidiClockSource::noticeLoss() noexcept
{
    foretold_ = false;
    if (transport_ != Transport::Running || carriesOn_)
        return;
    if (onLoss_ == OnLoss::CarryOn)
        carriesOn_ = true;
    else
        takeStop(filter_.lastArrival());
}

Position MidiClockSource::positionOf(std::int64_t clock) const noexcept
{
    return from_ + Position {kClock * (clock - startNumber_)};
}

Timeline MidiClockSource::line() const noexcept
{
    return {positionOf(filter_.number()), filter_.timeOf(filter_.number()),
        Tempo::clampedBpm(kClocksPerMinute / filter_.interval())};
}

}  // namespace clave
