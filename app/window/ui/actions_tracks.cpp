#include "app/window/ui/actions.hpp"
#include "app/window/ui/edits.hpp"
#include "app/window/ui/view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace clave {
namespace {
/// Runs `act` with the track of the cursor, if there is one.
template <void (*Act)(Context&, std::size_t)>
void atCursor(Context& ui)
{
    if (!ui.song().tracks.empty())
        Act(ui, cursor(ui).pattern.track);
}

void toggleMute(Context& ui, std::size_t track)
{
    ui.asks.command(ToggleMute {track});
}

void toggleSolo(Context& ui, std::size_t track)
{
    editTrack(ui, "solo", track, [](Track& changed) { changed.solo = !changed.solo; });
}

void toggleArm(Context& ui, std::size_t track)
{
    const auto& tracks = ui.performance().tracks;
    ui.asks.command(ArmTrack {track, track < tracks.size() && !tracks[track].armed});
}

/// Says so where there is none.
bool hasRoom(Context& ui)
{
    const bool has = ui.song().tracks.size() < kMaxTracks;
    if (!has)
        say(ui, fmt::format("A song has at most {} tracks: delete one first.", kMaxTracks));
    return has;
}

void newTrack(Context& ui)
{
    if (!hasRoom(ui))
        return;
    const std::size_t count = ui.song().tracks.size();
    Track track;
    track.name = fmt::format("Track {}", count + 1);
    track.destination.channel = Channel::from1to16(static_cast<int>(count % 16) + 1);
    track.slots.push_back(std::make_shared<const Pattern>());
    const auto gesture = ui.asks.newGesture();
    ui.asks.command(InsertTrack {count, track}, gesture);
    for (std::size_t scene = 0; scene < ui.song().scenes.size(); ++scene) {
        Scene changed = ui.song().scenes[scene];
        changed.slots.resize(count, Scene::kStop);
        changed.slots.push_back(0);
        ui.asks.command(SetScene {scene, std::move(changed)}, gesture);
    }
}

void duplicateTrack(Context& ui, std::size_t track)
{
    if (!hasRoom(ui))
        return;
    const auto gesture = ui.asks.newGesture();
    Track copy = *ui.song().tracks[track];
    if (copy.color == 0)  // that of its own id would be another one
        copy.color = static_cast<std::uint8_t>((std::max(copy.id, 1U) - 1U) % Theme::kTrackColors + 1U);
    ui.asks.command(InsertTrack {track + 1, std::move(copy), "duplicate track"}, gesture);
    for (std::size_t scene = 0; scene < ui.song().scenes.size(); ++scene) {
        Scene changed = ui.song().scenes[scene];
        const auto slot = changed.slot(track);
        changed.slots.resize(std::max(changed.slots.size(), track + 1), Scene::kStop);
        changed.slots.insert(changed.slots.begin() + static_cast<std::ptrdiff_t>(track) + 1, slot);
        ui.asks.command(SetScene {scene, std::move(changed)}, gesture);
    }
}

void deleteTrack(Context& ui, std::size_t track)
{
    ui.state.selection.reset();
    ui.asks.command(DeleteTrack {track});
}

void moveTrackUp(Context& ui, std::size_t track)
{
    if (track == 0)
        return;
    ui.asks.command(MoveTrack {track, track - 1});
    moveCursor(ui, track - 1, cursor(ui).step);
}

void moveTrackDown(Context& ui, std::size_t track)
{
    if (track + 1 >= ui.song().tracks.size())
        return;
    ui.asks.command(MoveTrack {track, track + 1});
    moveCursor(ui, track + 1, cursor(ui).step);
}

void unpin(Context& ui, std::size_t track)
{
    ui.state.pinned.erase(ui.song().tracks[track]->id);
}

constexpr std::array kActions {
    Action {"mute", "Tracks", "Mute, or let sound", atCursor<toggleMute>, {keys::on('M')}},
    Action {"solo", "Tracks", "Solo", atCursor<toggleSolo>, {keys::on('S')}},
    Action {"arm", "Tracks", "Record into this track", atCursor<toggleArm>, {keys::on('A')}},
    Action {"track.new", "Tracks", "New track", newTrack, {keys::on('T', keys::kCtrl)}},
    Action {"track.duplicate", "Tracks", "Duplicate the track", atCursor<duplicateTrack>,
        {keys::on('T', keys::kCtrlShift)}},
    Action {"track.delete", "Tracks", "Delete the track", atCursor<deleteTrack>,
        {keys::on(Special::Delete, keys::kCtrl)}},
    Action {"track.up", "Tracks", "Move the track up", atCursor<moveTrackUp>,
        {keys::on(Special::PageUp, keys::kCtrl)}},
    Action {"track.down", "Tracks", "Move the track down", atCursor<moveTrackDown>,
        {keys::on(Special::PageDown, keys::kCtrl)}},
    Action {"track.unpin", "Tracks", "Look at the pattern that plays again", atCursor<unpin>},
};
}  // namespace

std::span<const Action> trackActions()
{
    return kActions;
}

}  // namespace clave
