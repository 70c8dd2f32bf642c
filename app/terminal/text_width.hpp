#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace clave {

/// How many cells of a terminal a UTF-8 text takes: wide letters two, combining marks none.
/// Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] std::size_t displayWidth(std::string_view text) noexcept;

/// As much of a text as fits `width` cells. Control characters and broken UTF-8 come out as '?', so that a
/// name from a file cannot command the terminal.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t width);

/// fitted(), filled up with spaces to exactly `width` cells.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);

}  // namespace clave
