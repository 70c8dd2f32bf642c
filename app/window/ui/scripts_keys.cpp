#include "app/window/ui/scripts_parts.hpp"
#include "app/window/ui/view.hpp"

#include <imgui_internal.h>

#include <algorithm>

namespace clave {
namespace {
constexpr int kParts = 4;
constexpr std::size_t kIndent = 4;

bool isPlain(const KeyEvent& key)
{
    return !key.with.ctrl && !key.with.alt;
}

bool isSave(const KeyEvent& key)
{
    return key.letter == 'S' && key.with == Modifiers {true, false, false};
}

void chooseBy(Context& ui, std::ptrdiff_t by)
{
    const auto& scripts = ui.frame.scripts->scripts;
    const auto now = chosenScript(ui) - scripts.data();
    const auto count = static_cast<std::ptrdiff_t>(scripts.size());
    chooseScript(
        ui, scripts[static_cast<std::size_t>((now + by + count) % count)], ui.state.screens.scripts.part);
}

/// Blanks up to the next column that Python indents to. They are typed, so that undo knows them.
void typeIndent(const Context& ui, const ScriptDraft& draft)
{
    const auto column = placeAt(draft.text, ui.state.screens.scripts.editor.cursor).column - 1;
    for (std::size_t i = column % kIndent; i < kIndent; ++i)
        ImGui::GetIO().AddInputCharacter(' ');
}
}  // namespace

const ScriptView* chosenScript(const Context& ui)
{
    if (ui.frame.scripts == nullptr || ui.frame.scripts->scripts.empty())
        return nullptr;
    const auto& scripts = ui.frame.scripts->scripts;
    const auto found = std::ranges::find(scripts, ui.state.screens.scripts.chosen, &ScriptView::name);
    return found != scripts.end() ? &*found : &scripts.front();
}

void chooseScript(Context& ui, const ScriptView& script, ScriptPart part)
{
    ScriptsState& state = ui.state.screens.scripts;
    if (state.chosen != script.name)
        state.control = 0;
    state.chosen = script.name;
    state.part = part;
}

const ScriptText* fileTextOf(const Context& ui, const ScriptView& script)
{
    if (ui.frame.scriptTexts == nullptr)
        return nullptr;
    const auto found = ui.frame.scriptTexts->find(script.name);
    return found != ui.frame.scriptTexts->end() ? &found->second : nullptr;
}

ScriptDraft* draftOf(Context& ui, const ScriptView& script)
{
    auto& drafts = ui.state.screens.scripts.editor.drafts;
    const std::string& key = script.file.empty() ? script.path : script.file;
    const ScriptText* const file = fileTextOf(ui, script);
    const auto found = drafts.find(key);
    if (file == nullptr || !file->trouble.empty())
        return found != drafts.end() ? &found->second : nullptr;
    if (found == drafts.end())
        return &drafts.insert({key, {file->text, file->text}}).first->second;
    ScriptDraft& draft = found->second;
    if (std::exchange(draft.isLeft, false))
        draft.base = file->text;
    if (draft.text == file->text) {
        draft.base = file->text;
    } else if (draft.text == draft.base) {
        draft = {file->text, file->text};
        if (chosenScript(ui) == &script && ui.state.screens.scripts.editor.isTyping)
            ImGui::ClearActiveID();  // ImGui has a copy of what it edits
    }
    return &draft;
}

bool isUnsaved(Context& ui, const ScriptView& script)
{
    const ScriptDraft* const draft = draftOf(ui, script);
    const ScriptText* const file = fileTextOf(ui, script);
    return draft != nullptr && file != nullptr && draft->text != file->text;
}

void saveScript(Context& ui, const ScriptView& script)
{
    if (const ScriptDraft* const draft = draftOf(ui, script))
        ui.asks.wish(wish::ForScripts {wish::SaveScript {script.name, draft->text}});
}

void showScriptError(Context& ui)
{
    ui.state.screen = Screen::Scripts;
    const ScriptView* const now = chosenScript(ui);
    if (now == nullptr)
        return;
    const auto& scripts = ui.frame.scripts->scripts;
    const auto first = static_cast<std::size_t>(now - scripts.data());
    // The one that is looked at comes last.
    for (std::size_t i = 1; i <= scripts.size(); ++i) {
        const ScriptView& script = scripts[(first + i) % scripts.size()];
        if (!script.error && script.state != ScriptView::State::Benched)
            continue;
        chooseScript(ui, script, ScriptPart::Text);
        if (script.error && script.error->line > 0)
            ui.state.screens.scripts.editor.jump = TextPlace {script.error->line, script.error->column};
        return;
    }
    say(ui, "No script has gone wrong.");
}

bool scriptsKey(Context& ui, const KeyEvent& key)
{
    const ScriptView* const script = chosenScript(ui);
    if (script == nullptr)
        return false;
    ScriptsState& state = ui.state.screens.scripts;
    if (isSave(key) && isUnsaved(ui, *script)) {
        saveScript(ui, *script);
        return true;
    }
    if (!isPlain(key))
        return false;
    if (state.part == ScriptPart::Controls && controlsKey(ui, key, *script))
        return true;
    switch (key.special) {
    case Special::Tab:
        state.part = static_cast<ScriptPart>(
            (static_cast<int>(state.part) + (key.with.shift ? kParts - 1 : 1)) % kParts);
        return true;
    case Special::Up:
    case Special::PageUp:
        chooseBy(ui, -1);
        return true;
    case Special::Down:
    case Special::PageDown:
        chooseBy(ui, 1);
        return true;
    case Special::Enter:
        state.editor.wantsKeys = state.part == ScriptPart::Text;
        state.console.wantsKeys = state.part == ScriptPart::Console;
        return true;
    default:
        return false;
    }
}

bool scriptTypingKey(Context& ui, const KeyEvent& key)
{
    ScriptsState& state = ui.state.screens.scripts;
    const bool isShown = ui.state.screen == Screen::Scripts && ui.frame.scripts != nullptr;
    if (!isShown || (!state.editor.isTyping && !state.console.isTyping))
        return false;
    if (key.special == Special::Escape) {
        ImGui::ClearActiveID();
        state.editor.isTyping = state.console.isTyping = false;
        return true;
    }
    if (state.console.isTyping)
        return isPlain(key) && consoleTypingKey(ui, key);
    const ScriptView* const script = chosenScript(ui);
    if (script == nullptr)
        return false;
    if (isSave(key) || (key.special == Special::Enter && key.with.ctrl)) {
        state.editor.saveIn = kFramesOfTyping;
        return true;
    }
    if (key.special == Special::Enter)
        state.editor.newLineIn = kFramesOfTyping;
    if (key.special != Special::Tab || !isPlain(key))
        return false;
    if (const ScriptDraft* const draft = draftOf(ui, *script); draft != nullptr && !key.with.shift)
        typeIndent(ui, *draft);
    return true;
}

bool leavesScriptText(const Context& ui, const KeyEvent& key)
{
    const ScriptsState& state = ui.state.screens.scripts;
    const bool isTyping = state.editor.isTyping || state.console.isTyping;
    const bool isFKey = key.special >= Special::F1 && key.special <= Special::F12;
    const bool isPalette = key.letter == 'K' && key.with == Modifiers {true, false, false};
    return ui.state.screen == Screen::Scripts && isTyping && (isFKey || isPalette);
}

bool isTypedOut(int& framesLeft, bool hasChanged) noexcept
{
    if (framesLeft == 0)
        return false;
    framesLeft = hasChanged ? kFramesOfTyping : framesLeft - 1;
    return framesLeft == 0;
}

bool isEscapeDown()
{
#if IMGUI_VERSION_NUM >= 18700
    return ImGui::IsKeyDown(ImGuiKey_Escape);
#else
    return ImGui::IsKeyDown(ImGui::GetKeyIndex(ImGuiKey_Escape));
#endif
}

bool areScriptsMoving(const UiState& state) noexcept
{
    const ScriptsState& scripts = state.screens.scripts;
    return state.screen == Screen::Scripts
        && (scripts.editor.saveIn > 0 || scripts.console.sendIn > 0 || scripts.editor.wantsKeys
            || scripts.console.wantsKeys || scripts.editor.jump || scripts.typesControl
            || scripts.console.put);
}

}  // namespace clave
