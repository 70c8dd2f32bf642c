#include "core/model/step_words.hpp"

#include "core/model/ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace clave {
namespace {
struct Question {
    std::string_view word;
    Ask Condition::* asked;
};
constexpr Question kQuestions[] = {{"fill", &Condition::fill}, {"first", &Condition::first},
    {"pre", &Condition::pre}, {"nei", &Condition::neighbour}};

std::uint16_t allPasses(int length)
{
    return static_cast<std::uint16_t>((1U << static_cast<unsigned>(length)) - 1U);
}

/// "1:4" or "x..x".
std::optional<CycleMask> parseCycle(std::string_view word)
{
    if (const auto colon = word.find(':'); colon != std::string_view::npos) {
        const auto a = parseWhole(word.substr(0, colon));
        const auto b = parseWhole(word.substr(colon + 1));
        if (!a || !b || !range::kCycle.has(*b) || *a < 1 || *a > *b)
            return std::nullopt;
        return CycleMask::aOfB(*a, *b);
    }
    if (!range::kCycle.has(word.size()) || word.find_first_not_of("x.") != std::string_view::npos)
        return std::nullopt;
    CycleMask cycle {static_cast<std::uint8_t>(word.size()), 0};
    for (std::size_t i = 0; i < word.size(); ++i)
        cycle.mask = static_cast<std::uint16_t>(cycle.mask | (word[i] == 'x' ? 1U << i : 0U));
    return cycle;
}

std::string cycleText(const CycleMask& cycle)
{
    for (int pass = 1; pass <= cycle.length; ++pass) {
        const auto one = CycleMask::aOfB(pass, cycle.length);
        if (cycle == one)
            return fmt::format("{}:{}", pass, cycle.length);
        if (cycle.length > 2 && cycle.mask == (allPasses(cycle.length) & ~one.mask))
            return fmt::format("!{}:{}", pass, cycle.length);
    }
    std::string text;
    for (std::uint32_t pass = 0; pass < cycle.length; ++pass)
        text += cycle.playsIn(pass) ? 'x' : '.';
    return text;
}
}  // namespace

std::vector<std::string_view> wordsOf(std::string_view text)
{
    constexpr std::string_view kBlanks = " \t,";
    std::vector<std::string_view> words;
    for (std::size_t at = text.find_first_not_of(kBlanks); at != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
        words.push_back(text.substr(at, end - at));
        at = text.find_first_not_of(kBlanks, end);
    }
    return words;
}

std::optional<int> parseWhole(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isAll = error == std::errc {} && end == text.data() + text.size();
    return isAll ? std::optional {value} : std::nullopt;
}

std::optional<Condition> parseCondition(std::string_view text)
{
    Condition condition;
    const auto words = wordsOf(text);
    for (std::string_view word : words) {
        if (word == "always" && words.size() == 1)
            return condition;
        const bool isNot = word.starts_with('!');
        if (isNot)
            word.remove_prefix(1);
        const auto* const question = std::ranges::find(kQuestions, word, &Question::word);
        if (question != std::end(kQuestions)) {
            condition.*question->asked = isNot ? Ask::No : Ask::Yes;
            continue;
        }
        const auto cycle = parseCycle(word);
        if (!cycle || !condition.cycle.isAlways())
            return std::nullopt;
        condition.cycle = *cycle;
        if (isNot)
            condition.cycle.mask = static_cast<std::uint16_t>(allPasses(cycle->length) & ~cycle->mask);
    }
    return words.empty() ? std::nullopt : std::optional {condition};
}

std::string conditionText(const Condition& condition)
{
    std::string text;
    for (const Question& question : kQuestions) {
        const Ask asked = condition.*question.asked;
        if (asked != Ask::Any)
            text +=
                fmt::format("{}{}{}", text.empty() ? "" : " ", asked == Ask::No ? "!" : "", question.word);
    }
    if (condition.cycle != CycleMask {})
        text += (text.empty() ? "" : " ") + cycleText(condition.cycle);
    return text.empty() ? "always" : text;
}

std::optional<Retrig> parseRetrig(std::string_view text, const Retrig& old)
{
    Retrig retrig = old;
    if (text.starts_with("1/")) {
        const auto rate = parseWhole(text.substr(2));
        if (!rate || std::ranges::find(Retrig::kRates, *rate) == Retrig::kRates.end())
            return std::nullopt;
        retrig.rate = static_cast<std::uint8_t>(*rate);
        return retrig;
    }
    retrig.count = 1;
    retrig.rate = 0;
    if (retrig.length == Retrig::kInfinite)
        retrig.length = Retrig::kStep;  // only a rate may go on for ever
    if (text == "off")
        return retrig;
    const auto count = parseWhole(text.starts_with('x') ? text.substr(1) : text);
    if (!count || !range::kRetrigCount.has(*count))
        return std::nullopt;
    retrig.count = static_cast<std::uint8_t>(*count);
    return retrig;
}

std::string retrigText(const Retrig& retrig)
{
    return retrig.rate != 0 ? fmt::format("1/{}", retrig.rate) : fmt::format("x{}", retrig.count);
}

}  // namespace clave
