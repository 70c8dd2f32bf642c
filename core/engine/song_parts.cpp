#include "core/engine/song_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace clave {

tl::unexpected<Error> noSuch(const char* thing, std::size_t index, std::size_t count)
{
    return fail(fmt::format("{} {} does not exist; there are {}.", thing, index + 1, count));
}

tl::unexpected<Error> lockedAgainstEdits(const Track& track, std::size_t index)
{
    return fail(
        fmt::format("Track {} \"{}\" is locked against edits; unlock it first.", index + 1, track.name));
}

Result<void> checked(const std::vector<SongFault>& faults)
{
    if (faults.empty())
        return {};
    return fail(sentence(faults.front()) + ".");
}

Result<Track*> ownTrack(Song& song, std::size_t index)
{
    if (index >= song.tracks.size())
        return noSuch("Track", index, song.tracks.size());
    auto own = std::make_shared<Track>(*song.tracks[index]);
    song.tracks[index] = own;
    return own.get();
}

Result<Track*> ownUnlockedTrack(Song& song, std::size_t index)
{
    auto track = ownTrack(song, index);
    if (track && (*track)->editLock)
        return lockedAgainstEdits(**track, index);
    return track;
}

Result<Pattern*> ownPattern(Song& song, const PatternPlace& place)
{
    if (place.slot >= kMaxSlots)
        return noSuch("Slot", place.slot, kMaxSlots);
    return ownUnlockedTrack(song, place.track).map([&](Track* track) {
        auto& slots = track->slots;
        slots.resize(std::max(slots.size(), place.slot + 1));
        const auto& old = slots[place.slot];
        auto own = old ? std::make_shared<Pattern>(*old) : std::make_shared<Pattern>();
        slots[place.slot] = own;
        return own.get();
    });
}

void clearNotes(Step& step)
{
    step.notes.clear();
    step.on = false;
    std::erase_if(step.expressions, [](const Expression& expression) {
        return expression.field == Field::Pitch || expression.field == Field::Velocity
            || expression.field == Field::Gate || expression.field == Field::NoteChance;
    });
}

}  // namespace clave
