#include "controllers/rules/rule_text.hpp"

#include "controllers/rules/match_text.hpp"
#include "core/io/song_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace clave {
namespace {
using Kind = SurfaceEvent::Kind;
constexpr std::uint16_t kMost14Bits = 16383;

struct KindWord {
    std::string_view word;
    Kind kind;
    bool hasNumber;
    bool hasValue;
};
constexpr std::array<KindWord, 14> kKinds {{
    {"note", Kind::NoteOn, true, true},  // or off
    {"note_on", Kind::NoteOn, true, true},
    {"note_off", Kind::NoteOff, true, true},
    {"cc", Kind::Cc, true, true},
    {"pc", Kind::Program, false, true},
    {"bend", Kind::Bend, false, true},
    {"pressure", Kind::Pressure, false, true},
    {"poly", Kind::Poly, true, true},
    {"nrpn", Kind::Nrpn, true, true},
    {"rpn", Kind::Rpn, true, true},
    {"start", Kind::Start, false, false},
    {"stop", Kind::Stop, false, false},
    {"continue", Kind::Continue, false, false},
    {"sysex", Kind::SysEx, false, false},
}};

bool isParameter(Kind kind)
{
    return kind == Kind::Nrpn || kind == Kind::Rpn;
}

MatchBounds numberBounds(Kind kind)
{
    return {.isNote = kind == Kind::NoteOn || kind == Kind::NoteOff || kind == Kind::Poly};
}

MatchBounds valueBounds(Kind kind)
{
    return {.most = isParameter(kind) || kind == Kind::Bend ? kMost14Bits : std::uint16_t {127}};
}

std::optional<std::uint8_t> hexByte(std::string_view text)
{
    unsigned value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value, 16);
    if (text.size() != 2 || error != std::errc {} || stop != end)
        return std::nullopt;
    return static_cast<std::uint8_t>(value);
}

/// Reads one rule, word by word. What it says of itself is in its own columns.
class RuleReader {
public:
    RuleReader(std::string_view text, std::vector<std::string>& captures) : text_(text), captures_(captures)
    {
    }
    Result<Rule> read();

private:
    /// The next word; what is in braces or brackets is one. Empty at the end.
    RuleWord take();
    Result<void> match(RuleWord word, MatchBounds bounds, Match& target);
    Result<void> channel(Rule& rule);
    Result<void> number(Rule& rule);
    Result<void> parameterNumber(Rule& rule, RuleWord word);
    Result<void> sysEx(Rule& rule);
    Result<Rule::Byte> byte(RuleWord word);

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<std::string>& captures_;
};

RuleWord RuleReader::take()
{
    at_ = std::min(text_.find_first_not_of(" \t", at_), text_.size());
    const std::size_t from = at_;
    const char close = from == text_.size() ? ' ' : text_[from] == '(' ? ')' : ' ';
    bool braces = false;
    for (; at_ < text_.size(); ++at_) {
        const char c = text_[at_];
        braces = c == '{' || (braces && c != '}');
        if (!braces && close == ' ' && (c == ' ' || c == '\t'))
            break;
        if (close != ' ' && c == close) {
            ++at_;
            break;
        }
    }
    return {text_.substr(from, at_ - from), from + 1};
}

Result<void> RuleReader::match(RuleWord word, MatchBounds bounds, Match& target)
{
    auto match = parseMatch(word, bounds, captures_);
    if (!match)
        return tl::make_unexpected(match.error());
    target = *std::move(match);
    return {};
}

Result<void> RuleReader::channel(Rule& rule)
{
    const std::size_t before = at_;
    const RuleWord word = take();
    if (word.text == "ch") {
        const RuleWord which = take();
        if (which.text.empty())
            return failAt(which, "after ch comes a channel, from 1 to 16");
        return match(which, {.least = 1, .most = 16}, rule.channel);
    }
    if (word.text.starts_with("ch"))
        return failAt(word, fmt::format("did you mean \"ch {}\"?", word.text.substr(2)));
    at_ = before;
    return {};
}

Result<void> RuleReader::number(Rule& rule)
{
    const RuleWord word = take();
    if (word.text.empty())
        return failAt(word, "a number is missing; * takes any");
    return isParameter(rule.kind) ? parameterNumber(rule, word)
                                  : match(word, numberBounds(rule.kind), rule.number);
}

Result<void> RuleReader::parameterNumber(Rule& rule, RuleWord word)
{
    std::size_t colon = word.text.find(':');
    if (colon == std::string_view::npos)
        return failAt(word, "a parameter has two numbers, such as 60:32 or 60:*");
    // "$high:1..5:32": the first colon is the capture's own.
    const std::size_t second = word.text.find(':', colon + 1);
    if (word.text[0] == '$' && second != std::string_view::npos && word.text[colon + 1] != '$')
        colon = second;
    const auto high = match({word.text.substr(0, colon), word.column}, {}, rule.number);
    if (!high)
        return high;
    return match({word.text.substr(colon + 1), word.column + colon + 1}, {}, rule.numberLow);
}

