#pragma once

#include "core/base/result.hpp"
#include "core/engine/command.hpp"

namespace clave {

// Edits of single steps. A slot that is empty gets a pattern of 16 steps; a step that is switched on and
// holds neither notes nor locks gets the notes near it (core/model/near_notes.hpp). Each changes the song
// given, in part even when it fails: pass a copy. Thread-safe: yes, on different songs. Realtime-safe: no.

[[nodiscard]] Result<void> edit(Song& song, const ToggleStep& command);
[[nodiscard]] Result<void> edit(Song& song, const SwitchStep& command);
[[nodiscard]] Result<void> edit(Song& song, const SetStep& command);
[[nodiscard]] Result<void> edit(Song& song, const RecordNote& command);
[[nodiscard]] Result<void> edit(Song& song, const ClearStep& command);

}  // namespace clave
