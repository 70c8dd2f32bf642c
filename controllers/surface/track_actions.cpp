#include "controllers/surface/actions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace clave {
namespace {
template <typename Change>
bool changeTrack(std::size_t track, const Moment& moment, Change change)
{
    Track changed = *moment.song().tracks[track];
    change(changed);
    moment.command(SetTrack {track, std::move(changed)});
    return true;
}

bool chooseTrack(std::size_t track, SurfaceHands& hands, const Moment& moment)
{
    const std::size_t count = moment.song().tracks.size();
    if (track >= count)
        return false;
    hands.keeper.choose({track, FocusKeeper::slotOf(track, moment.view)}, moment);
    std::size_t& bank = hands.keeper.focus.bank;
    if (track < bank || track >= bank + 8)
        bank = track / 8 * 8;
    return true;
}

/// With a pattern, played by every scene: a new track that cannot be heard is nobody's wish.
bool addTrack(SurfaceHands& hands, const Moment& moment)
{
    const Song& song = moment.song();
    const std::size_t count = song.tracks.size();
    if (count >= kMaxTracks)
        return false;
    Track track;
    track.name = fmt::format("Track {}", count + 1);
    track.destination.channel = Channel::from1to16(static_cast<int>(count % 16) + 1);
    track.slots.push_back(std::make_shared<const Pattern>());
    const std::uint64_t gesture = newGesture();
    moment.command(InsertTrack {count, std::move(track)}, gesture);
    for (std::size_t i = 0; i < song.scenes.size(); ++i) {
        Scene scene = song.scenes[i];
        scene.slots.resize(count, Scene::kStop);
        scene.slots.push_back(0);
        moment.command(SetScene {i, std::move(scene)}, gesture);
    }
    if (!hands.keeper.focus.locked)
        moment.command(SetCursor {{{count, 0}, 0}});
    return true;
}

bool sendTo(std::size_t track, int port, const Moment& moment)
{
    const auto& ports = moment.song().ports;
    if (port < 0 || static_cast<std::size_t>(port) > ports.size())
        return false;
    const std::string name = port == 0 ? std::string() : ports[static_cast<std::size_t>(port) - 1].name;
    return changeTrack(track, moment, [&](Track& changed) { changed.destination.port = name; });
}
}  // namespace

std::optional<bool> runTrackAction(const ActionCall& call, SurfaceHands& hands, const Moment& moment)
{
    const auto track = trackOf(call, hands.keeper.focus, moment);
    switch (call.action.info->id) {
    case ActionId::TrackSelect:
        return track && chooseTrack(*track, hands, moment);
    case ActionId::TrackNext:
        return chooseTrack(hands.keeper.focus.pattern.track + 1, hands, moment);
    case ActionId::TrackPrevious:
        return chooseTrack(hands.keeper.focus.pattern.track - 1, hands, moment);
    case ActionId::TrackMute:
        if (track)
            moment.command(ToggleMute {*track});
        return track.has_value();
    case ActionId::TrackSolo:
        return track && changeTrack(*track, moment, [](Track& changed) { changed.solo = !changed.solo; });
    case ActionId::TrackArm: {
        const auto& tracks = moment.performance().tracks;
        if (track)
            moment.command(ArmTrack {*track, *track < tracks.size() && !tracks[*track].armed});
        return track.has_value();
    }
    case ActionId::TrackLock:
        return track
            && changeTrack(*track, moment, [](Track& changed) { changed.editLock = !changed.editLock; });
    case ActionId::TrackPort:
        return track && sendTo(*track, call.whole("to"), moment);
    case ActionId::TrackNew:
        return addTrack(hands, moment);
    case ActionId::TrackDelete:
        if (track)
            moment.command(DeleteTrack {*track});
        return track.has_value();
    case ActionId::BankSelect:
    case ActionId::BankMove: {
        const bool moves = call.action.info->id == ActionId::BankMove;
        const int bank =
            (moves ? static_cast<int>(hands.keeper.focus.bank / 8) + call.whole("by") : call.whole("bank"));
        const int most = static_cast<int>((std::max<std::size_t>(moment.song().tracks.size(), 1) - 1) / 8);
        hands.keeper.focus.bank = static_cast<std::size_t>(std::clamp(bank, 0, most)) * 8;
        return true;
    }
    default:
        return std::nullopt;
    }
}

}  // namespace clave
