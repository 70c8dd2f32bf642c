#pragma once

#include "core/time/tick.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clave {

/// How fast a pattern runs: "1x" makes a step a sixteenth, "2x" a 32nd; "." makes steps half as long again
/// (dotted), "t" makes three fit in the time of two (triplet). Every step is a whole number of ticks.
struct Rate {
    enum class Feel : std::uint8_t { Straight, Dotted, Triplet };

    std::int8_t power = 0;  ///< 2^power steps a sixteenth, [-3, 3]: 1/8x to 8x
    Feel feel = Feel::Straight;

    [[nodiscard]] constexpr Tick step() const noexcept
    {
        const Tick plain {power >= 0 ? kSixteenth.count >> power : kSixteenth.count << -power};
        switch (feel) {
        case Feel::Dotted:
            return {plain.count * 3 / 2};
        case Feel::Triplet:
            return {plain.count * 2 / 3};
        case Feel::Straight:
            break;
        }
        return plain;
    }
    /// "1x", "1/2x.", "2xt".
    [[nodiscard]] std::string name() const;
    [[nodiscard]] static std::optional<Rate> parse(std::string_view name);
    friend constexpr bool operator==(Rate, Rate) = default;
};

}  // namespace clave
