#pragma once

#include "core/time/frame_grid.hpp"
#include "core/time/time_point.hpp"

namespace clave {

/// Tells the time and waits for it. Given to whoever needs time, so that a test can give its own.
/// Thread-safe: yes. Realtime-safe: yes.
class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    Clock(Clock&&) = delete;
    Clock& operator=(Clock&&) = delete;
    virtual ~Clock() = default;

    [[nodiscard]] virtual TimePoint now() const noexcept = 0;
    /// Returns at `deadline` or a little later, never before. A deadline that has passed returns at once.
    virtual void sleepUntil(TimePoint deadline) const noexcept = 0;
    /// The frames that this clock counts, if it counts any.
    [[nodiscard]] virtual FrameGrid grid() const noexcept { return {}; }
};

}  // namespace clave
