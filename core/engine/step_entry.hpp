#pragma once

#include "core/base/result.hpp"
#include "core/engine/command.hpp"

#include <string>

namespace clave {

/// True for the commands of step-by-step entry that enter something: Enter*.
[[nodiscard]] bool isEntry(const CommandWhat& what) noexcept;

/// What came of one of them.
struct Entered {
    SongPtr song;  ///< the song after it; the same one when nothing in it changed
    std::string label;  ///< for the history: "step in: C3 E3 G3"; empty when there is nothing to undo
};

/// Carries out one command of step-by-step entry: `entry` moves on, and the song after it is returned.
///
/// Refused with one sentence, the cursor staying where it is: while Step in is off, on a track that is locked
/// against edits, in a song without tracks, at the 128th step of a pattern that is to grow, and a tie with
/// nothing to lengthen. A chord whose keys are let go where nothing may be written is forgotten.
/// Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<Entered> enter(Entry& entry, const SongPtr& song, const CommandWhat& what);

}  // namespace clave
