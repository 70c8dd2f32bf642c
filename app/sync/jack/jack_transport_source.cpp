#include "app/sync/jack/jack_transport_source.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace clave {
namespace {
Nanoseconds durationOf(std::int64_t frames, std::uint32_t framesPerSecond) noexcept
{
    return Nanoseconds {std::llround(static_cast<double>(frames) * 1e9 / framesPerSecond)};
}
}  // namespace

Result<std::unique_ptr<JackTransportSource>> JackTransportSource::open(Tempo tempo)
{
    auto client = JackClient::open();
    if (client == nullptr)
        return fail("There is no JACK transport to follow: no JACK server runs; start one, or follow "
                    "another clock.");
    return std::make_unique<JackTransportSource>(std::move(client), tempo);
}

JackTransportSource::JackTransportSource(std::shared_ptr<JackClient> client, Tempo tempo)
    : hold_(std::make_shared<JackHold>(std::move(client)))
    , watchdog_(Watchdog::shared())
    , wished_(tempo)
{
    watchdog_->watch(hold_);
}

Tempo JackTransportSource::tempo() const noexcept
{
    return transport_.bpm > 0.0 ? Tempo::clampedBpm(transport_.bpm) : wished_;
}

bool JackTransportSource::hasJumped() const noexcept
{
    const auto moved = static_cast<std::int64_t>(transport_.frame) - static_cast<std::int64_t>(before_.frame);
    const Nanoseconds off = durationOf(moved, transport_.framesPerSecond) - (transport_.time - before_.time);
    return off > std::chrono::microseconds {50} || off < std::chrono::microseconds {-50};
}

void JackTransportSource::begin() noexcept
{
    const Timeline fromFrameZero {Position {}, TimePoint {}, tempo()};
    const auto since = durationOf(transport_.frame, transport_.framesPerSecond);
    reading_.from = fromFrameZero.positionAt(TimePoint {} + since);
    reading_.line = {reading_.from, transport_.time, tempo()};
    ++reading_.start;
}

SyncReading JackTransportSource::read(TimePoint now) noexcept
{
    const JackClient* const client = hold_->client();
    if (client == nullptr || !client->serverRuns()) {
        reading_.state = SyncReading::State::Waiting;
        return reading_;
    }
    JackTransport newest;
    if (!client->tryTransport(newest) || newest.framesPerSecond == 0 || newest.time == transport_.time)
        return reading_;
    before_ = std::exchange(transport_, newest);
    if (const auto place = std::exchange(goesOn_, std::nullopt); place && !transport_.rolling)
        askStart(*place, now);
    const bool wasRunning = reading_.state == SyncReading::State::Running;
    reading_.state = transport_.rolling ? SyncReading::State::Running : SyncReading::State::Ready;
    if (!transport_.rolling)
        reading_.line = {{}, transport_.time, tempo()};
    else if (!wasRunning || hasJumped())
        begin();
    else if (reading_.line.tempo() != tempo())
        reading_.line = reading_.line.withTempoAt(reading_.line.positionAt(transport_.time), tempo());
    return reading_;
}

SyncReport JackTransportSource::report() const noexcept
{
    SyncReport report;
    report.kind = SyncKind::JackTransport;
    report.state = reading_.state;
    report.bpm = reading_.state == SyncReading::State::Waiting ? 0.0 : tempo().bpm();
    return report;
}

void JackTransportSource::askStart(Position from, TimePoint) noexcept
{
    JackClient* const client = hold_->client();
    if (client == nullptr)
        return;
    const Timeline fromFrameZero {Position {}, TimePoint {}, tempo()};
    const auto since = fromFrameZero.timeAt(std::max(from, Position {})) - TimePoint {};
    const double frame = static_cast<double>(since.count()) * 1e-9 * transport_.framesPerSecond;
    constexpr double kMost = std::numeric_limits<std::uint32_t>::max();
    client->locateTransport(static_cast<std::uint32_t>(std::clamp(std::round(frame), 0.0, kMost)));
    client->startTransport();
}

void JackTransportSource::takeOver(const Timeline& line, TimePoint earliest) noexcept
{
    goesOn_ = line.positionAt(earliest);
}

void JackTransportSource::askStop(TimePoint) noexcept
{
    if (JackClient* const client = hold_->client())
        client->stopTransport();
}

void JackTransportSource::askTempo(Tempo tempo, TimePoint) noexcept
{
    wished_ = tempo;
}

}  // namespace clave
