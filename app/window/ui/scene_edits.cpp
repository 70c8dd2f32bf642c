#include "app/window/ui/scene_edits.hpp"

#include "app/window/ui/patterns_parts.hpp"

#include <algorithm>
#include <utility>

namespace clave {

Scene withSlot(Scene scene, std::size_t track, std::int16_t slot)
{
    scene.slots.resize(std::max(scene.slots.size(), track + 1), Scene::kStop);
    scene.slots[track] = slot;
    return scene;
}

std::int16_t nextSlot(const Track& track, std::int16_t slot)
{
    if (slot == Scene::kKeep)
        return Scene::kStop;
    for (std::size_t next = slot < 0 ? 0 : static_cast<std::size_t>(slot) + 1; next < track.slots.size();
        ++next) {
        if (track.slots[next])
            return static_cast<std::int16_t>(next);
    }
    return Scene::kKeep;
}

Scene sceneOfWhatPlays(const Song& song, const ClockStatus& status)
{
    Scene scene;
    const auto now = static_cast<std::size_t>(std::max<int>(status.scene, 0));
    if (!status.playing && now < song.scenes.size())
        scene = song.scenes[now];
    for (std::size_t track = 0; status.playing && track < song.tracks.size(); ++track) {
        const std::int16_t slot = track < status.trackCount ? status.tracks[track].slot : Scene::kStop;
        const bool isThere = song.tracks[track]->pattern(slot) != nullptr;
        scene.slots.push_back(isThere ? slot : Scene::kStop);
    }
    scene.name.clear();
    return scene;
}

void duplicateWithPatterns(Context& ui, std::size_t index)
{
    const Song& song = ui.song();
    const auto gesture = ui.asks.newGesture();
    Scene copy = song.scenes[index];
    for (std::size_t track = 0; track < copy.slots.size() && track < song.tracks.size(); ++track) {
        const std::int16_t slot = copy.slots[track];
        if (song.tracks[track]->pattern(slot) == nullptr)
            continue;
        const auto free = freeSlot(*song.tracks[track], static_cast<std::size_t>(slot));
        if (!free)
            continue;
        ui.asks.command(SetPattern {{track, *free}, song.tracks[track]->slots[static_cast<std::size_t>(slot)],
                            "duplicate scene"},
            gesture);
        copy.slots[track] = static_cast<std::int16_t>(*free);
    }
    ui.asks.command(InsertScene {index + 1, std::move(copy), "duplicate scene"}, gesture);
}

}  // namespace clave
