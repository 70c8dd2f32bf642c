#pragma once

#include "app/window/ui/context.hpp"
#include "app/window/ui/key_event.hpp"

#include <string>

namespace clave {

// Buttons and fields by keyboard: one of them has a ring around it. Tab goes on to the next one, arrows to
// the nearest, Enter does what a click does, Esc lets go. On Steps and Scripts, whose arrows have other work,
// Ctrl+Tab begins it. What is open as a list is gone through alone.

/// Called where a control is drawn, each frame, with its name among all of them. \return true when Enter was
/// pressed on it.
[[nodiscard]] bool takesFocus(Context& ui, const std::string& name, const Rect& at);

/// A key that is not typed into a field. \return false when it means something else.
bool focusKey(Context& ui, const KeyEvent& key);

/// Around each frame: what is drawn after beginFocusContent() comes first.
void beginFocusFrame(UiState& state);
void beginFocusContent(UiState& state);
void drawFocusRing(Context& ui);

}  // namespace clave
