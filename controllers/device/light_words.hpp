#pragma once

#include "controllers/device/light.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace clave {

// The words of files and screens for what a light looks like. Thread-safe: yes, all. Realtime-safe: yes.

/// "off", "dark_grey", "red_dim" ...: in the order of Hue.
[[nodiscard]] std::span<const std::string_view> hueWords() noexcept;
[[nodiscard]] std::string_view word(Hue hue) noexcept;
[[nodiscard]] std::optional<Hue> hueOf(std::string_view word) noexcept;

/// "steady", "flash", "pulse": in the order of Motion.
[[nodiscard]] std::span<const std::string_view> motionWords() noexcept;
[[nodiscard]] std::string_view word(Motion motion) noexcept;
[[nodiscard]] std::optional<Motion> motionOf(std::string_view word) noexcept;

/// Red, green and blue, 0 to 127, for lights that are told so.
[[nodiscard]] std::array<std::uint8_t, 3> mixOf(Hue hue) noexcept;

/// Dark or half lit: on a device that knows only on and off it is off, so that what is bright stands out.
[[nodiscard]] bool isDim(Hue hue) noexcept;

/// For each Hue one of those a device has: itself, else the nearest in meaning, so that what must be told
/// apart (red from green, bright from dim) stays apart as long as the device allows. Off when there is
/// nothing near: always for a dim one where nothing dim is given, never for a bright one where anything
/// bright is.
[[nodiscard]] std::array<Hue, kHueCount> nearestHues(const std::array<bool, kHueCount>& given) noexcept;

}  // namespace clave
