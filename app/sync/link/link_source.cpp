#include "app/sync/link/link_source.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace clave {
namespace {
using namespace std::chrono_literals;

// By then whoever is on the network has answered, and the clocks have been compared.
constexpr std::chrono::microseconds kLookAround = 1s;
// Less than this is drift that nobody hears.
constexpr Nanoseconds kKeepLine = 20us;
// From a change to the first step that is sure to be whole.
constexpr std::chrono::microseconds kSettle = 5ms;
// Others begin at a quantum that our clock may see a little earlier.
constexpr std::chrono::microseconds kNearQuantum = 1ms;
// Beats are rounded to a millionth, times to a microsecond.
constexpr std::chrono::microseconds kRounding = 5us;

double beatsOf(Position position) noexcept
{
    return position.ticks() / static_cast<double>(kPpqn);
}

Position positionOf(double beats) noexcept
{
    return Position::fromTicks(beats * static_cast<double>(kPpqn));
}

/// The first beat at or after `beat` in the phase of `target`.
double inPhase(double beat, double target, double quantum) noexcept
{
    const double behind = std::fmod(target - beat, quantum);
    return beat + (behind < 0.0 ? behind + quantum : behind);
}
}  // namespace

LinkSource::LinkSource(Tempo initial, const Clock& clock, LinkOptions options)
    : clock_(clock)
    , wished_(initial)
    , quantum_(std::clamp(options.quantumBeats, 1.0, 64.0))
    , startStopSync_(options.startStopSync)
    , session_(initial.bpm(), quantum_, startStopSync_)
    , joined_(session_.hostNow())
    , bpm_(initial.bpm())
{
    compareClocks();
    follow(session_.now(), clock_.now());
}

SyncReading LinkSource::read(TimePoint now) noexcept
{
    compareClocks();
    View view = session_.now();
    if (startStopSync_)
        hearOthers(view, now);
    const bool wasInPhase = inPhase_;
    findPhase(view, now);
    if (inPhase_ != wasInPhase)
        view = session_.now();  // its beats may be others now
    follow(view, now);
    say(view);

    SyncReading reading;
    reading.state = state_.load(std::memory_order_relaxed);
    reading.line = line_;
    reading.start = start_;
    reading.from = from_;
    return reading;
}

SyncReport LinkSource::report() const noexcept
{
    SyncReport report;
    report.kind = SyncKind::Link;
    report.state = state_.load(std::memory_order_relaxed);
    report.bpm = bpm_.load(std::memory_order_relaxed);
    report.peers = session_.peers();
    return report;
}

void LinkSource::askStart(Position from, TimePoint earliest) noexcept
{
    compareClocks();
    const Host host = hostTime_.host(earliest) + kRounding;
    const View view = session_.now();
    begin(view, from, host, clock_.now());
    findPhase(view, clock_.now());
    if (startStopSync_ && !view.playing)
        session_.setPlaying(true, host);
    heardPlaying_ = true;
    say(view);
}

void LinkSource::takeOver(const Timeline& line, TimePoint) noexcept
{
    compareClocks();
    const View view = session_.now();
    running_ = true;
    inPhase_ = false;
    from_ = line.positionAt(hostTime_.reference(view.at));
    shift_ = view.beat - beatsOf(from_);
    takeLine(view);
    if (!view.alone)
        join(view, clock_.now());
    if (startStopSync_ && !view.playing)
        session_.setPlaying(true, view.at);
    heardPlaying_ = true;
    say(view);
}

void LinkSource::askStop(TimePoint at) noexcept
{
    running_ = false;
    const View view = session_.now();
    if (startStopSync_ && view.playing)
        session_.setPlaying(false, hostTime_.host(at));
    heardPlaying_ = false;
    say(view);
}

void LinkSource::askTempo(Tempo tempo, TimePoint at) noexcept
{
    if (tempo == wished_)
        return;
    wished_ = tempo;
    if (tempo.bpm() == session_.now().bpm)
        return;
    session_.setTempo(tempo.bpm(), hostTime_.host(at));
    const View view = session_.now();
    follow(view, clock_.now());
    say(view);
}

