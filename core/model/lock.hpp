#pragma once

#include <cstdint>

namespace clave {

/// A parameter lock: a controller value that a step sends just before its notes.
struct Lock {
    enum class Kind : std::uint8_t {
        Cc,  ///< number [0, 119], value [0, 127]
        Cc14,  ///< number [0, 31] with its fine half at number + 32, value [0, 16383]
        Nrpn,  ///< number [0, 16383], value [0, 16383]: 99, 98, 6, 38 in that order
        Program,  ///< number: bank [0, 16383] or kNoBank, value: program [0, 127]
        Bend,  ///< value [-8192, 8191]
        Pressure,  ///< value [0, 127]
    };
    static constexpr std::int16_t kNoBank = -1;

    Kind kind = Kind::Cc;
    std::int16_t number = 0;
    std::int16_t value = 0;

    friend constexpr bool operator==(const Lock&, const Lock&) = default;
};

}  // namespace clave
