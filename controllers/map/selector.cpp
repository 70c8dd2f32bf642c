#include "controllers/map/selector.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace clave {
namespace {
using Run = ParsedSelector::Run;

std::optional<int> numberOf(std::string_view text)
{
    int number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isWhole = fault == std::errc {} && end == text.data() + text.size();
    return isWhole && number >= 0 && number <= 255 ? std::optional {number} : std::nullopt;
}

/// "*", "3", "0..3".
std::optional<Run> runOf(std::string_view text)
{
    if (text == "*")
        return Run {};
    const std::size_t dots = text.find("..");
    const auto first = numberOf(text.substr(0, dots));
    const auto last = dots == std::string_view::npos ? first : numberOf(text.substr(dots + 2));
    return first && last && *first <= *last ? std::optional {Run {*first, *last}} : std::nullopt;
}

bool has(Run run, int number)
{
    return number >= run.first && number <= run.last;
}
}  // namespace

Result<ParsedSelector> parseSelector(std::string_view text)
{
    ParsedSelector parsed;
    if (text == "notes" || text == "program") {
        parsed.kind = text == "notes" ? ParsedSelector::Kind::Notes : ParsedSelector::Kind::Program;
        return parsed;
    }
    std::size_t end = 0;
    while (
        end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_'))
        ++end;
    parsed.group = text.substr(0, end);
    std::string_view rest = text.substr(end);
    if (parsed.group.empty())
        return fail(fmt::format("\"{}\" does not begin with a group of controls, like pad or knob", text));
    if (rest.starts_with('.')) {
        const auto run = runOf(rest.substr(1));
        if (!run)
            return fail(fmt::format("after \"{}.\" a number from 0 is needed", parsed.group));
        parsed.row = *run;
        parsed.dimensions = 1;
        return parsed;
    }
    while (!rest.empty()) {
        const std::size_t close = rest.find(']');
        const auto run = rest[0] == '[' && close != std::string_view::npos ? runOf(rest.substr(1, close - 1))
                                                                           : std::nullopt;
        if (!run || parsed.dimensions == 2)
            return fail(fmt::format("\"{}\" is not understood; write pad[0..3][*], side.2 or knob[*]", text));
        (parsed.dimensions == 0 ? parsed.row : parsed.col) = *run;
        ++parsed.dimensions;
        rest.remove_prefix(close + 1);
    }
    return parsed;
}

std::vector<std::uint16_t> controlsOf(const ParsedSelector& selector, const Profile& profile)
{
    std::vector<std::uint16_t> found;
    if (selector.kind != ParsedSelector::Kind::Controls)
        return found;
    for (std::size_t i = 0; i < profile.controls.size(); ++i) {
        const Control& control = profile.controls[i];
        if (control.group != selector.group)
            continue;
        const bool matches = selector.dimensions == 0
            || (selector.dimensions == 1 ? has(selector.row, control.index)
                                         : has(selector.row, control.row) && has(selector.col, control.col));
        if (matches)
            found.push_back(static_cast<std::uint16_t>(i));
    }
    return found;
}

}  // namespace clave
