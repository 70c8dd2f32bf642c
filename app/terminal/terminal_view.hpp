#pragma once

#include "app/terminal/terminal_model.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace clave {

/// How a piece of text looks. Never the only sign of anything: text and shape say the same.
enum class TextStyle : std::uint8_t { Plain, Strong, Faint, Playing, Warning };

/// A piece of a line in one style.
struct Span {
    std::string text;
    TextStyle style = TextStyle::Plain;

    friend bool operator==(const Span&, const Span&) = default;
};

using Line = std::vector<Span>;

struct TerminalSize {
    std::size_t columns = 80;
    std::size_t rows = 24;

    friend bool operator==(const TerminalSize&, const TerminalSize&) = default;
};

/// The whole screen: exactly `size.rows` lines, none wider than `size.columns`. Of many tracks those around
/// the selected one are shown; of a long pattern the page that plays.
/// \param unicode false: only ASCII, for terminals without UTF-8.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::vector<Line> terminalLines(const TerminalModel& model, TerminalSize size, bool unicode);

/// A line without its styles.
[[nodiscard]] std::string plainText(const Line& line);

}  // namespace clave
