#pragma once

#include "core/model/track.hpp"

#include <cstddef>

namespace clave {

// What a step gets that is switched on and holds nothing, so that whoever paints a kick drum gets kicks: the
// notes of the nearest step that has some, on or off, the earlier of two equally near ones. Pitch, velocity
// and gate are taken over, chance is not. Never empty: with no notes anywhere, C3 at velocity 100.
// Thread-safe: yes. Realtime-safe: yes.

/// From the same pattern.
[[nodiscard]] FixedVector<Note, kMaxNotes> notesNear(const Pattern& pattern, std::size_t step) noexcept;
/// From the same pattern, else from that of the nearest slot that has notes.
[[nodiscard]] FixedVector<Note, kMaxNotes> notesNear(
    const Track& track, std::size_t slot, std::size_t step) noexcept;

}  // namespace clave
