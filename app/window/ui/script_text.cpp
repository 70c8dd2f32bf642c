#include "app/window/ui/script_text.hpp"

#include <algorithm>

namespace clave {
namespace {
constexpr std::string_view kBlanks = " \t\r\n";

/// The first byte of a character in UTF-8.
bool isBegin(char c) noexcept
{
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

std::size_t beginOf(std::string_view text, std::size_t line) noexcept
{
    std::size_t at = 0;
    for (; line > 1; --line) {
        const auto end = text.find('\n', at);
        if (end == std::string_view::npos)
            return text.size();
        at = end + 1;
    }
    return at;
}
}  // namespace

std::size_t lineCount(std::string_view text) noexcept
{
    return 1 + static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

std::string_view lineOf(std::string_view text, std::size_t line) noexcept
{
    const auto begin = beginOf(text, line);
    return text.substr(begin, text.find('\n', begin) - begin);
}

std::size_t characterCount(std::string_view text) noexcept
{
    return static_cast<std::size_t>(std::ranges::count_if(text, isBegin));
}

std::size_t longestLine(std::string_view text) noexcept
{
    std::size_t longest = 0;
    while (true) {
        const auto end = text.find('\n');
        longest = std::max(longest, characterCount(text.substr(0, end)));
        if (end == std::string_view::npos)
            return longest;
        text.remove_prefix(end + 1);
    }
}

TextPlace placeAt(std::string_view text, std::size_t offset) noexcept
{
    const auto before = text.substr(0, offset);
    const auto end = before.rfind('\n');
    const auto begin = end == std::string_view::npos ? 0 : end + 1;
    return {lineCount(before), characterCount(before.substr(begin)) + 1};
}

std::size_t offsetOf(std::string_view text, TextPlace place) noexcept
{
    auto at = beginOf(text, std::max<std::size_t>(place.line, 1));
    for (std::size_t column = 1; column < place.column && at < text.size() && text[at] != '\n'; ++column) {
        do {
            ++at;
        } while (at < text.size() && !isBegin(text[at]));
    }
    return at;
}

std::string indentAfter(std::string_view text, std::size_t offset)
{
    const auto line = lineOf(text, placeAt(text, offset).line);
    std::string blanks(line.substr(0, std::min(line.find_first_not_of(" \t"), line.size())));
    const auto before = text.substr(0, offset);
    const auto end = before.rfind('\n');
    const auto begun = stripped(before.substr(end == std::string_view::npos ? 0 : end + 1));
    if (begun.ends_with(':'))
        blanks += "    ";
    return blanks;
}

std::string_view stripped(std::string_view text) noexcept
{
    const auto begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

}  // namespace clave
