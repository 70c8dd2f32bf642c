#include "core/engine/song_edit.hpp"

#include "core/engine/lane_edit.hpp"
#include "core/engine/song_parts.hpp"
#include "core/engine/step_edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace clave {
namespace {
Result<void> good()
{
    return {};
}

std::uint32_t freshId(const Song& song)
{
    std::uint32_t highest = 0;
    for (const auto& track : song.tracks)
        highest = std::max(highest, track->id);
    return highest + 1;
}

/// Edits of the song, one for each command; what they refer to is checked afterwards, as a whole.
struct Editor {
    Song& song;

    Result<void> operator()(const ToggleStep& c) { return edit(song, c); }
    Result<void> operator()(const SwitchStep& c) { return edit(song, c); }
    Result<void> operator()(const SetStep& c) { return edit(song, c); }
    Result<void> operator()(const RecordNote& c) { return edit(song, c); }
    Result<void> operator()(const ClearStep& c) { return edit(song, c); }
    Result<void> operator()(const SetLane& c) { return edit(song, c); }
    Result<void> operator()(const SetPattern& c)
    {
        if (c.pattern.slot >= kMaxSlots)
            return noSuch("Slot", c.pattern.slot, kMaxSlots);
        if (c.value) {
            if (auto ok = checked(faultsOf(*c.value)); !ok)
                return ok;
        }
        return ownUnlockedTrack(song, c.pattern.track).map([&](Track* track) {
            track->slots.resize(std::max(track->slots.size(), c.pattern.slot + 1));
            track->slots[c.pattern.slot] = c.value;
        });
    }
    Result<void> operator()(const SetTrack& c)
    {
        return ownTrack(song, c.track).and_then([&](Track* track) {
            const auto id = track->id;
            auto slots = std::move(track->slots);
            *track = c.value;
            track->id = id;
            track->slots.clear();
            auto ok = checked(faultsOf(*track));
            track->slots = std::move(slots);
            return ok;
        });
    }
    Result<void> operator()(const InsertTrack& c)
    {
        if (song.tracks.size() >= kMaxTracks)
            return fail(fmt::format("A song has at most {} tracks.", kMaxTracks));
        Track track = c.value;
        const bool isTaken =
            std::ranges::any_of(song.tracks, [&](const auto& t) { return t->id == track.id; });
        if (track.id == 0 || isTaken)
            track.id = freshId(song);
        if (auto ok = checked(faultsOf(track)); !ok)
            return ok;
        const std::size_t at = std::min(c.at, song.tracks.size());
        song.tracks.insert(song.tracks.begin() + static_cast<std::ptrdiff_t>(at),
            std::make_shared<const Track>(std::move(track)));
        for (auto& scene : song.scenes) {
            if (at < scene.slots.size())
                scene.slots.insert(scene.slots.begin() + static_cast<std::ptrdiff_t>(at), Scene::kStop);
        }
        return good();
    }
    Result<void> operator()(const DeleteTrack& c)
    {
        if (c.track >= song.tracks.size())
            return noSuch("Track", c.track, song.tracks.size());
        const auto at = static_cast<std::ptrdiff_t>(c.track);
        song.tracks.erase(song.tracks.begin() + at);
        for (auto& scene : song.scenes) {
            if (c.track < scene.slots.size())
                scene.slots.erase(scene.slots.begin() + at);
        }
        return good();
    }
    Result<void> operator()(const MoveTrack& c)
    {
        const std::size_t count = song.tracks.size();
        if (c.from >= count || c.to >= count)
            return noSuch("Track", std::max(c.from, c.to), count);
        const auto move = [&](auto& list) {
            const auto from = list.begin() + static_cast<std::ptrdiff_t>(c.from);
            const auto to = list.begin() + static_cast<std::ptrdiff_t>(c.to);
            if (from < to)
                std::rotate(from, from + 1, to + 1);
            else
                std::rotate(to, from, from + 1);
        };
        move(song.tracks);
        for (auto& scene : song.scenes) {
            scene.slots.resize(count, Scene::kStop);
            move(scene.slots);
        }
        return good();
    }
    Result<void> operator()(const SetScene& c)
    {
        if (c.scene >= song.scenes.size())
            return noSuch("Scene", c.scene, song.scenes.size());
        song.scenes[c.scene] = c.value;
        return checked(faultsOf(c.value));
    }
    Result<void> operator()(const InsertScene& c)
    {
        const std::size_t at = std::min(c.at, song.scenes.size());
        song.scenes.insert(song.scenes.begin() + static_cast<std::ptrdiff_t>(at), c.value);
        for (auto& entry : song.arrangement) {
            if (entry.scene >= at)
                ++entry.scene;
        }
        return checked(faultsOf(c.value));
    }
    Result<void> operator()(const DeleteScene& c)
    {
        if (c.scene >= song.scenes.size())
            return noSuch("Scene", c.scene, song.scenes.size());
        song.scenes.erase(song.scenes.begin() + static_cast<std::ptrdiff_t>(c.scene));
        std::erase_if(song.arrangement, [&](const auto& entry) { return entry.scene == c.scene; });
        for (auto& entry : song.arrangement) {
            if (entry.scene > c.scene)
                --entry.scene;
        }
        return good();
    }
    Result<void> operator()(const SetMetre& c) { return set(song.metre, c.value, "metre"); }
    Result<void> operator()(const SetSwing& c) { return set(song.swing, c.value, "swing"); }
    Result<void> operator()(const SetScale& c) { return set(song.scale, c.value, "scale"); }
    Result<void> operator()(const SetMetronome& c) { return set(song.metronome, c.value, "metronome"); }
    Result<void> operator()(const SetPorts& c) { return setEach(song.ports, c.value); }
    Result<void> operator()(const SetGrooves& c) { return setEach(song.grooves, c.value); }
    Result<void> operator()(const SetScripts& c) { return setEach(song.scripts, c.value); }
    Result<void> operator()(const SetArrangement& c) { return take(song.arrangement, c.value); }
    Result<void> operator()(const SetTempo& c) { return take(song.tempo, c.value); }
    Result<void> operator()(const SetSongName& c) { return take(song.name, c.value); }
    Result<void> operator()(const SetSeed& c) { return take(song.seed, c.value); }
    Result<void> operator()(const SetChanceAmount& c) { return take(song.chanceAmount, c.value); }
    Result<void> operator()(const ReplaceSong& c)
    {
        if (!c.value)
            return fail("There is no song to open.");
        song = *c.value;
        return checked(faultsOf(song));
    }

