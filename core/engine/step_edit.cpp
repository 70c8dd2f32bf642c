#include "core/engine/step_edit.hpp"

#include "core/engine/song_parts.hpp"
#include "core/model/near_notes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {
namespace {
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
        step.notes = notesNear(*song.tracks[place.track], place.slot, index);
}
}  // namespace

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
        if (!step->on)
            clearNotes(*step);  // what was switched off does not come back with what is played
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