Result<Rule::Byte> RuleReader::byte(RuleWord word)
{
    using ByteKind = Rule::Byte::Kind;
    if (word.text == "??")
        return Rule::Byte {.kind = ByteKind::Any};
    if (word.text == "*")
        return Rule::Byte {.kind = ByteKind::AnyRun};
    if (word.text.starts_with('$')) {
        const auto capture = addCapture({word.text.substr(1), word.column + 1}, captures_);
        if (!capture)
            return tl::make_unexpected(capture.error());
        return Rule::Byte {.kind = ByteKind::Capture, .capture = *capture};
    }
    Rule::Byte result;
    std::string_view rest = word.text;
    if (rest.starts_with('(') && rest.ends_with(')'))
        rest = rest.substr(1, rest.size() - 2);
    for (bool more = true; more;) {
        const std::size_t bar = rest.find('|');
        more = bar != std::string_view::npos;
        const auto value = hexByte(rest.substr(0, bar));
        if (!value)
            return failAt(
                word, fmt::format("\"{}\" is no byte; write 7E, ??, *, (03|13) or $name", word.text));
        result.bytes.push_back(*value);
        rest.remove_prefix(more ? bar + 1 : rest.size());
    }
    return result;
}

Result<void> RuleReader::sysEx(Rule& rule)
{
    RuleWord last;
    for (RuleWord word = take(); !word.text.empty(); word = take()) {
        auto part = byte(word);
        if (!part)
            return tl::make_unexpected(part.error());
        const bool first = rule.bytes.empty();
        const bool status = std::ranges::any_of(part->bytes, [](std::uint8_t b) { return b >= 0x80; });
        if (first && word.text != "F0" && word.text != "f0")
            return failAt(word, "a sysex begins with F0");
        if (!first && !rule.bytes.back().bytes.empty() && rule.bytes.back().bytes[0] == 0xF7)
            return failAt(word, "nothing comes after F7");
        if (!first && status && word.text != "F7" && word.text != "f7")
            return failAt(
                word, fmt::format("inside a sysex all bytes are below 80, and {} is not", word.text));
        rule.bytes.push_back(*std::move(part));
        last = word;
    }
    if (rule.bytes.empty())
        return failAt({{}, at_ + 1}, "a sysex has bytes, such as F0 7E ?? 06 02 * F7");
    if (last.text != "F7" && last.text != "f7" && last.text != "*")
        return failAt({{}, at_ + 1}, "a sysex ends with F7, or with * for whatever comes");
    return {};
}

Result<Rule> RuleReader::read()
{
    Rule rule;
    rule.text = text_;
    const RuleWord word = take();
    const auto* const found = std::ranges::find(kKinds, word.text, &KindWord::word);
    if (found == kKinds.end()) {
        std::array<std::string_view, kKinds.size()> known {};
        std::ranges::transform(kKinds, known.begin(), &KindWord::word);
        const std::string_view meant = closest(word.text, known);
        return failAt(word,
            meant.empty()
                ? fmt::format("\"{}\" is no kind of message; those are {}", word.text, fmt::join(known, ", "))
                : fmt::format("\"{}\" is no kind of message; did you mean {}?", word.text, meant));
    }
    rule.kind = found->kind;
    rule.eitherNote = found->word == "note";
    if (rule.kind == Kind::SysEx)
        return sysEx(rule).map([&] { return std::move(rule); });
    if (found->hasValue) {
        auto read = channel(rule);
        if (read && found->hasNumber)
            read = number(rule);
        if (!read)
            return tl::make_unexpected(read.error());
        if (const RuleWord value = take(); !value.text.empty()) {
            read = match(value, valueBounds(rule.kind), rule.value);
            if (!read)
                return tl::make_unexpected(read.error());
        }
    }
    if (const RuleWord more = take(); !more.text.empty())
        return failAt(more, fmt::format("\"{}\" is too much; {} ends before it", more.text, found->word));
    return rule;
}
}  // namespace

Result<Rule> parseRule(std::string_view text, std::vector<std::string>& captures)
{
    std::vector<std::string> more = captures;
    auto rule = RuleReader(text, more).read();
    if (!rule)
        return fail(fmt::format("\"{}\" {}", text, rule.error().message));
    captures = std::move(more);
    return rule;
}

Result<RulesChain> parseChain(std::string name, std::span<const std::string> rules)
{
    RulesChain chain;
    chain.name = std::move(name);
    if (rules.empty())
        return fail("a chain has at least one rule, such as \"cc 74\"");
    if (rules.size() > RulesChain::kMostRules)
        return fail(fmt::format(
            "a chain has at most {} rules, and this one has {}", RulesChain::kMostRules, rules.size()));
    for (const std::string& text : rules) {
        auto rule = parseRule(text, chain.captures);
        if (!rule)
            return tl::make_unexpected(rule.error());
        chain.rules.push_back(*std::move(rule));
    }
    return chain;
}

}  // namespace clave
