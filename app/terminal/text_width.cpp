#include "app/terminal/text_width.hpp"

#include <algorithm>
#include <array>

namespace clave {
namespace {
struct Range {
    char32_t first;
    char32_t last;
};

// The blocks that matter for names; Unicode's own table (EastAsianWidth.txt) is a hundred times longer.
constexpr std::array kWide {Range {0x1100, 0x115F}, Range {0x2E80, 0xA4CF}, Range {0xAC00, 0xD7A3},
    Range {0xF900, 0xFAFF}, Range {0xFE30, 0xFE6F}, Range {0xFF00, 0xFF60}, Range {0x1F300, 0x1F64F},
    Range {0x1F900, 0x1F9FF}, Range {0x20000, 0x3FFFD}};
constexpr std::array kNoWidth {Range {0x0300, 0x036F}, Range {0x200B, 0x200F}, Range {0x202A, 0x202E},
    Range {0x2060, 0x2069}, Range {0xFE00, 0xFE0F}};

template <std::size_t N>
bool isIn(const std::array<Range, N>& ranges, char32_t c)
{
    return std::ranges::any_of(ranges, [c](Range range) { return c >= range.first && c <= range.last; });
}

struct Letter {
    std::size_t bytes = 1;
    std::size_t width = 1;
    bool isBroken = true;  ///< no UTF-8, or a control character
};

bool continues(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

Letter letterAt(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80)
        return {1, 1, lead < 0x20 || lead == 0x7F};
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size)
        return {};
    auto code = static_cast<char32_t>(lead & (0xFFU >> (size + 1)));
    for (std::size_t i = 1; i < size; ++i) {
        if (!continues(text[i]))
            return {};
        code = code << 6U | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    if (code < 0xA0)  // C1 controls
        return {size, 1, true};
    return {size, isIn(kNoWidth, code) ? 0U : isIn(kWide, code) ? 2U : 1U, false};
}
}  // namespace

std::size_t displayWidth(std::string_view text) noexcept
{
    std::size_t width = 0;
    while (!text.empty()) {
        const auto letter = letterAt(text);
        width += letter.width;
        text.remove_prefix(letter.bytes);
    }
    return width;
}

std::string fitted(std::string_view text, std::size_t width)
{
    std::string result;
    std::size_t used = 0;
    while (!text.empty()) {
        const auto letter = letterAt(text);
        if (used + letter.width > width)
            break;
        if (letter.isBroken)
            result += '?';
        else
            result += text.substr(0, letter.bytes);
        used += letter.width;
        text.remove_prefix(letter.bytes);
    }
    return result;
}

std::string padded(std::string_view text, std::size_t width)
{
    auto result = fitted(text, width);
    result.append(width - displayWidth(result), ' ');
    return result;
}

}  // namespace clave
