#pragma once

#include "app/scripts/scripts_view.hpp"
#include "app/window/ui/context.hpp"
#include "app/window/ui/key_event.hpp"

#include <string>

namespace clave {

// The parts of the Script screen.

/// The one that is looked at; null when there is none.
[[nodiscard]] const ScriptView* chosenScript(const Context& ui);
void chooseScript(Context& ui, const ScriptView& script, ScriptPart part);
/// Its text as it stands in the editor, taken from the file when that is another and nothing was typed here;
/// null before it was read.
[[nodiscard]] ScriptDraft* draftOf(Context& ui, const ScriptView& script);
/// What its file holds, as far as it was read; null before.
[[nodiscard]] const ScriptText* fileTextOf(const Context& ui, const ScriptView& script);
/// It holds something else than its file.
[[nodiscard]] bool isUnsaved(Context& ui, const ScriptView& script);
void saveScript(Context& ui, const ScriptView& script);
/// Shows where the next script went wrong, after the one that is looked at.
void showScriptError(Context& ui);

void drawScriptHead(Context& ui, Rect& area, const ScriptView& script);
void drawScriptEditor(Context& ui, const Rect& area, const ScriptView& script, ScriptDraft& draft);
void drawScriptControls(Context& ui, Rect area, const ScriptView& script);
void drawScriptLog(Context& ui, Rect area);
/// \param script  null: the song has none, and everything is run in the shared namespace.
void drawScriptConsole(Context& ui, Rect area, const ScriptView* script);

/// A key while nothing is typed; true when it took the key.
bool scriptsKey(Context& ui, const KeyEvent& key);
/// A key while something is typed; true when it took the key.
bool scriptTypingKey(Context& ui, const KeyEvent& key);
/// A key that leaves a text that is typed on this screen, to do what it does everywhere.
[[nodiscard]] bool leavesScriptText(const Context& ui, const KeyEvent& key);
bool controlsKey(Context& ui, const KeyEvent& key, const ScriptView& script);
bool consoleTypingKey(Context& ui, const KeyEvent& key);
/// Letters that were typed before a key may come some frames after it: a key that means what is typed waits
/// for so many without one.
inline constexpr int kFramesOfTyping = 3;
/// Counts them down; true when the last one is over.
[[nodiscard]] bool isTypedOut(int& framesLeft, bool hasChanged) noexcept;
/// ImGui takes Esc in a field as taking back all that was typed since it was entered.
[[nodiscard]] bool isEscapeDown();
/// Something of the screen changes by itself with the next frame.
[[nodiscard]] bool areScriptsMoving(const UiState& state) noexcept;

}  // namespace clave