    /// For what cannot be wrong by itself, or is checked with the whole.
    template <typename T>
    Result<void> take(T& member, const T& value)
    {
        member = value;
        return good();
    }
    template <typename T>
    Result<void> set(T& member, const T& value, const std::string& name)
    {
        member = value;
        auto faults = faultsOf(value);
        for (SongFault& fault : faults)
            fault.path = name + (fault.path.empty() ? "" : "." + fault.path);
        return checked(faults);
    }
    template <typename T>
    Result<void> setEach(std::vector<T>& member, const std::vector<T>& values)
    {
        member = values;
        for (const auto& value : values) {
            if (auto ok = checked(faultsOf(value)); !ok)
                return ok;
        }
        return good();
    }
};

/// Changes of steps touch nothing that other parts refer to, and are many.
bool areOnlySteps(const CommandWhat& what)
{
    return std::holds_alternative<ToggleStep>(what) || std::holds_alternative<SwitchStep>(what)
        || std::holds_alternative<SetStep>(what) || std::holds_alternative<RecordNote>(what)
        || std::holds_alternative<ClearStep>(what) || std::holds_alternative<SetLane>(what);
}

template <typename T>
constexpr bool kEdits = std::is_invocable_v<Editor&, const T&>;
}  // namespace

bool changesSong(const CommandWhat& what) noexcept
{
    return std::visit([](const auto& c) { return kEdits<std::decay_t<decltype(c)>>; }, what);
}

Result<SongPtr> editedSong(const SongPtr& song, const CommandWhat& what)
{
    auto next = std::make_shared<Song>(*song);
    auto done = std::visit(
        [&](const auto& c) -> Result<void> {
            if constexpr (kEdits<std::decay_t<decltype(c)>>)
                return Editor {*next}(c);
            else
                return fail("Not a change of the song.");
        },
        what);
    if (done && !areOnlySteps(what))
        done = checked(referenceFaultsOf(*next));
    if (!done)
        return tl::unexpected(done.error());
    return next;
}

}  // namespace clave
