#pragma once

#include "core/time/tick.hpp"

#include <array>
#include <cstdint>

namespace clave {

/// Repeats of a step's notes.
///
/// By count: `count` hits spread evenly over `length`. By rate: a hit every `kRetrigRates[rate]` for
/// `length`; it may run over following steps. Either is cut when the next step of the track plays. (Elektron
/// retrig is by rate, ratchets of PER|FORMER, Kria and the Deluge by count.)
struct Retrig {
    /// Numerators are all 1: notes of 1/1 to 1/80.
    static constexpr std::array<std::uint8_t, 17> kRates {
        1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80};
    static constexpr std::int32_t kStep = 5040;
    static constexpr std::int32_t kInfinite = -1;

    std::uint8_t count = 1;  ///< [1, 10]; used when rate is 0
    std::uint8_t rate = 0;  ///< 0: by count; else one of kRates: a hit every 1/rate note
    std::int32_t length = kStep;  ///< 1/5040 step, [1/8 step, 128 steps], or kInfinite (by rate only)
    std::int8_t velocityRamp =
        0;  ///< added to the last hit's velocity, in even parts over the hits; [-127, 127]

    [[nodiscard]] constexpr bool isPlain() const noexcept { return count <= 1 && rate == 0; }
    friend constexpr bool operator==(const Retrig&, const Retrig&) = default;
};

}  // namespace clave
