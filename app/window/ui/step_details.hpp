#pragma once

#include "app/window/ui/context.hpp"
#include "core/engine/entry.hpp"
#include "core/model/step.hpp"

namespace clave {

// Parts of the dialog about one step. Each takes what it needs off the top of `area`.

/// A line for each note of the chord: pitch, velocity, gate, chance.
void drawNoteRows(Context& ui, Rect& area, const Cursor& at, const Step& step);
/// A line for each locked parameter, and one more to lock.
void drawLockRows(Context& ui, Rect& area, const Cursor& at, const Step& step);

}  // namespace clave
