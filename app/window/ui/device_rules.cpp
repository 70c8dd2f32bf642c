#include "app/window/ui/device_words.hpp"
#include "controllers/map/action_table.hpp"
#include "controllers/map/selector.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace clave {
namespace {
/// What stands for an argument: over all controls that the rule is about.
struct Span {
    double least = 0.0;
    double most = 0.0;
};

Span spanOf(const Linear& linear, const Profile& profile, const std::vector<std::uint16_t>& controls)
{
    std::optional<Span> span;
    for (const std::uint16_t index : controls) {
        const Control& at = profile.controls[index];
        const double value = linear.add + linear.row * at.row + linear.col * at.col + linear.index * at.index;
        span = span ? Span {std::min(span->least, value), std::max(span->most, value)} : Span {value, value};
    }
    return span.value_or(Span {linear.add, linear.add});
}

std::string spanInWords(const Span& span, bool countsFromOne)
{
    const double more = countsFromOne ? 1.0 : 0.0;
    if (span.least == span.most)
        return fmt::format("{:g}", span.least + more);
    return fmt::format("{:g} to {:g}", span.least + more, span.most + more);
}

bool isSaidByControl(const Linear& linear) noexcept
{
    return linear.value != 0.0 || linear.capture != 0.0;
}

std::string withSpaces(std::string words)
{
    std::ranges::replace(words, '.', ' ');
    std::ranges::replace(words, '_', ' ');
    return words;
}

/// What a map gave for an argument; nothing: it may be left out, and was.
std::optional<std::string> argumentInWords(const ArgumentInfo& info, const std::vector<Argument>& given,
    const Profile& profile, const std::vector<std::uint16_t>& controls)
{
    const auto found = std::ranges::find(given, info.name, &Argument::name);
    if (found == given.end())
        return std::nullopt;
    if (!found->word.empty())
        return found->word.starts_with("cc") ? found->word : withSpaces(found->word);
    if (isSaidByControl(found->number))
        return "that it says";
    return spanInWords(spanOf(found->number, profile, controls), info.kind == ArgumentInfo::Kind::Place);
}

/// The action's sentence with its arguments in their places. "track {track}" without one is "the track".
std::string sentence(const ActionInfo& action, const std::vector<Argument>& given, const Profile& profile,
    const std::vector<std::uint16_t>& controls)
{
    std::string text(action.sentence);
    for (const ArgumentInfo& info : action.arguments) {
        const std::string name(info.name);
        const auto at = name.empty() ? std::string::npos : text.find("{" + name + "}");
        if (at == std::string::npos)
            continue;
        const std::string before = name + " ";
        if (const auto words = argumentInWords(info, given, profile, controls))
            text.replace(at, name.size() + 2, *words);
        else if (at >= before.size() && text.compare(at - before.size(), before.size(), before) == 0)
            text.replace(at - before.size(), before.size() + name.size() + 2, "the " + name);
        else
            text.replace(at, name.size() + 2, "it");
    }
    return text;
}

std::string does(const std::string& name, const std::vector<Argument>& given,
    const std::optional<LightBind>& light, const Profile& profile, const std::vector<std::uint16_t>& controls)
{
    std::string words;
    if (name.starts_with(kHookPrefix))
        words = "calls the script's " + name.substr(kHookPrefix.size());
    else if (const ActionInfo* const action = findActionInfo(name))
        words = sentence(*action, given, profile, controls);
    if (light) {
        words += words.empty() ? "" : "; ";
        words += light->from == "always" ? "is lit" : "shows " + withSpaces(light->from);
    }
    return words;
}

std::string runInWords(ParsedSelector::Run run, int count)
{
    const int last = std::min(run.last, count - 1);
    if (run.first >= last)
        return std::to_string(run.first + 1);
    return fmt::format("{} to {}", run.first + 1, last + 1);
}

std::string selectorInWords(
    const Selector& selector, const Profile& profile, const std::vector<std::uint16_t>& controls)
{
    const auto parsed = parseSelector(selector.text);
    if (!parsed)
        return selector.text;
    if (parsed->kind == ParsedSelector::Kind::Notes)
        return "keys that are played";
    if (parsed->kind == ParsedSelector::Kind::Program)
        return "a program change";
    int rows = 1;
    int cols = 1;
    for (const std::uint16_t index : controls) {
        rows = std::max(rows, profile.controls[index].row + 1);
        cols = std::max(cols, profile.controls[index].col + 1);
    }
    std::string words = withSpaces(std::string(parsed->group));
    if (parsed->dimensions == 1)
        return words + " " + runInWords(parsed->row, std::max(rows, cols));
    if (parsed->dimensions == 0)
        return controls.size() > 1 ? "every " + words : words;
    const bool isWholeRow = parsed->col.first == 0 && parsed->col.last >= cols - 1 && cols > 1;
    const bool isOneRow = parsed->row.first >= std::min(parsed->row.last, rows - 1);
    words += (isOneRow ? ", row " : ", rows ") + runInWords(parsed->row, rows);
    return isWholeRow ? words : words + ", column " + runInWords(parsed->col, cols);
}

const char* gestureInWords(Gesture gesture)
{
    switch (gesture) {
    case Gesture::Release:
        return "let go";
    case Gesture::Tap:
        return "tapped";
    case Gesture::Hold:
        return "held";
    case Gesture::Double:
        return "twice";
    case Gesture::Range:
        return "two at once";
    case Gesture::HoldTurn:
        return "while a step is held";
    case Gesture::Press:
    case Gesture::Turn:
    case Gesture::Move:
    case Gesture::Whole:
        break;
    }
    return "";
}

/// The controls that a rule is about; nothing when it has none that count.
std::optional<std::vector<std::uint16_t>> controlsFor(
    const Selector& selector, const Profile& profile, std::optional<std::uint16_t> only)
{
    const auto parsed = parseSelector(selector.text);
    if (!parsed)
        return std::nullopt;
    auto controls = controlsOf(*parsed, profile);
    if (only) {
        if (std::ranges::find(controls, *only) == controls.end())
            return std::nullopt;
        return std::vector {*only};
    }
    // Keys and program changes are rules of their own, without controls.
    if (controls.empty() && parsed->kind == ParsedSelector::Kind::Controls)
        return std::nullopt;
    return controls;
}

std::string chainInWords(const RulesChain& chain)
{
    std::string words;
    for (const Rule& rule : chain.rules)
        words += (words.empty() ? "" : ", then ") + rule.text;
    return words;
}
}  // namespace

