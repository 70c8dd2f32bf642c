#pragma once

#include <chrono>
#include <cstdint>

namespace clave {

using Nanoseconds = std::chrono::nanoseconds;

/// The reference clock's type. It has no now(): time is given to whoever needs it, by a Clock.
struct ReferenceClock {
    using rep = std::int64_t;
    using period = std::nano;
    using duration = Nanoseconds;
    using time_point = std::chrono::time_point<ReferenceClock>;
    static constexpr bool is_steady = true;
};

/// A moment: nanoseconds on the reference clock, which every output and every source follows.
using TimePoint = ReferenceClock::time_point;

}  // namespace clave
