#pragma once

#include "app/window/ui/context.hpp"

#include <cstdint>
#include <functional>

namespace clave {

// Changes of several steps as one: each is one step of undo, unless a gesture is given. Labels are literals,
// for the history.

/// Changes every step of the selection that exists.
void editSteps(Context& ui, std::string_view label, const Selection& selection,
    const std::function<void(Step&)>& change, std::uint64_t gesture = 0);
/// The selection's steps, else the one at the cursor.
void editSteps(
    Context& ui, std::string_view label, const std::function<void(Step&)>& change, std::uint64_t gesture = 0);
/// Changes whole patterns of the selected tracks; each is given the steps that are selected, [first, last),
/// or all of its own when nothing is.
void editPatterns(Context& ui, std::string_view label,
    const std::function<Pattern(const Pattern& pattern, std::size_t first, std::size_t last)>& change);
/// Changes a track without its patterns.
void editTrack(
    Context& ui, std::string_view label, std::size_t track, const std::function<void(Track&)>& change);

void copySteps(Context& ui);
/// At the cursor, over what is there.
void pasteSteps(Context& ui);
void clearSteps(Context& ui, std::string_view label = "clear");
/// What is selected once more right behind it.
void duplicateSteps(Context& ui);

void shiftPitch(Context& ui, int semitones);
void shiftVelocity(Context& ui, int amount);
void shiftGate(Context& ui, int eighths);
void shiftNudge(Context& ui, int percent);

}  // namespace clave
