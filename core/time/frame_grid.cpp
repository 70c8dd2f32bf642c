#include "core/time/frame_grid.hpp"

namespace clave {
namespace {
// Whole numbers throughout: 2^63 / 10^9 frames are 53 hours at 48 kHz, so seconds are taken out first.
constexpr std::int64_t kSecond = 1'000'000'000;

constexpr std::int64_t floorDivide(std::int64_t whole, std::int64_t part) noexcept
{
    return whole / part - (whole % part < 0 ? 1 : 0);
}

/// round(count * to / from), halves up, for large counts.
constexpr std::int64_t scaled(std::int64_t count, std::int64_t from, std::int64_t to) noexcept
{
    const auto whole = floorDivide(count, from);
    const auto rest = count - whole * from;
    return whole * to + floorDivide(2 * rest * to + from, 2 * from);
}
}  // namespace

TimePoint FrameGrid::timeOf(std::int64_t frame) const noexcept
{
    return anchor_ + Nanoseconds {scaled(frame - anchorFrame_, rate_, kSecond)};
}

std::int64_t FrameGrid::frameAt(TimePoint time) const noexcept
{
    return anchorFrame_ + scaled((time - anchor_).count(), kSecond, rate_);
}

TimePoint FrameGrid::lastBefore(std::int64_t frame) const noexcept
{
    // Half a frame before its moment, but for the rounding of both.
    TimePoint time = timeOf(frame) - Nanoseconds {kSecond / 2 / rate_};
    while (frameAt(time) >= frame)
        time -= Nanoseconds {1};
    while (frameAt(time + Nanoseconds {1}) < frame)
        time += Nanoseconds {1};
    return time;
}

TimePoint FrameGrid::roundUp(TimePoint time) const noexcept
{
    if (!exists())
        return time;
    std::int64_t frame = frameAt(time);
    while (timeOf(frame) < time)
        ++frame;
    while (timeOf(frame - 1) >= time)
        --frame;
    return timeOf(frame);
}

}  // namespace clave
