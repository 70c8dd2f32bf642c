#pragma once

#include "app/window/ui/context.hpp"
#include "core/engine/entry.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace clave {

// The parts of the Patterns screen; a file each.

/// When and how launches from here take effect.
void drawLaunchBar(Context& ui, Rect area);
/// Tracks down, slots across: a click launches, Ctrl+click looks at one.
void drawPatternMatrix(Context& ui, Rect area);
/// What can be done with the chosen pattern.
void drawPatternButtons(Context& ui, Rect area);
/// The scenes, and what can be done with the chosen one.
void drawScenes(Context& ui, Rect area);

/// The pattern that the buttons are about. The song must have a track.
[[nodiscard]] PatternPlace chosenPattern(const Context& ui);
/// "playing", "queued", or "" for a slot of a track.
[[nodiscard]] std::string slotState(const Context& ui, std::size_t track, std::size_t slot);
/// The first slot of a track behind `after` that is empty; nothing when all are full.
[[nodiscard]] std::optional<std::size_t> freeSlot(const Track& track, std::size_t after);

}  // namespace clave
