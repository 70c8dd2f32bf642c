#include "app/window/ui/actions.hpp"
#include "app/window/ui/fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/script_words.hpp"
#include "app/window/ui/scripts_parts.hpp"
#include "app/window/ui/shown_path.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {
namespace {
constexpr float kWide = 1000.0F;  // from here on all parts stand side by side
constexpr float kLeastHeight = 240.0F;  // of what does not scroll

void act(Context& ui, const Rect& at, const char* id, const char* words, Face face = Face::Plain)
{
    const Action* const action = findAction(id);
    if (button(ui, id, at, words, face, std::string(action->words)))
        action->run(ui);
}

/// A mark that says the state without color: filled, hollow, a cross, "!" or "?".
void drawMark(Context& ui, const Rect& at, const ScriptView& script)
{
    using State = ScriptView::State;
    auto* const list = ImGui::GetWindowDrawList();
    const float r = ui.px(5);
    const ImVec2 c = at.center();
    const bool isWrong = script.error || script.state == State::Failed || script.state == State::Benched
        || script.state == State::Missing;
    if (isWrong)
        label(ui, at, "!", ui.theme.error, ui.fonts.title, Align::Center);
    else if (script.state == State::AsksTrust)
        label(ui, at, "?", ui.theme.warning, ui.fonts.title, Align::Center);
    else if (script.state == State::Running)
        list->AddCircleFilled(c, r, toImGui(ui.theme.ok));
    else
        list->AddCircle(c, r, toImGui(ui.theme.textQuiet), 0, ui.px(2));
}

void drawList(Context& ui, Rect area, const ScriptView* chosen)
{
    heading(ui, area, "Scripts");
    const Rect buttons = cutBottom(area, ui.px(30));
    act(ui, column(ui, buttons, 0, 2), "script.new", "New\xE2\x80\xA6");
    act(ui, column(ui, buttons, 1, 2), "script.add", "Add\xE2\x80\xA6");
    area.most.y -= ui.px(6);
    const std::string python = pythonInWords(*ui.frame.scripts);
    const float high = paragraphHeight(ui, area.size().x, python, ui.fonts.small);
    const bool hasTrouble = ui.frame.scripts->restarts > 0;
    (void)paragraph(ui, cutBottom(area, high), python, hasTrouble ? ui.theme.warning : ui.theme.textQuiet,
        ui.fonts.small);
    area.most.y -= ui.px(6);
    const auto& scripts = ui.frame.scripts->scripts;
    scrolled(ui, "scripts", area, ui.px(kListRow) * static_cast<float>(scripts.size()), [&](Rect whole) {
        for (const ScriptView& script : scripts) {
            const ListRow row {fmt::format("script.{}", script.name),
                script.name + (isUnsaved(ui, script) ? " \xE2\x80\xA2" : ""), stateInWords(script),
                &script == chosen, [&](const Rect& at) { drawMark(ui, at, script); },
                shownPath(script.file.empty() ? script.path : script.file)};
            if (listRow(ui, whole, row))
                chooseScript(ui, script, ui.state.screens.scripts.part);
        }
    });
}

void drawText(Context& ui, Rect area, const ScriptView& script)
{
    drawScriptHead(ui, area, script);
    if (ScriptDraft* const draft = draftOf(ui, script)) {
        drawScriptEditor(ui, area, script, *draft);
        return;
    }
    const ScriptText* const text = fileTextOf(ui, script);
    (void)paragraph(ui, area, text != nullptr ? text->trouble : "Its text is not there yet.",
        text != nullptr ? ui.theme.warning : ui.theme.textQuiet);
}

void drawRight(Context& ui, Rect area, const ScriptView& script)
{
    const float wanted =
        ui.px(42.0F + 36.0F * static_cast<float>(std::max<std::size_t>(script.controls.size(), 2)));
    Rect top = cutTop(area, std::min(wanted, area.size().y * 0.6F));
    drawScriptControls(ui, top, script);
    area.least.y += ui.px(10);
    drawScriptLog(ui, area);
}

void drawWide(Context& ui, Rect area, const ScriptView& script)
{
    drawRight(ui, cutRight(area, std::clamp(area.size().x * 0.26F, ui.px(260), ui.px(360))), script);
    area.most.x -= ui.px(14);
    drawScriptConsole(ui, cutBottom(area, std::clamp(area.size().y * 0.3F, ui.px(120), ui.px(220))), &script);
    area.most.y -= ui.px(8);
    drawText(ui, area, script);
}

/// One part at a time, chosen above it.
void drawNarrow(Context& ui, Rect area, const ScriptView& script)
{
    ScriptsState& state = ui.state.screens.scripts;
    std::vector<std::string> names;
    std::size_t now = 0;
    for (const ScriptView& other : ui.frame.scripts->scripts) {
        now = &other == &script ? names.size() : now;
        names.push_back(other.name);
    }
    Rect row = nextRow(ui, area, 28.0F);
    Rect left = cutLeft(row, std::min(ui.px(220), row.size().x * 0.4F));
    row.least.x += ui.px(6);
    if (const auto chosen = chooser(ui, "script.chosen", left, "", names, now))
        chooseScript(ui, ui.frame.scripts->scripts[*chosen], state.part);
    if (const auto part = segments(ui, "script.part", row, {"Text", "Knobs", "Console", "Log"},
            static_cast<std::size_t>(state.part)))
        state.part = static_cast<ScriptPart>(*part);
    const float least = ui.px(kLeastHeight);
    const auto draw = [&](Rect whole) {
        if (state.part == ScriptPart::Text)
            drawText(ui, whole, script);
        else if (state.part == ScriptPart::Controls)
            drawScriptControls(ui, whole, script);
        else if (state.part == ScriptPart::Console)
            drawScriptConsole(ui, whole, &script);
        else
            drawScriptLog(ui, whole);
    };
    const bool scrolls =
        area.size().y < least && (state.part == ScriptPart::Text || state.part == ScriptPart::Console);
    if (!scrolls) {
        draw(area);
        return;
    }
    scrolled(ui, "script.whole", area, least, [&](Rect whole) {
        whole.most.x -= ui.px(8);
        draw(whole);
    });
}

/// Without a script: what there could be, and the console all the same.
void drawEmpty(Context& ui, Rect area)
{
    const ScriptsView& scripts = *ui.frame.scripts;
    heading(ui, area, "Scripts");
    const auto say = [&](const std::string& text, Color color) {
        area.least.y += paragraph(ui, area, text, color) + ui.px(8);
    };
    if (!scripts.trouble.empty())
        say(scripts.trouble, ui.theme.warning);
    say("The song has no script yet. A script is a Python file that changes steps as they play, makes notes "
        "of "
        "its own, and has knobs; it is read anew whenever it is saved.",
        ui.theme.textQuiet);
    const Rect row = nextRow(ui, area);
    act(ui, column(ui, row, 0, 3), "script.new", "New script\xE2\x80\xA6", Face::On);
    act(ui, column(ui, row, 1, 3), "script.add", "Add a file\xE2\x80\xA6");
    area.least.y += ui.px(10);
    if (scripts.trouble.empty() && area.size().y > ui.px(140))
        drawScriptConsole(ui, area, nullptr);
}
}  // namespace

void drawScriptsScreen(Context& ui, Rect area)
{
    area = inset(area, ui.px(12));
    if (ui.frame.scripts == nullptr) {
        (void)paragraph(ui, area, "Scripts are switched off in this run of Clave.", ui.theme.textQuiet);
        return;
    }
    const ScriptView* const script = chosenScript(ui);
    const bool isWide = area.size().x >= ui.px(kWide) && area.size().y >= ui.px(420);
    if (script == nullptr) {
        drawEmpty(ui, area);
        return;
    }
    if (!ui.frame.scripts->trouble.empty())
        area.least.y += paragraph(ui, area, ui.frame.scripts->trouble, ui.theme.warning) + ui.px(4);
    if (isWide) {
        drawList(ui, cutLeft(area, ui.px(190)), script);
        area.least.x += ui.px(14);
        drawWide(ui, area, *script);
    } else {
        drawNarrow(ui, area, *script);
    }
}

}  // namespace clave
