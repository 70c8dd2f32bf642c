#include "core/model/fault_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace clave {
namespace {
template <typename Part>
std::set<std::string_view> namesOf(FaultList& faults, std::string_view key, const std::vector<Part>& parts)
{
    const Place root;
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!names.insert(parts[i].name).second)
            faults.add({Place(root, key, i), "name"}, fmt::format("\"{}\" is there twice", parts[i].name));
    }
    return names;
}

/// The song as its names show it, so that each reference is one look-up.
struct Names {
    std::set<std::string_view> ports;
    std::set<std::string_view> grooves;
};

void checkPort(FaultList& faults, const Place& at, const std::string& port, const Names& names)
{
    if (!port.empty() && !names.ports.contains(port))
        faults.add({at, "port"}, fmt::format("is \"{}\"; the song has no port of that name", port));
}

void checkTrack(FaultList& faults, const Place& at, const Track& track, const Names& names)
{
    checkPort(faults, at, track.destination.port, names);
    for (std::size_t i = 0; i < track.slots.size(); ++i) {
        const Pattern* const pattern = track.slots[i].get();
        if (pattern != nullptr && !pattern->groove.empty() && !names.grooves.contains(pattern->groove))
            faults.add({Place(at, "patterns", i), "groove"},
                fmt::format("is \"{}\"; the song has no groove of that name", pattern->groove));
    }
}

void checkTracks(FaultList& faults, const Song& song, const Names& names)
{
    const Place root;
    std::set<std::uint32_t> ids;
    for (std::size_t i = 0; i < song.tracks.size(); ++i) {
        if (!song.tracks[i])
            continue;
        const Track& track = *song.tracks[i];
        const Place place(root, "tracks", i);
        if (track.id == 0)
            faults.add({place, "id"}, "is 0; allowed are 1 and up");
        else if (!ids.insert(track.id).second)
            faults.add({place, "id"}, fmt::format("is {}, which another track has", track.id));
        checkTrack(faults, place, track, names);
    }
}

void checkSlots(FaultList& faults, const Place& scene, const Scene& value, const Song& song)
{
    const auto tracks = song.tracks.size();
    if (value.slots.size() > tracks)
        faults.add(
            {scene, "slots"}, fmt::format("holds {}; the song has {} tracks", value.slots.size(), tracks));
    for (std::size_t i = 0; i < std::min(value.slots.size(), tracks); ++i) {
        const int slot = value.slots[i];
        if (slot == Scene::kStop || slot == Scene::kKeep || !song.tracks[i])
            continue;
        const auto patterns = song.tracks[i]->slots.size();
        if (slot < 0 || static_cast<std::size_t>(slot) >= patterns)
            faults.add({scene, "slots", i},
                fmt::format("is {}; track {} has {} patterns", slot + 1, i + 1, patterns));
    }
}

void checkScenes(FaultList& faults, const Song& song)
{
    const Place root;
    const std::size_t scenes = song.scenes.size();
    for (std::size_t i = 0; i < scenes; ++i)
        checkSlots(faults, {root, "scenes", i}, song.scenes[i], song);
    for (std::size_t i = 0; i < song.arrangement.size(); ++i) {
        const std::size_t scene = song.arrangement[i].scene;
        if (scene >= scenes)
            faults.add({Place(root, "arrangement", i), "scene"},
                fmt::format("is {}; the song has {} scenes", scene + 1, scenes));
    }
}
}  // namespace

void checkReferences(FaultList& faults, const Song& song)
{
    const Place root;
    faults.count(root, "tracks", song.tracks.size(), kMaxTracks);
    faults.count(root, "scenes", song.scenes.size(), kMaxScenes);
    faults.count(root, "arrangement", song.arrangement.size(), kMaxArrangement);
    faults.count(root, "ports", song.ports.size(), kMaxPorts);
    faults.count(root, "grooves", song.grooves.size(), kMaxGrooves);
    faults.count(root, "scripts", song.scripts.size(), kMaxScripts);
    const Names names {namesOf(faults, "ports", song.ports), namesOf(faults, "grooves", song.grooves)};
    checkPort(faults, {root, "metronome"}, song.metronome.destination.port, names);
    checkTracks(faults, song, names);
    checkScenes(faults, song);
}

}  // namespace clave
