#pragma once

#include "core/sync/clock_counter.hpp"
#include "core/sync/clock_line.hpp"
#include "core/time/tempo.hpp"
#include "core/time/time_point.hpp"

#include <cstdint>

namespace clave {

/// Follows a MIDI clock (24 in a quarter note): arrival times -> clock number <-> time, without their jitter,
/// and without losing count when clocks are lost or doubled or the tempo leaps. 20 to 999 bpm.
///
/// Thread-safe: no. Realtime-safe: yes. Memory is fixed, and a clock costs some microseconds at most.
class ClockFilter {
public:
    /// How the phase of a clock is related to that of the clock before.
    enum class Phase : std::uint8_t {
        Same,
        New,  ///< the sender began again; its tempo is probably what it was
        SameIfOnTime,  ///< the sender began again, perhaps without disturbing its clocks
    };

    /// One more clock. \param arrival on the reference clock; earlier than the last is taken as just then.
    /// \return false when it came twice and was not counted. With another phase it always is, as the next
    /// one.
    bool clock(TimePoint arrival, Phase phase = Phase::Same) noexcept;

    /// What clocks are taken to be as long as there is no other knowledge.
    void guess(Tempo tempo) noexcept { guess_ = tempo; }

    /// Of the newest clock; 0 for the first that ever came, -1 before.
    [[nodiscard]] std::int64_t number() const noexcept { return any_ ? counter_.number() : -1; }
    [[nodiscard]] bool knowsTempo() const noexcept { return fit_.interval > 0.0; }
    /// Nanoseconds from clock to clock, measured or guessed.
    [[nodiscard]] double interval() const noexcept;
    /// When a clock came, free of jitter, or will. There must have been a clock.
    [[nodiscard]] TimePoint timeOf(std::int64_t number) const noexcept;
    /// When the newest clock really came.
    [[nodiscard]] TimePoint lastArrival() const noexcept { return lastArrival_; }
    /// With no clock for as long as this after the last, the sender is silent: 4 intervals, at least 150 ms.
    [[nodiscard]] Nanoseconds patience() const noexcept;
    /// Whether clocks are coming.
    [[nodiscard]] bool hears(TimePoint now) const noexcept
    {
        return any_ && now - lastArrival_ <= patience();
    }

    /// As a person wants to see it: the tempo, without the flicker of its last digits; 0 when unknown.
    [[nodiscard]] double steadyBpm() const noexcept { return shownBpm_; }
    /// Of the newest clocks, up to 192: standard deviation and largest distance from an even line.
    [[nodiscard]] Nanoseconds jitter() const noexcept;
    [[nodiscard]] Nanoseconds worstJitter() const noexcept;
    [[nodiscard]] std::uint64_t lost() const noexcept { return counter_.lost(); }
    [[nodiscard]] std::uint64_t doubled() const noexcept { return counter_.doubled(); }

private:
    enum class Trust : std::uint8_t { Full, Suspects, Confirmed };

    [[nodiscard]] double clocksUntil(TimePoint moment) const noexcept;
    void begin(double clocksLater, TimePoint arrival) noexcept;
    void takeOnLine(const CountedClock& clock) noexcept;
    void refit() noexcept;

    ClockLine line_;
    ClockCounter counter_;
    ClockFit fit_;
    Tempo guess_;
    TimePoint lastArrival_ {};
    CountedClock suspect_;  // off the line: waits for the next one to confirm it
    double suspectOff_ = 0.0;
    Trust trust_ = Trust::Full;
    double shownBpm_ = 0.0;
    int otherBpm_ = 0;  // so many clocks have said that the tempo is another than is shown
    bool any_ = false;
};

}  // namespace clave
