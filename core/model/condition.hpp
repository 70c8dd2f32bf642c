#pragma once

#include <cstdint>

namespace clave {

/// One question of a condition: not asked, must be so, must not be so.
enum class Ask : std::uint8_t { Any, Yes, No };

/// Which passes of a pattern a step plays in: pass p (from 0) when bit p mod `length` of `mask` is set.
/// A:B is the one-bit case: aOfB(1, 4) plays in passes 1, 5, 9 … counted from 1.
struct CycleMask {
    std::uint8_t length = 1;  ///< [1, 16]
    std::uint16_t mask = 1;  ///< bits [0, length); at least one unless the step shall never play

    [[nodiscard]] static constexpr CycleMask aOfB(int a, int b) noexcept
    {
        return {static_cast<std::uint8_t>(b), static_cast<std::uint16_t>(1U << (a - 1))};
    }
    [[nodiscard]] constexpr bool isAlways() const noexcept { return mask == (1U << length) - 1U; }
    [[nodiscard]] constexpr bool playsIn(std::uint32_t pass) const noexcept
    {
        return (mask >> (pass % length) & 1U) != 0;
    }
    friend constexpr bool operator==(const CycleMask&, const CycleMask&) = default;
};

/// When a step plays. All that is asked must hold.
///
/// `pre` and `neighbour` ask for the most recent condition result of this track and of the track before it.
/// Steps that ask only `pre` leave that memory alone. (Elektron manuals, "conditional locks"; facts:
/// semantics, 2.)
struct Condition {
    Ask fill = Ask::Any;  ///< fill mode is on
    Ask first = Ask::Any;  ///< the first pass since the scene was launched
    Ask pre = Ask::Any;  ///< the last condition on this track was true
    Ask neighbour = Ask::Any;  ///< the last condition on the track before was true; false if it never had one
    CycleMask cycle;

    [[nodiscard]] constexpr bool asksOtherThanPre() const noexcept
    {
        return fill != Ask::Any || first != Ask::Any || neighbour != Ask::Any || !cycle.isAlways();
    }
    [[nodiscard]] constexpr bool asksNothing() const noexcept
    {
        return !asksOtherThanPre() && pre == Ask::Any;
    }

    friend constexpr bool operator==(const Condition&, const Condition&) = default;
};

}  // namespace clave
