#include "controllers/map/key_layout.hpp"
#include "controllers/surface/actions.hpp"

#include <algorithm>

namespace clave {
namespace {
bool setParam(const ActionCall& call, SurfaceHands& hands, const Moment& moment)
{
    const Param& param = *call.action.param;
    const Focus& focus = hands.keeper.focus;
    const auto track = trackOf(call, focus, moment);
    if (!track)
        return false;
    if (call.clicks)
        return hands.params.move(param, *call.clicks * clickOf(param), track, moment);
    if (call.setTo)
        return hands.params.set(param, *call.setTo, track, moment);
    if (const auto to = call.number("to"))
        return hands.params.set(param, *to, track, moment);
    if (call.number("count")) {
        const double value = barValue(param, call.whole("index"), call.whole("count", 8));
        return hands.params.set(param, value, track, moment);
    }
    return false;
}

/// A key is heard; it goes into the held steps, or into Step in and recording.
bool playKey(const ActionCall& call, SurfaceHands& hands, const Moment& moment)
{
    Focus& focus = hands.keeper.focus;
    if (call.edge == ActionCall::Edge::End) {
        hands.keys.release(call.who, focus, moment);
        return true;
    }
    const auto pitch = call.number("pitch") ? std::optional {call.whole("pitch") + 12 * focus.octave}
                                            : keyPitch(call.whole("key"), moment.song().scale, focus.octave);
    if (!pitch || *pitch < 0 || *pitch > 127)
        return false;
    const auto key = static_cast<std::uint8_t>(*pitch);
    const bool forSteps = hands.steps.anyHeld();
    if (forSteps)
        hands.steps.giveNote(key, call.velocity, moment);
    hands.keys.press(call.who, key, call.velocity, forSteps, focus, moment);
    return true;
}

bool switchStep(const ActionCall& call, SurfaceHands& hands, const Moment& moment)
{
    const Focus& focus = hands.keeper.focus;
    const auto step = call.place("step");
    if (!step || *step >= focus.pageSteps)
        return false;
    const std::size_t at = focus.page * focus.pageSteps + *step;
    const auto value = hands.writer.read(focus.pattern, at, moment);
    if (!value)
        return false;
    const ActionId id = call.action.info->id;
    if (id != ActionId::StepSelect) {
        const bool on = id == ActionId::StepFlip ? !value->on : id == ActionId::StepOn;
        hands.writer.switchTo(focus.pattern, at, on, moment, newGesture());
    }
    hands.keeper.touchStep(at, moment);
    return true;
}

bool clearSteps(const ActionCall& call, SurfaceHands& hands, const Moment& moment)
{
    const Focus& focus = hands.keeper.focus;
    auto steps = editedSteps(focus, moment.view.snapshot);
    if (const auto step = call.place("step")) {
        steps.reset();
        if (const std::size_t at = focus.page * focus.pageSteps + *step; at < steps.size())
            steps.set(at);
    }
    const std::uint64_t gesture = newGesture();
    bool any = false;
    for (std::size_t step = 0; step < steps.size(); ++step) {
        if (!steps[step] || !hands.writer.read(focus.pattern, step, moment))
            continue;
        hands.writer.write(focus.pattern, step, Step {}, moment, gesture);
        any = true;
    }
    hands.steps.markUsed();
    return any;
}
}  // namespace

std::optional<bool> runStepAction(const ActionCall& call, SurfaceHands& hands, const Moment& moment)
{
    const bool isEnd = call.edge == ActionCall::Edge::End;
    switch (call.action.info->id) {
    case ActionId::StepToggle:
    case ActionId::StepEdit: {
        if (isEnd) {
            hands.steps.release(static_cast<std::uint16_t>(call.who), moment);
            return true;
        }
        const auto step = call.place("step");
        const bool toggles = call.action.info->id == ActionId::StepToggle;
        return step && hands.steps.press(static_cast<std::uint16_t>(call.who), *step, toggles, moment);
    }
    case ActionId::StepFlip:
    case ActionId::StepOn:
    case ActionId::StepOff:
    case ActionId::StepSelect:
        return switchStep(call, hands, moment);
    case ActionId::StepClear:
        return clearSteps(call, hands, moment);
    case ActionId::ParamSet:
        return call.action.param && setParam(call, hands, moment);
    case ActionId::ParamMove: {
        const auto track = trackOf(call, hands.keeper.focus, moment);
        return call.action.param && track
            && hands.params.move(*call.action.param, call.number("by").value_or(0.0), track, moment);
    }
    case ActionId::KeyPlay:
        return playKey(call, hands, moment);
    case ActionId::OctaveMove:
        hands.keeper.focus.octave = std::clamp(hands.keeper.focus.octave + call.whole("by"), -4, 4);
        return true;
    default:
        return std::nullopt;
    }
}

}  // namespace clave
