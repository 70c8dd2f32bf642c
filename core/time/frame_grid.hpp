#pragma once

#include "core/time/time_point.hpp"

#include <cstdint>

namespace clave {

/// The whole frames of a sound card on the reference clock: frame <-> moment, along a straight line from an
/// anchor. The line is anchored once and not bent, so a position that is computed exactly falls on the same
/// frame whenever it is asked for. Without a sound card there is no grid, and every moment is as good as any
/// other. Thread-safe: yes (a value). Realtime-safe: yes.
class FrameGrid {
public:
    /// No grid.
    FrameGrid() = default;
    /// \param framesPerSecond at least 1.
    FrameGrid(std::int64_t anchorFrame, TimePoint anchor, std::uint32_t framesPerSecond) noexcept
        : anchorFrame_(anchorFrame)
        , anchor_(anchor)
        , rate_(framesPerSecond)
    {
    }

    [[nodiscard]] bool exists() const noexcept { return rate_ != 0; }
    [[nodiscard]] std::uint32_t framesPerSecond() const noexcept { return rate_; }

    /// The moment of a frame, rounded once to the nanosecond. There must be a grid.
    [[nodiscard]] TimePoint timeOf(std::int64_t frame) const noexcept;
    /// The nearest frame; halves go to the later one. frameAt(timeOf(f)) is f. There must be a grid.
    [[nodiscard]] std::int64_t frameAt(TimePoint time) const noexcept;
    /// The last moment whose nearest frame lies before `frame`. There must be a grid.
    [[nodiscard]] TimePoint lastBefore(std::int64_t frame) const noexcept;
    /// The moment of the first frame at or after `time`; without a grid, `time`.
    [[nodiscard]] TimePoint roundUp(TimePoint time) const noexcept;

    friend bool operator==(const FrameGrid&, const FrameGrid&) = default;

private:
    std::int64_t anchorFrame_ = 0;
    TimePoint anchor_ {};
    std::uint32_t rate_ = 0;
};

}  // namespace clave
