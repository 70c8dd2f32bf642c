#pragma once

#include "core/time/time_point.hpp"

#include <chrono>

namespace clave {

/// Link's host time <-> the reference clock. Link counts the machine's raw clock; ours is disciplined, or
/// runs with a sound card, so that the two drift apart by up to a few hundred parts in a million.
///
/// Learns from pairs taken at the same moment: a loop of second order, quick at first and then slow, follows
/// offset and drift and averages the jitter away. A lasting step of the reference clock is taken at once.
/// Thread-safe: no. Realtime-safe: yes.
class HostTime {
public:
    /// Host time, in whole microseconds as Link has it.
    using Host = std::chrono::microseconds;

    /// The reference clock said `reference` between two looks at the host clock. A pair that took long is
    /// worth little and is left out, unless nothing better is known.
    void add(Host before, TimePoint reference, Host after) noexcept;

    [[nodiscard]] TimePoint reference(Host host) const noexcept;
    /// The nearest microsecond.
    [[nodiscard]] Host host(TimePoint reference) const noexcept;
    /// Seconds of the reference clock in one of the host's.
    [[nodiscard]] double rate() const noexcept { return 1.0 + drift_; }

private:
    void begin(Nanoseconds host, TimePoint reference) noexcept;

    bool known_ = false;
    Nanoseconds anchor_ {0};  ///< host time of the latest pair
    Nanoseconds base_ {0};  ///< reference less host time, at first
    double ahead_ = 0.0;  ///< nanoseconds, what has come to that since
    double drift_ = 0.0;
    double age_ = 0.0;  ///< seconds since the loop began
    int apart_ = 0;  ///< pairs in a row that lay far off
};

}  // namespace clave
