#pragma once

#include "core/base/result.hpp"
#include "core/engine/entry.hpp"
#include "core/model/song.hpp"

#include <cstddef>
#include <optional>

namespace clave {

// Where step-by-step entry stands, and how it moves. Thread-safe: no. Realtime-safe: no.

/// The steps of the cursor's pattern; where the slot is empty, those that a new pattern would have.
[[nodiscard]] std::size_t stepsAt(const Song& song, const PatternPlace& place);

/// Refused when there is no such place. Forgets what Back would take back, if the cursor moves.
[[nodiscard]] Result<void> setCursor(Entry& entry, const Song& song, const Cursor& cursor);
void setStepIn(Entry& entry, bool on);
[[nodiscard]] Result<void> setEntryOptions(Entry& entry, const Song& song, const EntryOptions& options);

/// Another song: on the first step of its first track.
void beginAnew(Entry& entry);
/// While Step in is on, back to where entry stood when the song was like this; see Undo.
void goBack(Entry& entry, const std::optional<Entry>& then, const Song& song);

/// The keys that are held, and their chord, are forgotten; they write nothing when they go up.
void forgetHeld(Entry& entry);

/// The cursor goes `advance` steps on in the pattern's window, and at its end does what the options say.
/// Beyond the window the pattern's last step is the end.
void moveOn(Entry& entry, const Pattern& pattern);

/// Keeps the cursor at its track, and at a step that exists, when the song changes. When tracks come, go or
/// move, forgets what Back would take back; with the cursor's own track go the keys that are held.
void matchEntry(Entry& entry, const Song& before, const Song& after);

}  // namespace clave
