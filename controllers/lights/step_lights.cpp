#include "controllers/lights/light_answers.hpp"
#include "controllers/map/key_layout.hpp"
#include "controllers/map/params.hpp"

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
constexpr int kAccent = 110;  // velocity
constexpr std::size_t kFreshSteps = 16;  // of the pattern that an empty slot would get

/// The step of the focused pattern that plays now; nothing when another pattern plays, or none.
std::optional<std::size_t> playingStep(const LightContext& of) noexcept
{
    const TrackStatus* const track = of.track(of.focus.pattern.track);
    if (track == nullptr || !of.status.playing || track->step < 0 || track->slot < 0
        || static_cast<std::size_t>(track->slot) != of.focus.pattern.slot)
        return std::nullopt;
    return static_cast<std::size_t>(track->step);
}

bool isAccent(const Step& step) noexcept
{
    return std::ranges::any_of(step.notes, [](const Note& note) { return note.velocity >= kAccent; });
}

/// What a step is, whatever passes over it.
LightState restingState(const Pattern* pattern, std::size_t step) noexcept
{
    if (pattern == nullptr)
        return step < kFreshSteps ? LightState::Off : LightState::Outside;
    if (step >= pattern->steps.size())
        return LightState::Outside;
    const Step& of = pattern->steps[step];
    if (step < pattern->first || step > pattern->last)
        return of.on ? LightState::OutsideOn : LightState::Outside;
    if (!of.on)
        return LightState::Off;
    return isAccent(of) ? LightState::Accent : LightState::On;
}

bool isOn(LightState state) noexcept
{
    return state == LightState::On || state == LightState::Accent || state == LightState::OutsideOn;
}

/// Where the next notes of Step in go.
bool isCursor(const LightContext& of, std::size_t step) noexcept
{
    const Entry& entry = of.performance().entry;
    return entry.on && entry.cursor.pattern == of.focus.pattern && entry.cursor.step == step;
}

std::size_t stepOfPage(const Focus& focus, int step) noexcept
{
    return focus.page * focus.pageSteps + static_cast<std::size_t>(step);
}
}  // namespace

LightAnswer stepAnswer(const LightContext& of, int ofPage) noexcept
{
    if (ofPage < 0 || of.focus.pattern.track >= of.song().tracks.size())
        return {LightState::Outside};
    const std::size_t step = stepOfPage(of.focus, ofPage);
    const LightState under = restingState(focusedPattern(of.focus, of.snapshot), step);
    if (playingStep(of) == step)
        return {isOn(under) ? LightState::PlayingOn : LightState::Playing, under};
    if (step < of.focus.held.size() && of.focus.held[step])
        return {LightState::Held, under};
    if (isCursor(of, step))
        return {LightState::Cursor, under};
    return {under, under};
}

LightAnswer stepValueAnswer(const LightContext& of, int ofPage, std::string_view word) noexcept
{
    LightAnswer found = stepAnswer(of, ofPage);
    const Pattern* const pattern = focusedPattern(of.focus, of.snapshot);
    const auto param = parseParam(word);
    if (ofPage < 0 || pattern == nullptr || !param || !param->isOfSteps())
        return found;
    const std::size_t step = stepOfPage(of.focus, ofPage);
    if (step >= pattern->steps.size())
        return found;
    if (const auto value = valueOf(*param, pattern->steps[step]))
        found.level = static_cast<std::int16_t>(std::lround(wayOf(*param, *value) * 127.0));
    return found;
}

LightAnswer pageAnswer(const LightContext& of, int index) noexcept
{
    const std::size_t each = std::max<std::size_t>(of.focus.pageSteps, 1);
    if (index < 0 || of.focus.pattern.track >= of.song().tracks.size())
        return {LightState::Outside};
    const auto page = static_cast<std::size_t>(index);
    const Pattern* const pattern = focusedPattern(of.focus, of.snapshot);
    const std::size_t steps = pattern != nullptr ? pattern->steps.size() : kFreshSteps;
    const bool isShown = page == of.focus.page;
    if (page * each >= steps)
        return {isShown ? LightState::Selected : LightState::Outside};
    const LightState under = isShown ? LightState::Selected : LightState::On;
    const auto playing = playingStep(of);
    if (playing && *playing / each == page)
        return {isShown ? LightState::PlayingOn : LightState::Playing, under};
    return {under, under};
}

LightAnswer keyAnswer(const LightContext& of, int key) noexcept
{
    const Scale& scale = of.song().scale;
    const auto found = keyPitch(key, scale, of.focus.octave);
    if (!found)
        return {LightState::Outside};
    const int pitch = *found;
    const auto place = static_cast<std::size_t>(pitch);
    const LightState under = pitch % 12 == scale.root ? LightState::Accent
        : scale.has(pitch)                            ? LightState::On
                                                      : LightState::Off;
    if (of.focus.keys[place] || of.performance().entry.keys[place])
        return {LightState::Held, under};
    const Pattern* const pattern = focusedPattern(of.focus, of.snapshot);
    const auto step = playingStep(of);
    if (pattern != nullptr && step && *step < pattern->steps.size() && of.track(of.focus.pattern.track)->fired
        && std::ranges::find(pattern->steps[*step].notes, pitch, &Note::pitch)
            != pattern->steps[*step].notes.end())
        return {LightState::PlayingOn, under};
    return {under, under};
}

}  // namespace clave
