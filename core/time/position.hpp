#pragma once

#include "core/time/tick.hpp"

#include <compare>
#include <cstdint>

namespace clave {

/// A real-valued place in musical time, in units of 2^-20 tick.
///
/// Swing, grooves, ratchets and gates fall between ticks. A unit lasts 0.14 nanoseconds at 20 bpm, and the
/// range is years at any tempo. Being an integer, two ways of reaching the same place compare equal and every
/// machine renders the same bytes; a double would do neither. Thread-safe: yes. Realtime-safe: yes.
struct Position {
    static constexpr int kFractionBits = 20;
    static constexpr std::int64_t kUnitsPerTick = std::int64_t {1} << kFractionBits;

    std::int64_t units = 0;

    constexpr Position() = default;
    constexpr explicit Position(std::int64_t rawUnits) : units(rawUnits) {}
    /// A whole tick is a place; nothing is rounded.
    constexpr Position(Tick tick)  // NOLINT(google-explicit-constructor): exact
        : units(tick.count * kUnitsPerTick)
    {
    }

    /// Rounds once, to the nearest unit; halves go away from 0. (std::llround is a call, and this is the
    /// player's heart.)
    [[nodiscard]] static constexpr Position fromTicks(double ticks) noexcept
    {
        const double units = ticks * static_cast<double>(kUnitsPerTick);
        return Position {static_cast<std::int64_t>(units < 0.0 ? units - 0.5 : units + 0.5)};
    }

    [[nodiscard]] constexpr double ticks() const noexcept
    {
        return static_cast<double>(units) / static_cast<double>(kUnitsPerTick);
    }
    /// The tick at or before this place.
    [[nodiscard]] constexpr Tick floorTick() const noexcept { return {units >> kFractionBits}; }
    /// The first tick at or after this place.
    [[nodiscard]] constexpr Tick ceilTick() const noexcept { return {-(-units >> kFractionBits)}; }
    /// The nearest tick; halves go up.
    [[nodiscard]] constexpr Tick nearestTick() const noexcept
    {
        return {(units + kUnitsPerTick / 2) >> kFractionBits};
    }

    friend constexpr auto operator<=>(Position, Position) = default;
    friend constexpr Position operator+(Position a, Position b) { return Position {a.units + b.units}; }
    friend constexpr Position operator-(Position a, Position b) { return Position {a.units - b.units}; }
    friend constexpr Position operator-(Position a) { return Position {-a.units}; }
};

/// Later than anything that is played (in 580 years at 20 bpm); half the range, so that adding to it is safe.
inline constexpr Position kNever {INT64_MAX / 2};

}  // namespace clave
