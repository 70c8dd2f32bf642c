#pragma once

#include "app/window/ui/context.hpp"
#include "app/window/ui/key_event.hpp"

#include <functional>
#include <optional>
#include <string>

namespace clave {

// What lies over the window until Esc, a click beside it, or what it was opened for closes it. It keeps
// everything below from the mouse and the keys. drawDialog() and openDialog() are in screens.hpp.

/// A key while a dialog is open; true when it took the key, which is always but for F12: panic is never far.
bool dialogKey(Context& ui, const KeyEvent& key);
void closeDialog(Context& ui);
/// Enter is on its way: draw again soon, though nothing comes in.
[[nodiscard]] bool isDialogMoving(const UiState& state) noexcept;

/// The dialog's one text field, over UiState::typed. \returns true when Enter says that it is complete.
bool dialogField(Context& ui, const Rect& at, const std::string& hint);
/// The dialog's list, of which UiState::chosen is marked and kept in view. \returns the line that was
/// clicked.
std::optional<int> dialogList(Context& ui, const std::string& name, const Rect& at, int lines,
    const std::function<void(const Rect& line, int index)>& drawLine);
/// The line that says why what is typed cannot be done, or what Enter will do.
void drawDialogNote(Context& ui, const Rect& at);
/// Enter without a text field: true once.
[[nodiscard]] bool takeEnter(Context& ui);

// The dialogs; a file each. All draw into what is left of the panel below its title.
void drawPalette(Context& ui, Rect area);
void drawHelp(Context& ui, Rect area);
void drawOpenDialog(Context& ui, Rect area);
void drawSaveAsDialog(Context& ui, Rect area);
void drawAddScriptDialog(Context& ui, Rect area);
void drawNewScriptDialog(Context& ui, Rect area);
void drawValueDialog(Context& ui, Rect area);
void drawEuclidDialog(Context& ui, Rect area);
void drawStepDetails(Context& ui, Rect area);
void drawLearnDialog(Context& ui, Rect area);
void drawNoticeList(Context& ui, Rect area);
void drawMenu(Context& ui, Rect area);

// What they begin with.
void beginFiles(Context& ui);
void beginValues(Context& ui);
void beginEuclid(Context& ui);
void beginNewScript(Context& ui);

}  // namespace clave
