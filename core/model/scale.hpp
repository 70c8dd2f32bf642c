#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace clave {

/// Which of the twelve pitch classes belong, and from which root.
struct Scale {
    static constexpr std::uint16_t kChromatic = 0xFFF;

    std::uint8_t root = 0;  ///< pitch class, [0, 11]; 0 is C
    std::uint16_t notes =
        kChromatic;  ///< bit n: the n-th semitone above the root belongs; bit 0 is always set

    [[nodiscard]] constexpr bool has(int pitch) const noexcept
    {
        return (notes >> ((pitch + 120 - root) % 12) & 1U) != 0;
    }
    /// The nearest pitch of the scale; of two equally near ones the lower.
    [[nodiscard]] constexpr int nearest(int pitch) const noexcept
    {
        for (int distance = 0; distance < 12; ++distance) {
            if (has(pitch - distance))
                return pitch - distance;
            if (has(pitch + distance))
                return pitch + distance;
        }
        return pitch;
    }
    friend constexpr bool operator==(const Scale&, const Scale&) = default;
};

/// A scale's name in the song file and in lists.
struct ScaleName {
    std::string_view name;
    std::uint16_t notes;
};

/// The scales with a name, chromatic first.
[[nodiscard]] std::span<const ScaleName> namedScales() noexcept;
[[nodiscard]] std::optional<std::uint16_t> scaleNotes(std::string_view name) noexcept;
/// Empty when these notes have no name.
[[nodiscard]] std::string_view scaleName(std::uint16_t notes) noexcept;

}  // namespace clave
