#include "controllers/surface/meaning.hpp"

#include "controllers/surface/gesture_times.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
constexpr std::uint8_t kUsualVelocity = 100;

ActionCall::Edge edgeOf(GestureReader::Act::Edge edge)
{
    return static_cast<ActionCall::Edge>(edge);
}
}  // namespace

Meaning::Meaning(ProfilePtr profile, MapPtr map, const Meaning* before)
    : map_(std::move(profile), std::move(map))
    , hands_(map_)
    , gestures_(map_, map_.profile().controls.size())
    , knobs_(map_.profile().controls.size())
    , chains_(map_.map(), map_.profile())
    , chainTurns_(map_.map().chains.size())
{
    Focus& focus = hands_.keeper.focus;
    if (before != nullptr) {
        const std::size_t pageSteps = focus.pageSteps;
        focus = before->focus();
        traces_.goOnAfter(before->traces_);
        focus.pageSteps = pageSteps;
        focus.page = 0;
        focus.held.reset();
        focus.keys.reset();
    }
    settle();
}

void Meaning::listenTo(const GuestChains& guests)
{
    if (guests.numbers.empty() && guests_.empty())
        return;
    guests_ = guests.numbers;
    chains_ = ChainEar(map_.map(), map_.profile(), guests.chains);
    layersSeen_ = 0;  // chains of layers that are off are to be off again
    settle();
}

void Meaning::traceTaken(const ControlInput& input)
{
    TraceLog::Entry& trace = traces_.add(input.time);
    trace.input = input;
    trace.isGuests = true;
}

/// After anything that may have changed the focus or the layers.
void Meaning::settle()
{
    Focus& focus = hands_.keeper.focus;
    if (focus.pattern != pattern_)  // pads that are held mean steps of another pattern
        hands_.steps.letGo();
    pattern_ = focus.pattern;
    if (layersSeen_ == hands_.layers.version())
        return;
    layersSeen_ = hands_.layers.version();
    focus.layer = hands_.layers.top();
    for (std::size_t i = 0; i < chainTurns_.size(); ++i) {
        const std::string& layer = map_.map().chains[i].layer;
        chains_.setOn(i, layer.empty() || hands_.layers.isOn(layer));
    }
}

void Meaning::touch(const ControlInput& input, const Moment& moment)
{
    hands_.keeper.follow(moment.view);
    settle();
    const auto sink = [&](const GestureReader::Act& what) { act(what, moment); };
    switch (input.what) {
    case ControlInput::What::Press: {
        TraceLog::Entry& trace = traces_.add(moment.time);
        trace.input = input;
        const bool isLayer = [&] {
            const BindGroup* const group = map_.group(input.control, hands_.layers.order());
            return group != nullptr && map_.bind(group->front()).layer >= 0;
        }();
        // One that does not say how hard says 127, which is louder than anyone means.
        const auto velocity = map_.profile().controls[input.control].velocity
            ? static_cast<std::uint8_t>(std::clamp<int>(input.value, 1, 127))
            : kUsualVelocity;
        gestures_.press(input.control, velocity, moment.time, hands_.layers.order(), sink);
        if (!isLayer) {
            hands_.layers.used();
            settle();
        }
        break;
    }
    case ControlInput::What::Release:
        gestures_.release(input.control, moment.time, sink);
        break;
    case ControlInput::What::Move:
        knobs_.move(input.control, input.value, map_.profile().controls[input.control].bits14 ? 16383 : 127);
        knobs_.settle(moment.view.now, [&](const KnobTurns::Turn& turn) { obey(turn, moment); });
        break;
    case ControlInput::What::Turn:
        knobs_.turn(input.control, input.delta);
        knobs_.settle(moment.view.now, [&](const KnobTurns::Turn& turn) { obey(turn, moment); });
        break;
    case ControlInput::What::Pressure:
        break;
    }
}