std::string actionInWords(const std::string& action, const std::vector<Argument>& arguments)
{
    return does(action, arguments, std::nullopt, Profile {}, {});
}

std::vector<RuleLine> ruleLines(const Profile& profile, const Map& map, std::optional<std::uint16_t> only)
{
    std::vector<RuleLine> lines;
    for (const LayerBind& layer : map.layers) {
        auto controls = controlsFor(layer.on, profile, only);
        if (!controls)
            continue;
        const char* const how = layer.mode == LayerBind::Mode::Momentary ? " while it is held"
            : layer.mode == LayerBind::Mode::Toggle                      ? ", and back again"
                                                                         : " for one touch";
        auto on = selectorInWords(layer.on, profile, *controls);
        lines.push_back(
            {{}, std::move(on), {}, "goes to the layer " + layer.name + how, -1, -1, std::move(*controls)});
    }
    for (std::size_t i = 0; i < map.binds.size(); ++i) {
        const Bind& bind = map.binds[i];
        auto controls = controlsFor(bind.on, profile, only);
        if (!controls)
            continue;
        auto on = selectorInWords(bind.on, profile, *controls);
        auto what = does(bind.action, bind.arguments, bind.light, profile, *controls);
        lines.push_back({bind.layer, std::move(on), gestureInWords(bind.gesture), std::move(what),
            static_cast<std::int32_t>(i), -1, std::move(*controls)});
    }
    for (std::size_t i = 0; i < map.chains.size() && !only; ++i) {
        const ChainBind& chain = map.chains[i];
        auto what = does(chain.action, chain.arguments, std::nullopt, profile, {});
        lines.push_back({chain.layer, chainInWords(chain.chain), {}, std::move(what), -1,
            static_cast<std::int32_t>(i), {}});
    }
    return lines;
}

}  // namespace clave
