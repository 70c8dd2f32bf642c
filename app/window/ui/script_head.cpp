#include "app/window/ui/actions.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/script_words.hpp"
#include "app/window/ui/scripts_parts.hpp"
#include "app/window/ui/widgets.hpp"

#include <imgui_internal.h>

#include <algorithm>

namespace clave {
namespace {
using State = ScriptView::State;

void wish(Context& ui, wish::ForScripts what)
{
    ui.asks.wish(std::move(what));
}

/// A button off the right of a row, as wide as its word.
bool wordButton(
    Context& ui, Rect& row, const char* name, const char* words, Face face, const std::string& tipText)
{
    const Rect at = cutRight(row, textWidth(ui, words) + ui.px(22));
    row.most.x -= ui.px(5);
    return button(ui, name, at, words, face, tipText);
}

void act(Context& ui, Rect& row, const char* id, const char* words, Face face = Face::Plain)
{
    const Action* const action = findAction(id);
    if (wordButton(ui, row, id, words, face, std::string(action->words)))
        action->run(ui);
}

/// A sentence with what can be done about it at its end.
void drawSentence(Context& ui, Rect& area, const std::string& text, Color color, const char* name,
    const char* words, const wish::ForScripts& what)
{
    Rect row {area.least, {area.most.x, area.least.y + ui.px(26)}};
    const bool isClicked = wordButton(ui, row, name, words, Face::Plain, "");
    const float high = paragraph(ui, {{row.least.x, row.least.y + ui.px(3)}, row.most}, text, color);
    area.least.y += std::max(high + ui.px(3), ui.px(26)) + ui.px(4);
    if (isClicked)
        wish(ui, what);
}

/// Both the file and what is typed here have changed.
void drawConflict(Context& ui, Rect& area, const ScriptText& file, ScriptDraft& draft)
{
    Rect row {area.least, {area.most.x, area.least.y + ui.px(26)}};
    if (wordButton(ui, row, "script.takeFile", "Take the file's", Face::Plain, "Forgets what was typed here"))
        draft.text = draft.base = file.text;
    if (wordButton(ui, row, "script.keepMine", "Keep mine", Face::Plain, "Saving then writes over the file"))
        draft.base = file.text;
    label(ui, row, "The file was saved elsewhere, and something was typed here.", ui.theme.warning);
    area.least.y += ui.px(30);
}

void drawSentences(Context& ui, Rect& area, const ScriptView& script)
{
    if (script.state == State::AsksTrust)
        drawSentence(ui, area,
            "It came with the song and has not run here before. What runs can do all that you can: read it, "
            "then let it run.",
            ui.theme.warning, "script.run", "Run", wish::TrustScript {script.name});
    else if (script.state == State::Benched)
        drawSentence(ui, area, script.reason, ui.theme.warning, "script.again", "Try again",
            wish::UnbenchScript {script.name});
    else if (!script.reason.empty())
        area.least.y += paragraph(ui, area, script.reason, ui.theme.warning) + ui.px(4);
    if (!script.error)
        return;
    const Rect at {area.least,
        {area.most.x, area.least.y + paragraphHeight(ui, area.size().x, sentence(*script.error))}};
    ui.rects.note("script.sentence", at);
    ImGui::SetCursorScreenPos(at.least);
    if (ImGui::InvisibleButton("script.sentence", at.clickable()))
        ui.state.screens.scripts.editor.jump = TextPlace {script.error->line, script.error->column};
    tip("Goes to its line");
    (void)paragraph(ui, at, sentence(*script.error), ui.theme.error);
    area.least.y = at.most.y + ui.px(4);
}
}  // namespace

void drawScriptHead(Context& ui, Rect& area, const ScriptView& script)
{
    Rect row = nextRow(ui, area, 28.0F);
    const bool unsaved = isUnsaved(ui, script);
    if (unsaved)
        act(ui, row, "script.save", "Save", Face::On);
    else
        act(ui, row, "script.reload", "Reload");
    ScriptDraft* const draft = draftOf(ui, script);
    const ScriptText* const file = fileTextOf(ui, script);
    if (unsaved && draft != nullptr && file != nullptr
        && wordButton(ui, row, "script.revert", "Revert", Face::Plain, "Back to what the file holds")) {
        draft->text = draft->base = file->text;
        ImGui::ClearActiveID();
    }
    act(ui, row, "script.switch", script.state == State::Off ? "Switch on" : "Off");
    act(ui, row, "script.remove", "Remove");
    label(ui, row, script.name + (unsaved ? " \xE2\x80\xA2 not saved" : ""), ui.theme.text, ui.fonts.title);
    area.least.y += paragraph(ui, area, factsInWords(script, ui.song()), ui.theme.textQuiet, ui.fonts.small);
    area.least.y += ui.px(4);
    drawSentences(ui, area, script);
    if (draft != nullptr && file != nullptr && unsaved && file->text != draft->base)
        drawConflict(ui, area, *file, *draft);
}

}  // namespace clave
