#include "core/engine/scripted_rendering.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
/// Scripts run so much at once, always, so that what they hear of each other never depends on how a rendering
/// is cut.
constexpr Tick kPart {kSixteenth.count / 2};
}  // namespace

ScriptedRendering::ScriptedRendering(ScriptPartner& partner, const Snapshot& first)
    : partner_(partner)
    , session_(*first.song)
    , snapshot_(first)
{
    queues_->horizonNs = 1;
    partner_.take(snapshot_);
}

void ScriptedRendering::begin(const PlayerState& state)
{
    work_.begin(state);
    exchange(state);
    obey(state);
}

Position ScriptedRendering::prepare(const PlayerState& state, const TempoMap& tempo, Position until)
{
    const Position part = kPart * (floorDiv(state.now.floorTick(), kPart) + 1);
    work_.askUntil(snapshot_, tempo, part + hookReach(Tick {INT64_MAX}));
    exchange(state);
    const Position to = std::min(until, part);
    return commands_.empty() ? to : std::clamp(commands_.front().at, state.now, to);
}

void ScriptedRendering::exchange(const PlayerState& state)
{
    std::vector<ScriptAsk> asks;
    for (ScriptAsk ask; queues_->asks.tryPop(ask);)
        asks.push_back(ask);
    if (asks.empty())
        return;
    auto answered = partner_.run(asks);
    for (auto& command : answered.commands) {
        const auto after = std::ranges::upper_bound(commands_, command.at, {}, &TimedCommand::at);
        commands_.insert(after, std::move(command));
    }
    for (const auto& answer : answered.answers) {
        (void)queues_->answers.tryPush(answer);  // there is room: taken at once
        work_.takeAnswers(state.now, state.now);
    }
}

void ScriptedRendering::obey(const PlayerState& state)
{
    bool changed = false;
    while (!commands_.empty() && commands_.front().at <= state.now) {
        const Command& command = commands_.front().command;
        if (const auto done = session_.apply(command))
            changed = true;
        else
            partner_.onRefused(command, done.error().message);
        commands_.pop_front();
    }
    if (!changed)
        return;
    Performance performance = session_.performance();
    // What the rendering was started with stays; scripts ask for scenes, mutes, fills and hooks.
    performance.songMode = snapshot_.performance.songMode && performance.scene.number == 0;
    performance.loop = snapshot_.performance.loop;
    performance.stopAfterBars = snapshot_.performance.stopAfterBars;
    if (performance.scene.number == 0)
        performance.scene = snapshot_.performance.scene;
    else
        performance.scene.number += 1;  // never that of the start
    snapshot_ = makeSnapshot(session_.song(), std::move(performance), snapshot_.serial + 1);
    snapshot_.handSerial = 1;
    work_.wasCut(state);
    partner_.take(snapshot_);
}

}  // namespace clave
