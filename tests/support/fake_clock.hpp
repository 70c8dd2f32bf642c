#pragma once

#include "core/time/clock.hpp"

#include <algorithm>

namespace clave::test {

/// A clock that moves only when a test, or a sleeper, moves it. It starts at one hour, so that nothing passes
/// by taking the beginning of time for now. Thread-safe: no.
class FakeClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const noexcept override { return now_; }
    /// Time goes to the deadline, and `oversleep` past it.
    void sleepUntil(TimePoint deadline) const noexcept override
    {
        now_ = std::max(now_, deadline + oversleep);
    }
    void advance(Nanoseconds by) noexcept { now_ += by; }

    Nanoseconds oversleep {0};

private:
    mutable TimePoint now_ {std::chrono::hours {1}};
};

}  // namespace clave::test
