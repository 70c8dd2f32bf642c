#pragma once

#include "core/base/result.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace clave {

/// Bytes with places to fill in: "F0 00 20 29 02 0C 03 {specs} F7", "00 {led} {value}". Where a light is told
/// its color, {red}, {green} and {blue} stand for the value, which is a Hue then.
///
/// Thread-safe: as its value. Realtime-safe: append() is when the buffer has room.
class ByteTemplate {
public:
    /// The error names the part that is none.
    [[nodiscard]] static Result<ByteTemplate> parse(std::string_view text);

    [[nodiscard]] bool isEmpty() const noexcept { return parts_.empty(); }
    [[nodiscard]] bool hasSpecs() const noexcept { return has(kSpecs); }
    [[nodiscard]] bool hasLed() const noexcept { return has(kLed); }
    [[nodiscard]] bool hasColors() const noexcept { return has(kRed) || has(kGreen) || has(kBlue); }
    /// Begins with F0, ends with F7, and has nothing above 7F in between.
    [[nodiscard]] bool isFramed() const noexcept;

    void append(std::vector<std::uint8_t>& to, std::uint8_t led, std::uint8_t value,
        std::span<const std::uint8_t> specs = {}) const;

private:
    static constexpr std::int16_t kLed = -1;
    static constexpr std::int16_t kValue = -2;
    static constexpr std::int16_t kSpecs = -3;
    static constexpr std::int16_t kRed = -4;
    static constexpr std::int16_t kGreen = -5;
    static constexpr std::int16_t kBlue = -6;

    [[nodiscard]] bool has(std::int16_t part) const noexcept;

    std::vector<std::int16_t> parts_;  ///< a byte, or one of the above
};

}  // namespace clave
