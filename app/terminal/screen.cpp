#include "app/terminal/screen.hpp"

#include <fmt/format.h>

namespace clave {
namespace {
std::string_view sequence(TextStyle style, bool colors)
{
    switch (style) {
    case TextStyle::Strong:
        return "\x1b[1m";
    case TextStyle::Faint:
        return "\x1b[2m";
    case TextStyle::Playing:
        return colors ? "\x1b[1;7;32m" : "\x1b[1;7m";
    case TextStyle::Warning:
        return colors ? "\x1b[1;33m" : "\x1b[1m";
    case TextStyle::Plain:
        break;
    }
    return "";
}

constexpr std::string_view kPlain = "\x1b[0m";
constexpr std::string_view kClearScreen = "\x1b[0m\x1b[2J";
constexpr std::string_view kClearToEnd = "\x1b[K";

void write(std::string& out, const Line& line, bool colors)
{
    for (const auto& span : line) {
        const auto start = sequence(span.style, colors);
        out += start;
        out += span.text;
        if (!start.empty())
            out += kPlain;
    }
}
}  // namespace

std::string Screen::show(const std::vector<Line>& lines)
{
    std::string out;
    if (!shown_ || shown_->size() != lines.size()) {
        out += kClearScreen;
        shown_.emplace(lines.size());
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if ((*shown_)[i] == lines[i])
            continue;
        // The rest of the line is cleared first: after a full line the cursor stands on its last cell.
        out += fmt::format("\x1b[{};1H{}", i + 1, kClearToEnd);
        write(out, lines[i], colors_);
    }
    *shown_ = lines;
    return out;
}

}  // namespace clave
