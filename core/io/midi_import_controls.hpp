#pragma once

#include "core/io/midi_import_parts.hpp"
#include "core/model/pattern.hpp"

#include <cstddef>
#include <vector>

namespace clave::importing {

/// Puts controllers on the steps of a pattern that has its notes: on the step that sounds at the same tick,
/// else on a free one, nudged, else on the last one before.
/// \param controls in order of time, all within the pattern.
/// \param start where the pattern starts.
/// \return how many share a step with others, or come earlier than they were.
std::size_t placeControls(Pattern& pattern, const std::vector<Control>& controls, Tick start);

/// Adds a lock, or gives the lock of that controller the new value. False when there is no room.
bool addLock(Step& step, const Lock& lock);

}  // namespace clave::importing
