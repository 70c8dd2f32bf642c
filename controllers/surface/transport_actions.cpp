#include "controllers/surface/actions.hpp"

#include <algorithm>

namespace clave {
namespace {
bool holdFill(const ActionCall& call, SurfaceHands& hands, const Moment& moment)
{
    if (call.edge == ActionCall::Edge::End)
        std::erase(hands.fills, call.who);
    else
        hands.fills.push_back(call.who);
    moment.command(SetFill {!hands.fills.empty()});
    return true;
}

bool tap(SurfaceHands& hands, const Moment& moment)
{
    if (const auto tempo = hands.taps.tap(moment.time))
        moment.command(SetTempo {*tempo});
    return true;
}

bool send(CommandWhat what, const Moment& moment)
{
    moment.command(std::move(what));
    return true;
}
}  // namespace

std::optional<bool> runTransportAction(const ActionCall& call, SurfaceHands& hands, const Moment& moment)
{
    const Performance& performance = moment.performance();
    switch (call.action.info->id) {
    case ActionId::FillHold:
        return holdFill(call, hands, moment);
    case ActionId::FillToggle:
        return send(SetFill {!performance.fill}, moment);
    case ActionId::FillArm:
        return send(ArmFill {}, moment);
    case ActionId::TransportPlay:
        return moment.view.status.playing ? send(Stop {}, moment) : send(Play {}, moment);
    case ActionId::TransportStart:
        return send(Play {}, moment);
    case ActionId::TransportStop:
        return send(Stop {}, moment);
    case ActionId::TransportContinue:
        return send(Continue {}, moment);
    case ActionId::TransportRecord: {
        Recording recording = performance.recording;
        recording.on = !recording.on;
        return send(SetRecording {recording}, moment);
    }
    case ActionId::TempoTap:
        return tap(hands, moment);
    case ActionId::MetronomeToggle: {
        Metronome metronome = moment.song().metronome;
        metronome.on = !metronome.on;
        return send(SetMetronome {metronome}, moment);
    }
    case ActionId::SongModeToggle:
        return send(SetSongMode {!performance.songMode}, moment);
    case ActionId::LoopToggle:
        return send(SetLoop {!performance.loop}, moment);
    case ActionId::Panic:
        return send(Panic {}, moment);
    case ActionId::Undo:
        return send(Undo {}, moment);
    case ActionId::Redo:
        return send(Redo {}, moment);
    case ActionId::EntryToggle:
        return send(SetStepIn {!performance.entry.on}, moment);
    case ActionId::EntryRest:
        return send(EnterRest {}, moment);
    case ActionId::EntryTie:
        return send(EnterTie {}, moment);
    case ActionId::EntrySkip:
        return send(EnterSkip {}, moment);
    case ActionId::EntryBack:
        return send(EnterBack {}, moment);
    default:
        return std::nullopt;
    }
}

}  // namespace clave
