#pragma once

#include "core/time/tick.hpp"

#include <cstdint>

namespace clave {

/// A time signature: `beats` notes of 1/`unit` make a bar.
struct Metre {
    std::uint8_t beats = 4;  ///< [1, 32]
    std::uint8_t unit = 4;  ///< 1, 2, 4, 8, 16 or 32

    [[nodiscard]] constexpr Tick beat() const noexcept { return {kPpqn * 4 / unit}; }
    [[nodiscard]] constexpr Tick bar() const noexcept { return beat() * beats; }
    friend constexpr bool operator==(const Metre&, const Metre&) = default;
};

}  // namespace clave
