#pragma once

#include "app/scripts/ghosts_view.hpp"
#include "app/window/ui/context.hpp"
#include "core/model/pattern.hpp"

namespace clave {

/// How one cell of the grid looks.
struct CellLook {
    const Step* step = nullptr;  ///< null: beyond the pattern's steps
    const GhostStep* ghost = nullptr;  ///< what a script made of it; null: nothing else
    Color color;  ///< of its track
    bool isInWindow = true;  ///< it is played
    bool isSilent = false;  ///< its track is muted, or another one is solo
    bool isOtherBeat = false;
    bool isPlaying = false;
    bool isFired = false;  ///< and it sounds
    bool isHeld = false;  ///< the note of an earlier step lasts into it
    bool isSelected = false;
    bool showsNames = false;  ///< of notes
};

/// The cell itself: fill by velocity, ghost, names, badges, playhead.
void drawCell(Context& ui, const Rect& at, const CellLook& look);
/// The bar below a step that says how long its note lasts. \param until where its row ends, in pixels.
void drawLength(Context& ui, const Rect& at, const CellLook& look, float stepWidth, float until);
/// The brackets around the step that everyone points at.
void drawCursor(Context& ui, const Rect& at, bool isStepIn);

}  // namespace clave
