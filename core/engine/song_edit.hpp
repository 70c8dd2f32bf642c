#pragma once

#include "core/base/result.hpp"
#include "core/engine/command.hpp"

namespace clave {

/// True for commands that change the song, and so can be undone.
[[nodiscard]] bool changesSong(const CommandWhat& what) noexcept;

/// The song after a command that changes it. Only what is touched is copied; the rest is shared with `song`.
/// Refuses, with one sentence, what is out of range, refers to nothing, or what an edit lock forbids.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] Result<SongPtr> editedSong(const SongPtr& song, const CommandWhat& what);

}  // namespace clave
