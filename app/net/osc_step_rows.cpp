#include "app/net/osc_book.hpp"
#include "core/engine/lane_edit.hpp"
#include "core/io/song_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>

namespace clave {
namespace {
/// Every track that is meant takes the command; none when one cannot, as far as can be seen from here.
Result<void> forEachPlace(OscAsk& ask, const std::function<CommandWhat(const PatternPlace&)>& command)
{
    const std::size_t count = std::max<std::size_t>(ask.message.values.size(), 1);
    for (const std::size_t track : ask.tracks) {
        const Pattern* const pattern = ask.pattern(track);
        const std::size_t steps = pattern != nullptr ? pattern->steps.size() : Pattern {}.steps.size();
        if (ask.step >= steps || ask.step + (ask.isRun ? count : 1) > steps)
            return fail(fmt::format("{}: the pattern has {} steps; {} does not exist.", ask.message.path,
                steps, ask.step + (ask.isRun ? count : 1)));
        if (ask.song().tracks[track]->editLock)
            return fail(fmt::format("Track {} \"{}\" is locked against edits; unlock it first.", track + 1,
                ask.song().tracks[track]->name));
    }
    for (const std::size_t track : ask.tracks) {
        if (auto ok = ask.send(command(ask.place(track))); !ok)
            return ok;
    }
    return {};
}

/// "-" and nil leave the step as it is.
LaneValue laneValue(const OscValue& value)
{
    const auto* const text = std::get_if<std::string>(&value);
    if (text != nullptr && *text == "-")
        return {};
    if (text != nullptr)
        return *text;
    const auto number = oscNumber(value);
    return number ? LaneValue {*number} : LaneValue {};
}

/// The values run from the step on.
Result<void> setLane(OscAsk& ask)
{
    if (ask.message.values.empty())
        return fail(fmt::format("{} needs a value for each step.", ask.message.path));
    std::vector<LaneValue> values;
    for (const OscValue& value : ask.message.values)
        values.push_back(laneValue(value));
    if (auto ok = checkLane(ask.lane, values); !ok)
        return ok;
    ask.isRun = true;
    return forEachPlace(
        ask, [&](const PatternPlace& place) { return SetLane {place, ask.lane, ask.step, values}; });
}

Result<void> setOn(OscAsk& ask)
{
    ask.lane = {StepTarget::What::On, {}};
    return setLane(ask);
}

/// All values are one chord: 60 64 67, or "C3 E3 G3", or "+=2".
Result<void> setNotes(OscAsk& ask)
{
    std::string text;
    for (const OscValue& value : ask.message.values) {
        const auto* const word = std::get_if<std::string>(&value);
        const auto number = word != nullptr ? std::nullopt : oscNumber(value);
        if (word == nullptr && !number)
            return fail(fmt::format("{} needs notes: 60 64 67, or \"C3 E3 G3\".", ask.message.path));
        text += (text.empty() ? "" : " ") + (word != nullptr ? *word : fmt::format("{:.0f}", *number));
    }
    const StepTarget lane {StepTarget::What::Notes, {}};
    if (auto ok = checkLane(lane, {LaneValue {text}}); !ok)
        return ok;
    return forEachPlace(
        ask, [&](const PatternPlace& place) { return SetLane {place, lane, ask.step, {LaneValue {text}}}; });
}

template <typename What>
Result<void> trigger(OscAsk& ask)
{
    if (ask.isLetGo())
        return {};
    return forEachPlace(ask, [&](const PatternPlace& place) { return What {place, ask.step}; });
}

/// A whole step or pattern as in the song file.
template <typename Read>
Result<void> setJson(OscAsk& ask, Read read)
{
    return ask.text().and_then([&](const std::string& json) -> Result<void> {
        const JsonTree tree = JsonTree::parse(json);
        if (!tree.problems().empty())
            return fail(fmt::format("{}: at character {} {}.", ask.message.path,
                tree.problems().front().offset + 1, tree.problems().front().what));
        Reading reading(tree);
        auto command = read(reading, tree.root());
        if (!reading.found().empty())
            return fail(fmt::format("{}: {} {}.", ask.message.path, tree.path(*reading.found().front().node),
                reading.found().front().what));
        return forEachPlace(ask, command);
    });
}

Result<void> setStep(OscAsk& ask)
{
    return setJson(ask, [&](Reading& reading, const JsonNode& root) {
        Step step;
        readStep(reading, root, step);
        return [&ask, step](const PatternPlace& place) { return SetStep {place, ask.step, step}; };
    });
}

Result<void> setPattern(OscAsk& ask)
{
    return setJson(ask, [](Reading& reading, const JsonNode& root) {
        const auto pattern = std::make_shared<const Pattern>(readPattern(reading, root));
        return [pattern](const PatternPlace& place) { return SetPattern {place, pattern}; };
    });
}

constexpr OscRow kRows[] = {
    {"/clave/track/{track}/{at}/step/{step}", "0, 1 ...",
        "switches the step, and with more values those after it", setOn},
    {"/clave/track/{track}/{at}/step/{step}/toggle", "[1]", "switches it on or off", trigger<ToggleStep>},
    {"/clave/track/{track}/{at}/step/{step}/note", "notes", "one note, or a chord; switches it on", setNotes},
    {"/clave/track/{track}/{at}/step/{step}/clear", "[1]", "takes its notes out", trigger<ClearStep>},
    {"/clave/track/{track}/{at}/step/{step}/set", "JSON", "the whole step, as in the song file", setStep},
    {"/clave/track/{track}/{at}/step/{step}/{lane}", "values",
        "one attribute, and with more values of the steps after it", setLane},
    {"/clave/track/{track}/{at}/set", "JSON", "the whole pattern, as in the song file", setPattern},
    {"/clave/track/{track}/{at}/{lane}", "values", "a whole lane, from the first step on", setLane},
};
}  // namespace

std::span<const OscRow> oscStepRows()
{
    return kRows;
}

}  // namespace clave