void Meaning::act(const GestureReader::Act& what, const Moment& moment)
{
    const BoundBind& bind = map_.bind(what.bind);
    if (bind.layer >= 0) {
        const auto layer = static_cast<std::size_t>(bind.layer);
        if (what.edge == GestureReader::Act::Edge::Begin) {
            hands_.layers.press(layer, moment.time);
            traces_.latest(moment.time).bind = what.bind;
        } else {
            hands_.layers.release(layer, moment.time);
        }
        settle();
        return;
    }
    // What lasts by itself but was bound to one gesture begins, and ends at once.
    ActionCall call {bind.action, map_.placeOf(what.control, what.velocity), edgeOf(what.edge), what.control,
        what.velocity, {}, {}, {}};
    if (what.from)
        call.from = map_.placeOf(*what.from, what.velocity);
    const bool lasts = bind.action.info->manner == ActionInfo::Manner::While;
    if (lasts && what.edge == GestureReader::Act::Edge::Fire)
        call.edge = ActionCall::Edge::Begin;
    const bool done = run(call, hands_, moment);
    if (lasts && what.edge == GestureReader::Act::Edge::Fire) {
        call.edge = ActionCall::Edge::End;
        run(call, hands_, moment);
    }
    settle();
    if (what.edge == GestureReader::Act::Edge::End)
        return;
    TraceLog::Entry& trace = traces_.latest(moment.time);
    if (!trace.input || trace.input->control != what.control)
        trace.input = ControlInput {ControlInput::What::Press, what.control, what.velocity, 0, moment.time};
    trace.bind = what.bind;
    trace.wasIdle = !done;
}

const BoundBind* Meaning::turnedBind(std::uint16_t control, std::uint16_t& index) const noexcept
{
    const BindGroup* const group = map_.group(control, hands_.layers.order());
    const BoundBind* best = nullptr;
    if (group == nullptr)
        return nullptr;
    for (const std::uint16_t at : *group) {
        const BoundBind& bind = map_.bind(at);
        const bool isHold = bind.gesture == Gesture::HoldTurn;
        if (bind.action.info == nullptr || (isHold && !hands_.steps.anyHeld()))
            continue;
        const bool turns = isHold || bind.gesture == Gesture::Move || bind.gesture == Gesture::Turn;
        if (turns && (best == nullptr || (isHold && best->gesture != Gesture::HoldTurn))) {
            best = &bind;
            index = at;
        }
    }
    return best;
}

std::uint64_t Meaning::stamp() const noexcept
{
    const Focus& focus = hands_.keeper.focus;
    std::uint64_t stamp = focus.pattern.track;
    for (const std::uint64_t part : {std::uint64_t {focus.pattern.slot}, std::uint64_t {focus.bank},
             std::uint64_t {std::hash<std::string> {}(focus.layer)}})
        stamp = stamp * 1099511628211ULL ^ part;
    return stamp;
}

void Meaning::obey(const KnobTurns::Turn& turn, const Moment& moment)
{
    TraceLog::Entry& trace = traces_.add(moment.time);
    trace.input = turn.isRelative
        ? ControlInput {ControlInput::What::Turn, turn.control, 0,
              static_cast<std::int16_t>(std::clamp(turn.clicks, -32768, 32767)), moment.time}
        : ControlInput {ControlInput::What::Move, turn.control, turn.value, 0, moment.time};
    std::uint16_t index = 0;
    const BoundBind* const bind = turnedBind(turn.control, index);
    if (bind == nullptr)
        return;
    trace.bind = index;
    ActionCall call {bind->action, map_.placeOf(turn.control, turn.isRelative ? turn.clicks : turn.value),
        ActionCall::Edge::Fire, turn.control, 100, {}, {}, {}};
    const bool followsKnob = bind->action.info->id == ActionId::ParamSet && bind->action.param
        && !call.number("to") && !call.number("count");
    if (followsKnob && turn.isRelative) {
        call.clicks = turn.clicks;
    } else if (followsKnob) {
        const auto track = trackOf(call, hands_.keeper.focus, moment);
        const auto now = track ? hands_.params.read(*bind->action.param, track, moment) : std::nullopt;
        const bool isHeld = bind->action.param->isOfSteps() && hands_.steps.anyHeld();
        call.setTo = knobs_.takeOver(turn, *bind, now, isHeld, stamp(), moment.view.now);
        if (!call.setTo) {
            trace.isBlocked = true;
            return;
        }
    }
    trace.wasIdle = !run(call, hands_, moment);
    settle();
}

void Meaning::advance(const Moment& moment)
{
    hands_.keeper.follow(moment.view);
    settle();
    gestures_.advance(moment.view.now, [&](const GestureReader::Act& what) { act(what, moment); });
    knobs_.settle(moment.view.now, [&](const KnobTurns::Turn& turn) { obey(turn, moment); });
    advanceChains(moment);
}

void Meaning::letGo(const Moment& moment)
{
    hands_.steps.letGo();  // first: a pad that goes up must not switch its step off
    gestures_.letGo([&](const GestureReader::Act& what) { act(what, moment); });
    hands_.keys.letGo(hands_.keeper.focus, moment);
    hands_.layers.letGo();
    settle();
}

}  // namespace clave
