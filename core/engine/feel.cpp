#include "core/engine/feel.hpp"

#include <algorithm>

namespace clave {

Swing swingOf(const Song& song, const Pattern& pattern) noexcept
{
    if (pattern.rate.feel == Rate::Feel::Triplet)
        return {};
    return pattern.swing ? *pattern.swing : song.swing;
}

Feel feelAt(const Song& song, const Pattern& pattern, Tick grid) noexcept
{
    Feel feel;
    feel.swing = swingOf(song, pattern);
    if (pattern.groove.empty())
        return feel;
    const Groove* const groove = song.groove(pattern.groove);
    if (groove == nullptr || groove->points.empty())
        return feel;
    const auto length = static_cast<std::int64_t>(groove->points.size());
    const std::int64_t sixteenth = floorDiv(grid, kSixteenth);
    const auto& point = groove->points[static_cast<std::size_t>((sixteenth % length + length) % length)];
    feel.shift = Tick {point.shift};
    feel.velocity = point.velocity;
    feel.gate = point.gate;
    return feel;
}

Position earliestShift(const Song& song, const Pattern& pattern) noexcept
{
    std::int16_t earliest = 0;
    const Groove* const groove = pattern.groove.empty() ? nullptr : song.groove(pattern.groove);
    if (groove != nullptr) {
        for (const auto& point : groove->points)
            earliest = std::min(earliest, point.shift);
    }
    return Tick {earliest};
}

}  // namespace clave
