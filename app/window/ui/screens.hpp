#pragma once

#include "app/window/ui/context.hpp"

#include <span>

namespace clave {

// What fills the middle of the window, one at a time; a file each.
void drawStepsScreen(Context& ui, Rect area);
void drawPatternsScreen(Context& ui, Rect area);
void drawSongScreen(Context& ui, Rect area);
void drawMonitorScreen(Context& ui, Rect area);
void drawSettingsScreen(Context& ui, Rect area);
void drawDevicesScreen(Context& ui, Rect area);
void drawScriptsScreen(Context& ui, Rect area);

/// The buttons that lead to them, in their order.
struct ScreenTab {
    Screen screen;
    const char* action;
    const char* word;
};
[[nodiscard]] std::span<const ScreenTab> screenTabs();

// What stays around it.
void drawTransportBar(Context& ui, Rect area);
void drawNotices(Context& ui, Rect& area);  ///< takes what it needs off the top
void drawStatusBar(Context& ui, Rect area);

/// The open dialog, over everything; nothing when none is open.
void drawDialog(Context& ui, const Rect& window);
/// Opens one, with its field empty and ready to type into.
void openDialog(Context& ui, Dialog dialog);

}  // namespace clave
