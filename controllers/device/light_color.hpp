#pragma once

#include "controllers/device/light.hpp"
#include "core/base/result.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace clave {

// Colors as people write them, for lights that have words for theirs. Thread-safe: yes, all. Realtime-safe:
// no.

/// What comes nearest to red, green and blue, each [0, 255]; very dark is Off.
[[nodiscard]] Hue hueNear(std::array<std::uint8_t, 3> color) noexcept;

/// "#ff8000", "#f80", or a word of light_words.hpp. Fails with what is wrong with it.
[[nodiscard]] Result<Hue> parseHue(std::string_view text);

}  // namespace clave
