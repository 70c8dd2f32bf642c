#pragma once

#include "app/scripts/ghosts_view.hpp"
#include "app/window/ui/cell.hpp"
#include "app/window/ui/context.hpp"
#include "core/model/step.hpp"

#include <cstddef>
#include <string>

namespace clave {

// What scripts made of the steps that are shown, beside what is written there.

/// All ghosts of the pattern that is shown; null when there are none, or nobody wants to see them.
[[nodiscard]] const GhostSteps* shownGhosts(const Context& ui, std::size_t track);
/// The ghost of one of its steps; null when what is written was played. \param written null: nothing is.
[[nodiscard]] const GhostStep* ghostOf(
    const GhostSteps* ghosts, std::size_t index, const Step* written) noexcept;
/// A step as a script played it.
[[nodiscard]] Step printed(const GhostStep& ghost, const Step& written);

/// "script: A3 C4, velocity 90; written: rest"; empty without a ghost.
[[nodiscard]] std::string ghostInWords(const Context& ui, std::size_t track, std::size_t step);

/// All ghosts of the pattern at the cursor become plain steps of it: one step of undo.
void printGhosts(Context& ui);

/// A dashed outline as high as the ghost is loud, over whatever is written; a rest is a dashed cross.
void drawGhost(Context& ui, const Rect& at, const CellLook& look, const GhostStep& ghost);

}  // namespace clave
