#pragma once

#include "core/base/result.hpp"
#include "core/engine/command.hpp"

#include <cstddef>

namespace clave {

// Edits of single steps. A slot that is empty gets a pattern of 16 steps. Each changes the song given, in
// part even when it fails: pass a copy. Thread-safe: yes, on different songs. Realtime-safe: no.

[[nodiscard]] Result<void> edit(Song& song, const ToggleStep& command);
[[nodiscard]] Result<void> edit(Song& song, const SwitchStep& command);
[[nodiscard]] Result<void> edit(Song& song, const SetStep& command);
[[nodiscard]] Result<void> edit(Song& song, const RecordNote& command);
[[nodiscard]] Result<void> edit(Song& song, const ClearStep& command);

/// What a step gets that is switched on and holds nothing: the notes of the nearest step of its pattern that
/// has some, on or off, the earlier of two equally near ones; else of the track's nearest slot; else C3. So
/// whoever paints a kick drum gets kicks. Pitch, velocity and gate are taken over, chance is not.
[[nodiscard]] FixedVector<Note, kMaxNotes> notesToBeginWith(
    const Track& track, std::size_t slot, std::size_t step);

}  // namespace clave
