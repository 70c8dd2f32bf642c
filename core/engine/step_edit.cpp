#include "core/engine/step_edit.hpp"

#include "core/engine/song_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {
namespace {
/// Calls `visit` with the indexes [0, count) in order of their distance from `from`, the lower of two equally
/// far ones first, until it returns true. `from` may lie beyond the end.
template <typename Visit>
bool visitOutwards(std::size_t from, std::size_t count, Visit visit)
{
    for (std::size_t distance = 0; distance < std::max(from + 1, count); ++distance) {
        if (distance <= from && from - distance < count && visit(from - distance))
            return true;
        if (distance != 0 && from + distance < count && visit(from + distance))
            return true;
    }
    return false;
}

Result<Step*> ownStep(Song& song, const PatternPlace& place, std::size_t step)
{
    return ownPattern(song, place).and_then([&](Pattern* pattern) -> Result<Step*> {
        if (step >= pattern->steps.size())
            return noSuch("Step", step, pattern->steps.size());
        return &pattern->steps[step];
    });
}

void switchTo(const Song& song, const PatternPlace& place, std::size_t index, Step& step, bool on)
{
    step.on = on;
    if (on && step.notes.empty() && step.locks.empty())
        step.notes = notesToBeginWith(*song.tracks[place.track], place.slot, index);
}
}  // namespace

FixedVector<Note, kMaxNotes> notesToBeginWith(const Track& track, std::size_t slot, std::size_t step)
{
    FixedVector<Note, kMaxNotes> notes;
    visitOutwards(slot, track.slots.size(), [&](std::size_t s) {
        const Pattern* const pattern = track.slots[s].get();
        return pattern != nullptr && visitOutwards(step, pattern->steps.size(), [&](std::size_t i) {
            notes = pattern->steps[i].notes;
            return !notes.empty();
        });
    });
    for (Note& note : notes)
        note.chance = Note {}.chance;
    if (notes.empty())
        (void)notes.tryPush(Note {});
    return notes;
}

Result<void> edit(Song& song, const ToggleStep& command)
{
    return ownStep(song, command.pattern, command.step).map([&](Step* step) {
        switchTo(song, command.pattern, command.step, *step, !step->on);
    });
}

Result<void> edit(Song& song, const SwitchStep& command)
{
    return ownStep(song, command.pattern, command.step).map([&](Step* step) {
        switchTo(song, command.pattern, command.step, *step, command.on);
    });
}

Result<void> edit(Song& song, const SetStep& command)
{
    if (auto ok = checked(faultsOf(command.value)); !ok)
        return ok;
    return ownStep(song, command.pattern, command.step).map([&](Step* step) { *step = command.value; });
}

Result<void> edit(Song& song, const RecordNote& command)
{
    return ownStep(song, command.pattern, command.step).and_then([&](Step* step) -> Result<void> {
        const auto same = std::ranges::find(step->notes, command.value.pitch, &Note::pitch);
        if (same != step->notes.end())
            *same = command.value;
        else if (!step->notes.tryPush(command.value))
            return fail(fmt::format("A step has at most {} notes.", kMaxNotes));
        step->on = true;
        step->nudge = command.nudge;
        return checked(faultsOf(*step));
    });
}

Result<void> edit(Song& song, const ClearStep& command)
{
    return ownStep(song, command.pattern, command.step).map([](Step* step) { clearNotes(*step); });
}

}  // namespace clave
