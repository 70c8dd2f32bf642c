#include "app/net/osc_book.hpp"
#include "core/engine/lane_edit.hpp"
#include "core/io/json_value.hpp"
#include "core/io/song_writing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace clave {
namespace {
/// Answers go to the same address without "get", so that what was asked for can be sent back as it is.
void answer(const OscAsk& ask, std::vector<OscValue> values)
{
    constexpr std::string_view kGet = "/clave/get/";
    ask.doer.reply({fmt::format("/clave/{}", ask.message.path.substr(kGet.size())), std::move(values)});
}

Result<void> good()
{
    return {};
}

template <typename ValueOf>
Result<void> answerWith(OscAsk& ask, ValueOf valueOf)
{
    answer(ask, {OscValue {valueOf(ask)}});
    return {};
}

/// A pattern in the address may stand for several tracks; each answers for itself, by its number.
template <typename ValuesOf>
Result<void> answerEach(OscAsk& ask, ValuesOf valuesOf)
{
    constexpr std::string_view kHead = "/clave/get/track/";
    const std::size_t rest = std::min(ask.message.path.find('/', kHead.size()), ask.message.path.size());
    for (const std::size_t track : ask.tracks)
        ask.doer.reply({fmt::format("/clave/track/{}{}", track + 1, ask.message.path.substr(rest)),
            valuesOf(ask, track)});
    return {};
}

std::int64_t whole(std::integral auto value)
{
    return static_cast<std::int64_t>(value);
}

/// What can be sent back to set it: numbers as numbers, "-" where there is none.
OscValue laneValue(const Step& step, const StepTarget& lane)
{
    if (lane.what == StepTarget::What::On)
        return step.on;
    const std::string text = textOf(step, lane);
    if (text.empty())
        return std::string("-");
    if (lane.what == StepTarget::What::Notes)
        return whole(std::ranges::min(step.notes, {}, &Note::pitch).pitch);
    if (lane.what == StepTarget::What::Retrig && text.starts_with('x'))
        return whole(step.retrig.count);
    const auto number = oscNumber(OscValue {text});
    if (!number)
        return text;
    if (lane.what == StepTarget::What::Nudge)
        return *number / 100.0;
    if (lane.what == StepTarget::What::Gate)
        return *number;
    return static_cast<std::int64_t>(*number);
}

std::vector<OscValue> laneOf(const OscAsk& ask, std::size_t track)
{
    std::vector<OscValue> values;
    if (const Pattern* const pattern = ask.pattern(track)) {
        for (const Step& step : pattern->steps)
            values.push_back(laneValue(step, ask.lane));
    }
    return values;
}

Result<void> getStep(OscAsk& ask)
{
    return answerEach(ask, [](const OscAsk& one, std::size_t track) {
        const Pattern* const pattern = one.pattern(track);
        const bool isThere = pattern != nullptr && one.step < pattern->steps.size();
        return std::vector<OscValue> {isThere ? jsonLine(stepOut(pattern->steps[one.step])) : "null"};
    });
}

Result<void> getPattern(OscAsk& ask)
{
    return answerEach(ask, [](const OscAsk& one, std::size_t track) {
        const Pattern* const pattern = one.pattern(track);
        return std::vector<OscValue> {pattern != nullptr ? jsonLine(patternOut(*pattern)) : "null"};
    });
}

Result<void> getTracks(OscAsk& ask)
{
    std::vector<OscValue> names;
    for (const TrackPtr& track : ask.song().tracks)
        names.emplace_back(track->name);
    answer(ask, std::move(names));
    return {};
}

Result<void> getScenes(OscAsk& ask)
{
    std::vector<OscValue> names;
    for (const Scene& scene : ask.song().scenes)
        names.emplace_back(scene.name);
    answer(ask, std::move(names));
    return {};
}

/// Without tracks and scenes, which would not fit a packet and can be asked for one by one.
Result<void> getSong(OscAsk& ask)
{
    Song head = ask.song();
    head.tracks.clear();
    head.scenes.clear();
    head.arrangement.clear();
    answer(ask, {jsonLine(songOut(head))});
    return good();
}

Result<void> getMute(OscAsk& ask)
{
    return answerEach(ask, [](const OscAsk& one, std::size_t track) {
        return std::vector<OscValue> {!one.doer.snapshot().routes[track].audible};
    });
}

constexpr OscRow kRows[] = {
    {"/clave/get/version", "", "`/clave/version` of this address space: 1",
        [](OscAsk& ask) { return answerWith(ask, [](const OscAsk&) { return std::int64_t {1}; }); }},
    {"/clave/get/playing", "", "`/clave/playing` 0, 1",
        [](OscAsk& ask) {
            return answerWith(ask, [](const OscAsk& one) { return one.doer.status().playing; });
        }},
    {"/clave/get/tempo", "", "`/clave/tempo` that plays, or will",
        [](OscAsk& ask) {
            return answerWith(ask, [](const OscAsk& one) {
                const ClockStatus& status = one.doer.status();
                return status.playing ? status.tempo.bpm() : one.song().tempo.bpm();
            });
        }},
    {"/clave/get/position", "", "`/clave/position` in quarter notes",
        [](OscAsk& ask) {
            return answerWith(ask, [](const OscAsk& one) {
                return one.doer.status().position.ticks() / static_cast<double>(kPpqn);
            });
        }},
    {"/clave/get/scene", "", "`/clave/scene` that plays, 0: none",
        [](OscAsk& ask) {
            return answerWith(ask, [](const OscAsk& one) { return whole(one.doer.status().scene + 1); });
        }},
    {"/clave/get/scenes", "", "`/clave/scenes`, their names", getScenes},
    {"/clave/get/tracks", "", "`/clave/tracks`, their names", getTracks},
    {"/clave/get/song", "", "`/clave/song`, JSON, without tracks and scenes", getSong},
    {"/clave/get/track/{track}/mute", "", "`/clave/track/N/mute`, also when another's solo mutes it",
        getMute},
    {"/clave/get/track/{track}/pattern", "", "`/clave/track/N/pattern` that plays, 0: none",
        [](OscAsk& ask) {
            return answerEach(ask, [](const OscAsk& one, std::size_t track) {
                const ClockStatus& status = one.doer.status();
                const bool plays = status.playing && track < status.trackCount;
                return std::vector<OscValue> {
                    plays ? whole(status.tracks[track].slot + 1) : std::int64_t {0}};
            });
        }},
    {"/clave/get/track/{track}/{at}/set", "", "`.../set`, JSON: the pattern as in the song file", getPattern},
    {"/clave/get/track/{track}/{at}/step/{step}/set", "", "`.../set`, JSON: the step as in the song file",
        getStep},
    {"/clave/get/track/{track}/{at}/{lane}", "",
        "`.../LANE` with a value for each step, `-` where there is none",
        [](OscAsk& ask) { return answerEach(ask, laneOf); }},
};
}  // namespace

std::span<const OscRow> oscGetRows()
{
    return kRows;
}

}  // namespace clave
