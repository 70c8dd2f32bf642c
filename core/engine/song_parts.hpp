#pragma once

#include "core/base/result.hpp"
#include "core/engine/entry.hpp"
#include "core/model/song.hpp"
#include "core/model/validate.hpp"

#include <cstddef>
#include <vector>

namespace clave {

// What the edits of a song share. A part that is to be changed is replaced by a copy of its own first; the
// rest stays shared with the song before. Errors are whole sentences. Thread-safe: yes, on different songs.
// Realtime-safe: no.

/// "Track 4 does not exist; there are 1." `index` counts from 0.
[[nodiscard]] tl::unexpected<Error> noSuch(const char* thing, std::size_t index, std::size_t count);

/// "Track 4 "Bass" is locked against edits; unlock it first."
[[nodiscard]] tl::unexpected<Error> lockedAgainstEdits(const Track& track, std::size_t index);

/// The first fault as an error.
[[nodiscard]] Result<void> checked(const std::vector<SongFault>& faults);

/// A track of its own to change, in place of the shared one.
[[nodiscard]] Result<Track*> ownTrack(Song& song, std::size_t index);
/// The same; refused while the track is locked against edits.
[[nodiscard]] Result<Track*> ownUnlockedTrack(Song& song, std::size_t index);

/// A pattern of its own to change; where the slot is empty, a new one of 16 steps.
[[nodiscard]] Result<Pattern*> ownPattern(Song& song, const PatternPlace& place);

/// Takes the notes out and switches the step off. Its other values stay, but for expressions that belonged to
/// a note.
void clearNotes(Step& step);

}  // namespace clave
