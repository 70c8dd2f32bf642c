#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace clave {

// Lines and columns of a script's text. Both count from 1, columns in characters; offsets are bytes. A text
// has at least one line. Thread-safe: yes. Realtime-safe: no.

struct TextPlace {
    std::size_t line = 1;
    std::size_t column = 1;

    friend bool operator==(const TextPlace&, const TextPlace&) = default;
};

[[nodiscard]] std::size_t lineCount(std::string_view text) noexcept;
/// Without its end; empty beyond the last one.
[[nodiscard]] std::string_view lineOf(std::string_view text, std::size_t line) noexcept;
/// Characters of the longest line.
[[nodiscard]] std::size_t longestLine(std::string_view text) noexcept;
/// Characters of a part of a line.
[[nodiscard]] std::size_t characterCount(std::string_view text) noexcept;

[[nodiscard]] TextPlace placeAt(std::string_view text, std::size_t offset) noexcept;
/// The nearest place that the text has.
[[nodiscard]] std::size_t offsetOf(std::string_view text, TextPlace place) noexcept;

/// What a new line begins with so that Python goes on: the blanks of the line that ends at `offset`, and four
/// more after a colon.
[[nodiscard]] std::string indentAfter(std::string_view text, std::size_t offset);
/// Without blanks at either end.
[[nodiscard]] std::string_view stripped(std::string_view text) noexcept;

}  // namespace clave