/// One pair of our clock's time and Link's. Somebody else may run in between, so the closest of a few counts.
void LinkSource::compareClocks() noexcept
{
    Host before {0};
    Host after = Host::max();
    TimePoint reference;
    for (int i = 0; i < 3 && after - before > Host {3}; ++i) {
        const Host first = session_.hostNow();
        const TimePoint middle = clock_.now();
        const Host last = session_.hostNow();
        if (last - first < after - before) {
            before = first;
            reference = middle;
            after = last;
        }
    }
    hostTime_.add(before, reference, after);
}

void LinkSource::hearOthers(const View& view, TimePoint now) noexcept
{
    if (view.playing == heardPlaying_)
        return;
    if (view.playing) {
        heardPlaying_ = true;
        if (!running_)
            begin(view, Position {}, view.playingAt - kNearQuantum, now);
    } else if (view.at >= view.playingAt) {
        heardPlaying_ = false;
        running_ = false;
    }
}

/// Who began alone gives the session its phase, but not before it is known that nobody is there to have one.
void LinkSource::findPhase(const View& view, TimePoint now) noexcept
{
    if (!running_ || inPhase_)
        return;
    if (!view.alone)
        return line_.timeAt(from_) <= now ? join(view, now) : begin(view, from_, view.at + kSettle, now);
    if (view.at - joined_ < kLookAround)
        return;
    session_.setBeat(view.beat - shift_, view.at);
    shift_ = 0.0;
    inPhase_ = true;
}

void LinkSource::follow(const View& view, TimePoint now) noexcept
{
    const Timeline there = lineOf(view);
    const Position place = there.positionAt(now);
    const bool sameTempo = view.microsPerBeat == microsPerBeat_;
    if (sameTempo && std::chrono::abs(line_.timeAt(place) - now) <= kKeepLine)
        return;

    const bool begun = line_.timeAt(from_) <= now;
    const Position moved = place - line_.positionAt(now);
    if (running_ && begun && !inPhase_) {
        // The session does not know our place yet: whatever it does, ours stays.
        shift_ += beatsOf(moved);
        takeLine(view);
        return;
    }
    takeLine(view);
    if (!running_ || std::abs(moved.units) <= Position {kSixteenth}.units)
        return;
    if (!begun)
        return begin(view, from_, view.at + kSettle, now);
    ++start_;
    goOnInPhase(view, now);
}

/// Plays from `from` at the first moment that suits the session.
void LinkSource::begin(const View& view, Position from, Host notBefore, TimePoint now) noexcept
{
    const double target = beatsOf(from);
    double beat = view.beatAt(notBefore);
    if (view.alone)
        beat = view.beatAt(std::max(notBefore, joined_ + kLookAround));
    else
        beat = inPhase(beat, target, quantum_);

    running_ = true;
    inPhase_ = !view.alone;
    shift_ = beat - target;
    from_ = from;
    ++start_;
    takeLine(view);
    if (line_.positionAt(now) > from_ + kSixteenth)
        goOnInPhase(view, now);
}

/// Goes on at the place in the session's phase that is nearest to where the song is.
void LinkSource::join(const View& view, TimePoint now) noexcept
{
    shift_ = std::round(shift_ / quantum_) * quantum_;
    inPhase_ = true;
    ++start_;
    takeLine(view);
    goOnInPhase(view, now);
}

/// A start in the middle: at the next step that can be played whole.
void LinkSource::goOnInPhase(const View& view, TimePoint now) noexcept
{
    from_ = roundUp(line_.positionAt(now + kSettle).ceilTick(), kSixteenth);
    while (from_ < Position {}) {
        from_ = from_ + positionOf(quantum_);
        shift_ -= quantum_;
    }
    takeLine(view);
}

void LinkSource::takeLine(const View& view) noexcept
{
    line_ = lineOf(view);
    microsPerBeat_ = view.microsPerBeat;
}

Timeline LinkSource::lineOf(const View& view) const noexcept
{
    const double bpm = 60e6 / view.microsPerBeat / hostTime_.rate();
    return {positionOf(view.beat - shift_), hostTime_.reference(view.at), Tempo::clampedBpm(bpm)};
}

void LinkSource::say(const View& view) noexcept
{
    bpm_.store(view.bpm, std::memory_order_relaxed);
    state_.store(
        running_ ? SyncReading::State::Running : SyncReading::State::Ready, std::memory_order_relaxed);
}

}  // namespace clave
