#include "core/model/number_text.hpp"

#include "core/base/chance.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace clave {
namespace {
std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

template <typename Read>
std::optional<NumberText> pair(
    NumberText::Kind kind, std::string_view first, std::string_view second, const Read& value)
{
    const auto a = value(trimmed(first));
    const auto b = value(trimmed(second));
    if (!a || !b)
        return std::nullopt;
    return NumberText {kind, *a, *b};
}

std::optional<NumberText> parseMove(char sign, const std::optional<double>& amount)
{
    using Kind = NumberText::Kind;
    if (!amount || (sign == '/' && *amount == 0.0))
        return std::nullopt;
    switch (sign) {
    case '+':
        return NumberText {Kind::Add, *amount, *amount};
    case '-':
        return NumberText {Kind::Add, -*amount, -*amount};
    case '*':
        return NumberText {Kind::Multiply, *amount, *amount};
    default:
        return NumberText {Kind::Multiply, 1.0 / *amount, 1.0 / *amount};
    }
}

double drawn(double a, double b, std::size_t index, std::uint64_t seed, bool whole)
{
    const double least = std::min(a, b);
    const double span = std::abs(b - a);
    DrawKey key;
    key.seed = seed;
    key.step = static_cast<std::uint32_t>(index);
    key.purpose = Purpose::Vary;
    if (whole && std::rint(least) == least && std::rint(span) == span)
        return least + drawBelow(key, static_cast<std::uint32_t>(span) + 1);
    return least + span * drawUnit(key);
}
}  // namespace

double NumberText::of(
    double old, std::size_t index, std::size_t count, std::uint64_t seed, bool whole) const noexcept
{
    switch (kind) {
    case Kind::Set:
        break;
    case Kind::Ramp:
        return count < 2 ? a : a + (b - a) * static_cast<double>(index) / static_cast<double>(count - 1);
    case Kind::Draw:
        return drawn(a, b, index, seed, whole);
    case Kind::Add:
        return old + a;
    case Kind::Multiply:
        return old * a;
    }
    return a;
}

std::optional<NumberText> parseNumberText(std::string_view text,
    const std::function<std::optional<double>(std::string_view)>& value,
    const std::function<std::optional<double>(std::string_view)>& amount)
{
    text = trimmed(text);
    if (text.size() > 2 && text[1] == '='
        && std::string_view("+-*/").find(text[0]) != std::string_view::npos) {
        const auto rest = trimmed(text.substr(2));
        const bool isFactor = text[0] == '*' || text[0] == '/';
        return parseMove(text[0], isFactor ? parseReal(rest, 1.0) : amount(rest));
    }
    if (text.starts_with("rand(") && text.ends_with(')')) {
        const auto inside = text.substr(5, text.size() - 6);
        const auto comma = inside.find(',');
        if (comma == std::string_view::npos)
            return std::nullopt;
        return pair(NumberText::Kind::Draw, inside.substr(0, comma), inside.substr(comma + 1), value);
    }
    if (const auto dots = text.find(".."); dots != std::string_view::npos)
        return pair(NumberText::Kind::Ramp, text.substr(0, dots), text.substr(dots + 2), value);
    if (const auto one = value(text))
        return NumberText {NumberText::Kind::Set, *one, *one};
    return std::nullopt;
}

std::optional<double> parseReal(std::string_view text)
{
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isAll = error == std::errc {} && end == text.data() + text.size();
    return isAll && std::isfinite(value) ? std::optional {value} : std::nullopt;
}

std::optional<double> parseReal(std::string_view text, double whole)
{
    if (!text.ends_with('%'))
        return parseReal(text);
    const auto percent = parseReal(text.substr(0, text.size() - 1));
    return percent ? std::optional {*percent * whole / 100.0} : std::nullopt;
}

}  // namespace clave
