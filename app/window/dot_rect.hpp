#pragma once

#include <algorithm>
#include <cstdint>

namespace clave {

/// Dots of the window, from its upper left corner; half-open. Empty when it has no width or height.
struct DotRect {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;

    [[nodiscard]] constexpr bool isEmpty() const noexcept { return right <= left || bottom <= top; }
    [[nodiscard]] constexpr std::int64_t area() const noexcept
    {
        return isEmpty() ? 0 : std::int64_t {right - left} * (bottom - top);
    }
    [[nodiscard]] constexpr DotRect within(const DotRect& other) const noexcept
    {
        return {std::max(left, other.left), std::max(top, other.top), std::min(right, other.right),
            std::min(bottom, other.bottom)};
    }
    [[nodiscard]] constexpr bool meets(const DotRect& other) const noexcept
    {
        return !within(other).isEmpty();
    }
    /// The least that holds both. Of an empty one: as if it were not empty.
    [[nodiscard]] constexpr DotRect with(const DotRect& other) const noexcept
    {
        return {std::min(left, other.left), std::min(top, other.top), std::max(right, other.right),
            std::max(bottom, other.bottom)};
    }

    friend constexpr bool operator==(const DotRect&, const DotRect&) = default;
};

}  // namespace clave
