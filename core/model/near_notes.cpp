#include "core/model/near_notes.hpp"

#include <algorithm>

namespace clave {
namespace {
using Notes = FixedVector<Note, kMaxNotes>;

/// Calls `visit` with the indexes [0, count) in order of their distance from `from`, the lower of two equally
/// far ones first, until it returns true. `from` may lie beyond the end.
template <typename Visit>
bool visitOutwards(std::size_t from, std::size_t count, Visit visit) noexcept
{
    for (std::size_t distance = 0; distance < std::max(from + 1, count); ++distance) {
        if (distance <= from && from - distance < count && visit(from - distance))
            return true;
        if (distance != 0 && from + distance < count && visit(from + distance))
            return true;
    }
    return false;
}

bool findNotes(const Pattern& pattern, std::size_t step, Notes& notes) noexcept
{
    return visitOutwards(step, pattern.steps.size(), [&](std::size_t i) {
        notes = pattern.steps[i].notes;
        return !notes.empty();
    });
}

Notes fresh(Notes notes) noexcept
{
    for (Note& note : notes)
        note.chance = Note {}.chance;
    if (notes.empty())
        (void)notes.tryPush(Note {});
    return notes;
}
}  // namespace

Notes notesNear(const Pattern& pattern, std::size_t step) noexcept
{
    Notes notes;
    findNotes(pattern, step, notes);
    return fresh(notes);
}

Notes notesNear(const Track& track, std::size_t slot, std::size_t step) noexcept
{
    Notes notes;
    visitOutwards(slot, track.slots.size(),
        [&](std::size_t i) { return track.slots[i] && findNotes(*track.slots[i], step, notes); });
    return fresh(notes);
}

}  // namespace clave
