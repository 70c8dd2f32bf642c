#include "controllers/surface/actions.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
std::optional<LaunchAt> launchAt(const ActionCall& call)
{
    return call.whole("now") != 0 ? std::optional {LaunchAt::Now} : std::nullopt;
}

bool launchScene(std::ptrdiff_t scene, const ActionCall& call, const Moment& moment)
{
    if (scene < 0 || static_cast<std::size_t>(scene) >= moment.song().scenes.size())
        return false;
    moment.command(LaunchScene {static_cast<std::size_t>(scene), launchAt(call), false});
    return true;
}

/// What plays as a scene; while nothing plays, what would.
bool keepScene(const Moment& moment)
{
    const Song& song = moment.song();
    Scene scene;
    for (std::size_t track = 0; track < song.tracks.size(); ++track) {
        const auto slot = static_cast<std::int16_t>(FocusKeeper::slotOf(track, moment.view));
        const ClockStatus& status = moment.view.status;
        const bool isStopped = status.playing && track < status.trackCount && status.tracks[track].slot < 0;
        scene.slots.push_back(
            !isStopped && song.tracks[track]->pattern(slot) != nullptr ? slot : Scene::kStop);
    }
    if (song.scenes.size() >= kMaxScenes)
        return false;
    const auto at = static_cast<std::size_t>(std::max<int>(moment.view.status.scene + 1, 0));
    moment.command(InsertScene {std::min(at, song.scenes.size()), std::move(scene)});
    return true;
}

bool launchSlot(const ActionCall& call, SurfaceHands& hands, const Moment& moment)
{
    const auto track = trackOf(call, hands.keeper.focus, moment);
    const auto slot = call.place("slot");
    if (!track || !slot || *slot >= kMaxSlots)
        return false;
    const PatternPlace place {*track, *slot};
    const bool launches = call.action.info->id == ActionId::SlotLaunch;
    if (launches)
        moment.command(LaunchPattern {place, launchAt(call), false});
    if (!launches || !hands.keeper.focus.locked)
        hands.keeper.choose(place, moment);
    return true;
}
}  // namespace

std::optional<bool> runSceneAction(const ActionCall& call, SurfaceHands& hands, const Moment& moment)
{
    const auto bank = static_cast<std::ptrdiff_t>(hands.keeper.focus.bank);
    switch (call.action.info->id) {
    case ActionId::SceneLaunch:
        return launchScene(call.whole("scene", -1) < 0 ? -1 : bank + call.whole("scene"), call, moment);
    case ActionId::SceneMove:
        return launchScene(moment.view.status.scene + call.whole("by"), call, moment);
    case ActionId::SceneNew:
        return keepScene(moment);
    case ActionId::SlotLaunch:
    case ActionId::SlotSelect:
        return launchSlot(call, hands, moment);
    case ActionId::SlotStop: {
        const auto track = trackOf(call, hands.keeper.focus, moment);
        if (!track)
            return false;
        // A slot that is empty is how a track is stopped.
        const auto& slots = moment.song().tracks[*track]->slots;
        const auto empty = std::ranges::find(slots, nullptr) - slots.begin();
        moment.command(LaunchPattern {{*track, static_cast<std::size_t>(empty)}, launchAt(call), false});
        return true;
    }
    case ActionId::LaunchCancel:
        moment.command(CancelLaunches {});
        return true;
    default:
        return std::nullopt;
    }
}

}  // namespace clave
