#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace clave {

/// A color as sRGB bytes. Thread-safe: yes (a value).
struct Color {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;

    friend constexpr bool operator==(const Color&, const Color&) = default;
};

/// Of "#1A2B3C"; nothing when it is not of that form.
[[nodiscard]] std::optional<Color> parseColor(std::string_view text);

/// The share `amount` in [0, 1] of `over` on top of `under`.
[[nodiscard]] Color mixed(Color under, Color over, double amount) noexcept;

/// WCAG 2.1 contrast ratio, in [1, 21].
[[nodiscard]] double contrast(Color a, Color b) noexcept;

/// How far two colors are apart to the eye: CIE 1976 distance in L*a*b* (2 is just noticeable).
[[nodiscard]] double distance(Color a, Color b) noexcept;

/// Kinds of color vision.
enum class Vision : std::uint8_t { Normal, Protan, Deutan, Tritan };

/// What a color looks like without one kind of cone (Machado, Oliveira and Fernandes 2009, severity 1).
[[nodiscard]] Color asSeenWith(Vision vision, Color color) noexcept;

}  // namespace clave
