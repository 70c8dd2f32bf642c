#pragma once

#include "app/sync/link/link_source.hpp"
#include "core/time/steady_clock.hpp"

#include "tests/app/sync/link/peer.hpp"

#include <chrono>
#include <cmath>

namespace clave::test {

/// A source under test, read every two milliseconds as the clock thread does. Thread-safe: no.
class Together {
public:
    explicit Together(double bpm, LinkOptions options = {}) : source(Tempo::clampedBpm(bpm), clock, options)
    {
        read();
    }

    SyncReading read() { return reading = source.read(clock.now()); }
    void run(Nanoseconds time)
    {
        (void)within(time, [] { return false; });
    }
    /// Does it come true in time?
    template <class Condition>
    [[nodiscard]] bool within(Nanoseconds time, Condition&& condition)
    {
        const TimePoint end = clock.now() + time;
        for (;; clock.sleepUntil(clock.now() + std::chrono::milliseconds {2})) {
            read();
            if (condition())
                return true;
            if (clock.now() > end)
                return false;
        }
    }
    [[nodiscard]] bool meets(const LinkPeer& peer)
    {
        return within(
            std::chrono::seconds {3}, [&] { return source.report().peers > 0 && peer.peers() > 0; });
    }
    /// In the first second a start waits for others.
    void lookAround() { run(std::chrono::milliseconds {1100}); }
    /// Plays from `beats`, with the first note due.
    [[nodiscard]] bool play(double beats)
    {
        source.askStart(at(beats), clock.now() + std::chrono::milliseconds {5});
        return within(std::chrono::seconds {5}, [&] { return sounds(); });
    }

    [[nodiscard]] static Position at(double beats)
    {
        return Position::fromTicks(beats * static_cast<double>(kPpqn));
    }
    [[nodiscard]] bool running() const { return reading.state == SyncReading::State::Running; }
    [[nodiscard]] bool sounds() const
    {
        return running() && reading.line.timeAt(reading.from) <= clock.now();
    }
    [[nodiscard]] double beatNow() const
    {
        return reading.line.positionAt(clock.now()).ticks() / static_cast<double>(kPpqn);
    }
    /// How far the song is from the peer's phase, in microseconds; late is positive.
    [[nodiscard]] double apart(const LinkPeer& peer)
    {
        for (;;) {
            const auto before = peer.now();
            const TimePoint now = clock.now();
            const auto after = peer.now();
            if (after - before > std::chrono::microseconds {20})
                continue;
            read();
            const double ours = reading.line.positionAt(now).ticks() / static_cast<double>(kPpqn);
            const double beats = std::remainder(peer.phaseAt((before + after) / 2) - ours, 4.0);
            return beats * 60e6 / reading.line.tempo().bpm();
        }
    }

    SteadyClock clock;
    LinkSource source;
    SyncReading reading;
};

}  // namespace clave::test
