#include "controllers/rules/match_text.hpp"

#include "core/io/song_words.hpp"
#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace clave {
namespace {
bool isNameLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isName(std::string_view text)
{
    return !text.empty() && isNameLetter(text[0])
        && std::ranges::all_of(text, [](char c) { return isNameLetter(c) || (c >= '0' && c <= '9'); });
}

RuleWord after(RuleWord word, std::size_t count)
{
    return {word.text.substr(count), word.column + count};
}

RuleWord trimmed(RuleWord word)
{
    while (word.text.starts_with(' '))
        word = after(word, 1);
    while (word.text.ends_with(' '))
        word.text.remove_suffix(1);
    return word;
}

Result<std::uint16_t> parseNumber(RuleWord word, MatchBounds bounds)
{
    int value = 0;
    const char* const end = word.text.data() + word.text.size();
    const auto [stop, error] = std::from_chars(word.text.data(), end, value);
    if (error == std::errc::result_out_of_range && stop == end) {
        value = word.text.starts_with('-') ? -1 : bounds.most + 1;
    } else if (error != std::errc {} || stop != end) {
        const std::optional<int> note = bounds.isNote ? parseNote(word.text) : std::nullopt;
        if (!note)
            return failAt(word,
                fmt::format(
                    "\"{}\" is no number; write 74, 1..127, {{1,3,5}}, !0, *, $name or =name", word.text));
        value = *note;
    }
    if (value < bounds.least || value > bounds.most)
        return failAt(word, fmt::format("{} is not from {} to {}", word.text, bounds.least, bounds.most));
    return static_cast<std::uint16_t>(value);
}

Result<Match> parseSet(RuleWord word, MatchBounds bounds)
{
    if (!word.text.ends_with('}'))
        return failAt(word, fmt::format("{} has no }}", word.text));
    Match match {.kind = Match::Kind::Set};
    RuleWord rest = after(word, 1);
    rest.text.remove_suffix(1);
    for (bool more = true; more;) {
        const std::size_t comma = rest.text.find(',');
        more = comma != std::string_view::npos;
        const auto number = parseNumber(trimmed({rest.text.substr(0, comma), rest.column}), bounds);
        if (!number)
            return tl::make_unexpected(number.error());
        match.set.push_back(*number);
        if (more)
            rest = after(rest, comma + 1);
    }
    return match;
}

Result<Match> parseRange(RuleWord word, std::size_t dots, MatchBounds bounds)
{
    const auto low = parseNumber({word.text.substr(0, dots), word.column}, bounds);
    if (!low)
        return tl::make_unexpected(low.error());
    const auto high = parseNumber(after(word, dots + 2), bounds);
    if (!high)
        return tl::make_unexpected(high.error());
    if (*low > *high)
        return failAt(word, fmt::format("{} ends before it begins; turn it around", word.text));
    return Match {.kind = Match::Kind::Range, .low = *low, .high = *high};
}

Result<Match> parseSame(RuleWord word, const std::vector<std::string>& captures)
{
    const std::string_view name = word.text.substr(1);
    const auto found = std::ranges::find(captures, name);
    if (found != captures.end())
        return Match {
            .kind = Match::Kind::Same, .capture = static_cast<std::int8_t>(found - captures.begin())};
    const std::vector<std::string_view> known(captures.begin(), captures.end());
    const std::string_view meant = closest(name, known);
    return failAt(word,
        meant.empty()
            ? fmt::format("nothing before it catches {}; the first time it is written ${}", name, name)
            : fmt::format("nothing before it catches {}; did you mean ={}?", name, meant));
}

/// Everything but "$name".
Result<Match> parsePlain(RuleWord word, MatchBounds bounds, const std::vector<std::string>& captures)
{
    if (word.text == "*")
        return Match {};
    if (word.text.starts_with('!')) {
        const RuleWord rest = after(word, 1);
        if (rest.text == "*" || rest.text.starts_with('!') || rest.text.starts_with('$'))
            return failAt(rest, fmt::format("\"{}\" cannot be turned around by !", rest.text));
        auto match = parsePlain(rest, bounds, captures);
        if (match)
            match->negated = true;
        return match;
    }
    if (word.text.starts_with('='))
        return parseSame(word, captures);
    if (word.text.starts_with('{'))
        return parseSet(word, bounds);
    if (const std::size_t dots = word.text.find(".."); dots != std::string_view::npos)
        return parseRange(word, dots, bounds);
    const auto number = parseNumber(word, bounds);
    if (!number)
        return tl::make_unexpected(number.error());
    return Match {.kind = Match::Kind::Range, .low = *number, .high = *number};
}
}  // namespace

tl::unexpected<Error> failAt(const RuleWord& word, std::string_view what)
{
    return fail(fmt::format("column {}: {}", word.column, what));
}

Result<std::int8_t> addCapture(RuleWord name, std::vector<std::string>& captures)
{
    if (!isName(name.text))
        return failAt(name,
            fmt::format("\"{}\" is no name; after $ come letters, digits and _, as in $value", name.text));
    if (std::ranges::find(captures, name.text) != captures.end())
        return failAt(name,
            fmt::format("{} is caught already; for the same once more write ={}", name.text, name.text));
    if (captures.size() == RulesChain::kMostCaptures)
        return failAt(name, fmt::format("a chain catches at most {} values", RulesChain::kMostCaptures));
    captures.emplace_back(name.text);
    return static_cast<std::int8_t>(captures.size() - 1);
}

Result<Match> parseMatch(RuleWord word, MatchBounds bounds, std::vector<std::string>& captures)
{
    if (!word.text.starts_with('$'))
        return parsePlain(word, bounds, captures);
    const std::size_t colon = word.text.find(':');
    Match match;
    if (colon != std::string_view::npos) {
        const RuleWord rest = after(word, colon + 1);
        if (rest.text.starts_with('$') || rest.text.starts_with('='))
            return failAt(rest, fmt::format("what {} takes is said by numbers", word.text.substr(0, colon)));
        auto taken = parsePlain(rest, bounds, captures);
        if (!taken)
            return taken;
        match = *std::move(taken);
    }
    const std::string_view name = word.text.substr(0, colon);
    const auto capture = addCapture({name.substr(1), word.column + 1}, captures);
    if (!capture)
        return tl::make_unexpected(capture.error());
    match.capture = *capture;
    return match;
}

}  // namespace clave
