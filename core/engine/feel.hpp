#pragma once

#include "core/model/song.hpp"

namespace clave {

/// How a pattern's straight positions become sounding ones: swing, then groove.
struct Feel {
    Swing swing;
    Position shift;  ///< of the groove at this step
    double velocity = 1.0;
    double gate = 1.0;

    /// Realtime-safe: yes.
    [[nodiscard]] Position sounding(Position straight) const noexcept
    {
        return swung(straight, swing) + shift;
    }
    /// The inverse of sounding().
    [[nodiscard]] Position straight(Position sounding) const noexcept
    {
        return unswung(sounding - shift, swing);
    }
};

/// The swing that holds for a pattern: its own, else the song's. Triplet rates are never swung.
/// Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] Swing swingOf(const Song& song, const Pattern& pattern) noexcept;

/// The feel of a pattern at a grid position.
/// Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] Feel feelAt(const Song& song, const Pattern& pattern, Tick grid) noexcept;

/// The earliest that a groove moves anything: at most 0.
[[nodiscard]] Position earliestShift(const Song& song, const Pattern& pattern) noexcept;

}  // namespace clave
