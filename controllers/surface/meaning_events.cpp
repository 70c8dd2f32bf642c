#include "controllers/surface/gesture_times.hpp"
#include "controllers/surface/meaning.hpp"

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
using Kind = SurfaceEvent::Kind;

int whole(const Linear& linear, const LinearInput& in)
{
    return static_cast<int>(std::lround(valueOf(linear, in)));
}
}  // namespace

bool Meaning::hear(const SurfaceEvent& event, const Moment& moment)
{
    if (chainTurns_.empty() && guests_.empty())
        return false;
    return chains_.feed(
        event, [&](const SurfaceEvent* last, std::size_t chain, std::span<const std::uint16_t> captures) {
            fireChain(last, chain, captures, moment);
        });
}

void Meaning::advanceChains(const Moment& moment)
{
    chains_.advance(moment.view.now,
        [&](const SurfaceEvent* last, std::size_t chain, std::span<const std::uint16_t> captures) {
            fireChain(last, chain, captures, moment);
        });
    for (std::size_t chain = 0; chain < chainTurns_.size(); ++chain) {
        if (chainTurns_[chain].isWaiting && moment.view.now - chainTurns_[chain].obeyedAt >= kMoveInterval)
            runChain(chain, moment);
    }
}

void Meaning::fireChain(const SurfaceEvent* event, std::size_t chain, std::span<const std::uint16_t> captures,
    const Moment& moment)
{
    if (event != nullptr) {
        TraceLog::Entry& trace = traces_.add(moment.time);
        trace.event = *event;
        trace.event.bytes = {};  // the parser's, and soon something else
        trace.isGuests = chain >= chainTurns_.size();
        trace.chain = trace.isGuests ? -1 : static_cast<std::int32_t>(chain);
    }
    if (chain >= chainTurns_.size()) {
        moment.out.fired(guests_[chain - chainTurns_.size()], captures, moment.time);
        return;
    }
    ChainTurn& turn = chainTurns_[chain];
    turn.count = std::min(captures.size(), turn.captures.size());
    std::ranges::copy(captures.first(turn.count), turn.captures.begin());
    const BoundAction& action = map_.chain(chain);
    const bool isValue = action.info != nullptr && action.info->manner == ActionInfo::Manner::Value;
    const bool isSoon = turn.obeyedAt != TimePoint {} && moment.view.now - turn.obeyedAt < kMoveInterval;
    turn.isWaiting = isValue && isSoon;
    if (!turn.isWaiting)
        runChain(chain, moment);
}

void Meaning::runChain(std::size_t chain, const Moment& moment)
{
    ChainTurn& turn = chainTurns_[chain];
    turn.isWaiting = false;
    turn.obeyedAt = moment.view.now;
    const BoundAction& action = map_.chain(chain);
    if (action.info == nullptr)
        return;
    ActionCall call {action, {}, ActionCall::Edge::Fire, HeldKeys::kKeyboard + 0x1000, 100, {}, {}, {}};
    call.in.captures = std::span(turn.captures).first(turn.count);
    const bool lasts = action.info->manner == ActionInfo::Manner::While;
    call.edge = lasts ? ActionCall::Edge::Begin : ActionCall::Edge::Fire;
    run(call, hands_, moment);
    if (lasts) {
        call.edge = ActionCall::Edge::End;
        run(call, hands_, moment);
    }
    settle();
}

void Meaning::hearOther(const SurfaceEvent& event, const Moment& moment)
{
    const bool isNote = event.kind == Kind::NoteOn || event.kind == Kind::NoteOff;
    // A device that changes its template while pads are held says so with a release of nothing.
    const bool isOrphan =
        event.number == 0 && event.value == 0 && (event.kind == Kind::NoteOff || event.kind == Kind::Cc);
    const BoundBind* const bind = isNote ? map_.notes()
        : event.kind == Kind::Program    ? map_.program()
                                         : nullptr;
    const auto add = [&](bool done) {
        TraceLog::Entry& trace = traces_.add(moment.time);
        trace.event = event;
        trace.event.bytes = {};
        if (bind != nullptr && bind->action.info != nullptr)
            trace.bind = isNote ? map_.notesIndex() : map_.programIndex();
        trace.wasIdle = !done;
    };
    if (bind == nullptr || bind->action.info == nullptr) {
        if (isOrphan)
            letGo(moment);
        if (!event.ofParameter && event.kind != Kind::Clock && event.kind != Kind::Sensing)
            add(true);
        return;
    }
    const bool isOff = event.kind == Kind::NoteOff;
    ActionCall call {bind->action, {}, isOff ? ActionCall::Edge::End : ActionCall::Edge::Begin,
        HeldKeys::kKeyboard + event.channel * 128U + event.number,
        static_cast<std::uint8_t>(std::clamp<int>(event.value, 1, 127)), {}, {}, {}};
    call.in.value = isNote ? event.number : event.value;
    if (bind->action.info->manner != ActionInfo::Manner::While) {
        if (isOff)
            return;
        call.edge = ActionCall::Edge::Fire;
    }
    const bool done = run(call, hands_, moment);
    if (!isOff)
        add(done);
}

void Meaning::show(const SurfaceView& view, std::span<Light> lights) const
{
    const auto order = hands_.layers.order();
    for (std::size_t i = 0; i < lights.size(); ++i) {
        const auto control = static_cast<std::uint16_t>(i);
        const BoundLight* const light = map_.light(control, order);
        lights[i] = Light {};
        if (light == nullptr)
            continue;
        const LinearInput in = map_.placeOf(control, 0);
        LightQuestion question;
        question.source = light->source;
        question.index = whole(light->index, in);
        question.second = whole(light->second, in);
        question.track = light->track ? whole(*light->track, in) : -1;
        question.word = light->word;
        question.canUndo = view.canUndo;
        question.canRedo = view.canRedo;
        question.knobs = view.knobs;
        lights[i] = look(*light->bind, answer(question, focus(), view.snapshot, view.status));
    }
}

}  // namespace clave
