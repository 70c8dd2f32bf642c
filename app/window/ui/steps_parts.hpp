#pragma once

#include "app/window/ui/context.hpp"
#include "app/window/ui/grid_layout.hpp"
#include "app/window/ui/key_event.hpp"

#include <string>

namespace clave {

/// From this width on the inspector has a place of its own.
inline constexpr float kWideWindow = 1100.0F;

// The parts of the Steps screen; a file each.
void drawRuler(Context& ui, const Rect& area, const GridLayout& layout);
void drawGrid(Context& ui, const Rect& area, const GridLayout& layout);
/// What the mouse does on the grid.
void followMouseOnGrid(Context& ui, const Rect& area, const GridLayout& layout);
void drawTrackList(Context& ui, const Rect& area, const GridLayout& layout);
/// \param hasLane  the lane has a place of its own; else a button brings it.
void drawPages(Context& ui, const Rect& area, bool hasLane);
void drawLane(Context& ui, const Rect& area, const Rect& bars, const GridLayout& layout);
void drawInspector(Context& ui, Rect area);
/// \param hasHelp  with the line that says which keys do what.
void drawPiano(Context& ui, Rect area, bool hasHelp);

// The lane, for keys and the inspector too.
struct LaneBar {
    double value = 0.0;
    double least = 0.0;
    double most = 1.0;
    bool isSet = false;  ///< the step has a value of its own here
};
[[nodiscard]] LaneBar laneBar(const UiState& state, const Step& step);
void setLaneBar(const UiState& state, Step& step, double value);
[[nodiscard]] std::string laneValueInWords(const UiState& state, const Step& step);
[[nodiscard]] std::string laneName(const UiState& state, LaneKind kind);
/// Takes back all that the hand has changed since it went down; false when it does nothing.
bool cancelDrag(Context& ui);
/// The wheel turns: other tracks are shown.
void scrollTracks(Context& ui);
/// Arrow keys, while they go to the lane or the inspector: true when taken.
bool laneKey(Context& ui, Special key);
bool inspectorKey(Context& ui, Special key);

}  // namespace clave
