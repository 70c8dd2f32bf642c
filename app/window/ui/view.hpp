#pragma once

#include "app/window/ui/context.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace clave {

// How the window looks at the song: which pattern of a track it shows, where the cursor is.

/// The slot shown for a track: the pinned one, else what plays, else the scene's.
[[nodiscard]] std::size_t shownSlot(const Context& ui, std::size_t track);
/// Null when the slot is empty.
[[nodiscard]] const Pattern* shownPattern(const Context& ui, std::size_t track);
/// The same; an empty one where there is none yet.
[[nodiscard]] Pattern shownOrNew(const Context& ui, std::size_t track);
[[nodiscard]] PatternPlace shownPlace(const Context& ui, std::size_t track);
/// The step that plays in the pattern shown; nothing when another one plays, or none.
[[nodiscard]] std::optional<std::size_t> playingStep(const Context& ui, std::size_t track);

/// Where the cursor is, or is about to be: keys that come faster than the session answers count on.
[[nodiscard]] Cursor cursor(const Context& ui);
/// Moves it; the page follows. \param track, step  must exist, or be the first ones of an empty song.
void moveCursor(Context& ui, std::size_t track, std::size_t step);
/// The step at the cursor, or null.
[[nodiscard]] const Step* stepAt(const Context& ui, std::size_t track, std::size_t step);
/// The selection, else the step at the cursor.
[[nodiscard]] Selection selectionOrCursor(const Context& ui);

/// So little height that all gives way to the grid.
[[nodiscard]] bool isShort(const Context& ui);
/// Steps that the grid shows of one track at a time.
[[nodiscard]] std::size_t stepsPerPage(const Context& ui);
[[nodiscard]] std::size_t pageCount(const Context& ui);

/// The color of a track: it stays with the track when tracks are moved.
[[nodiscard]] Color trackColor(const Context& ui, std::size_t track);
/// Its notes carry names: anything but drums.
[[nodiscard]] bool isMelodic(const Track& track) noexcept;

/// "Bass 5: C3 E3, velocity 96, half a step", for the status bar and for who cannot see the grid.
[[nodiscard]] std::string stepInWords(const Context& ui, const Cursor& at);
/// A sentence for the status bar, for some seconds or until something else is done.
void say(Context& ui, std::string sentence);
/// "1/2 step", "2 steps", "tied".
[[nodiscard]] std::string gateInWords(Gate gate);
/// "Always", "1:4", "fill, not first"; short enough for a cell.
[[nodiscard]] std::string conditionInWords(const Condition& condition);
/// That plays now, or would: somebody else's where that is followed.
[[nodiscard]] Tempo tempoNow(const Context& ui);
/// Whether it is ours to change.
[[nodiscard]] bool isTempoOurs(const Context& ui);
/// "3.1.2": bar, beat and sixteenth from 1.
[[nodiscard]] std::string positionInWords(const ClockStatus& status);

}  // namespace clave
