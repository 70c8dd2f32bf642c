#pragma once

#include <compare>
#include <cstdint>

namespace clave {

/// Ticks in a quarter note. A sixteenth is 5040 = 7!, so every ratchet of 2 to 10 equal parts is whole, and
/// 20160 divides by 24 (MIDI clock), 96, 480 and 960.
inline constexpr std::int64_t kPpqn = 20160;

/// A length or place in musical time: 1/20160 of a quarter note. For storage and for grid positions.
/// May be negative (count-in, nudge). Thread-safe: yes. Realtime-safe: yes.
struct Tick {
    std::int64_t count = 0;

    friend constexpr auto operator<=>(Tick, Tick) = default;
    friend constexpr Tick operator+(Tick a, Tick b) { return {a.count + b.count}; }
    friend constexpr Tick operator-(Tick a, Tick b) { return {a.count - b.count}; }
    friend constexpr Tick operator-(Tick a) { return {-a.count}; }
    friend constexpr Tick operator*(Tick a, std::int64_t n) { return {a.count * n}; }
    friend constexpr Tick operator*(std::int64_t n, Tick a) { return {a.count * n}; }
    constexpr Tick& operator+=(Tick other)
    {
        count += other.count;
        return *this;
    }
};

/// A sixteenth note, the plain step.
inline constexpr Tick kSixteenth {kPpqn / 4};

/// How many whole `part`s fit before `whole`, rounded down also below zero. `part` must be positive.
[[nodiscard]] constexpr std::int64_t floorDiv(Tick whole, Tick part) noexcept
{
    const auto q = whole.count / part.count;
    return q - (whole.count % part.count < 0 ? 1 : 0);
}

/// What is left of `whole` after floorDiv; in [0, part).
[[nodiscard]] constexpr Tick floorMod(Tick whole, Tick part) noexcept
{
    return whole - part * floorDiv(whole, part);
}

/// The first multiple of `part` at or after `value`.
[[nodiscard]] constexpr Tick roundUp(Tick value, Tick part) noexcept
{
    return part * -floorDiv(-value, part);
}

}  // namespace clave
