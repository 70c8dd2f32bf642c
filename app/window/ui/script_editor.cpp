#include "app/window/ui/page.hpp"
#include "app/window/ui/script_text.hpp"
#include "app/window/ui/scripts_parts.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>
#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace clave {
namespace {
constexpr float kSpareLines = 3.0F;  // below the last one
constexpr std::size_t kSpareColumns = 4;

/// Lengths of the text in pixels.
struct Measure {
    float line = 0.0F;
    float letter = 0.0F;
    float gutter = 0.0F;
};

Measure measureOf(std::size_t lines)
{
    Measure measure;
    measure.line = ImGui::GetFontSize();
    measure.letter = ImGui::CalcTextSize("0").x;
    measure.gutter =
        measure.letter * static_cast<float>(std::max<std::size_t>(std::to_string(lines).size(), 3) + 2);
    return measure;
}

constexpr int kToIndent = -1;  // EditorState::newLineIn

/// A new line that was typed is noticed when it is there.
void noticeNewLine(const ImGuiInputTextCallbackData& data, EditorState& state)
{
    const std::string_view text(data.Buf, static_cast<std::size_t>(data.BufTextLen));
    const auto at = static_cast<std::size_t>(std::max(data.CursorPos, 1)) - 1;
    if (state.newLineIn > 0 && text.size() > state.length && text[at] == '\n')
        state.newLineIn = kToIndent;
}

/// And begins where Python wants it. The blanks are typed, so that undo knows them, before what comes next.
void indent(EditorState& state, std::string_view text)
{
    if (state.newLineIn != kToIndent)
        return;
    state.newLineIn = 0;
    auto& letters = ImGui::GetIO().InputQueueCharacters;
    for (const char blank : indentAfter(text, std::max<std::size_t>(state.cursor, 1) - 1))
        letters.insert(letters.begin(), static_cast<ImWchar>(blank));
}

int onText(ImGuiInputTextCallbackData* data)
{
    EditorState& state = *static_cast<EditorState*>(data->UserData);
    if (data->EventFlag != ImGuiInputTextFlags_CallbackAlways)
        return 0;
    const std::string_view text(data->Buf, static_cast<std::size_t>(data->BufTextLen));
    if (state.jump) {
        data->CursorPos = data->SelectionStart = data->SelectionEnd =
            static_cast<int>(offsetOf(text, *state.jump));
        state.jump.reset();
        state.hasMoved = true;
    } else {
        noticeNewLine(*data, state);
    }
    const auto cursor = static_cast<std::size_t>(data->CursorPos);
    state.hasMoved = state.hasMoved || cursor != state.cursor;
    state.cursor = cursor;
    return 0;
}

/// Where the newest error is in this text; nothing when it is in another file, or that line has been changed
/// since.
std::optional<std::size_t> errorLine(const ScriptView& script, std::string_view text)
{
    if (!script.error || script.error->line == 0 || script.error->line > lineCount(text))
        return std::nullopt;
    const auto nameOf = [](const std::string& path) { return std::filesystem::path(path).filename(); };
    if (!script.error->file.empty() && nameOf(script.error->file) != nameOf(script.file))
        return std::nullopt;
    const auto was = stripped(script.error->text);
    if (!was.empty() && was != stripped(lineOf(text, script.error->line)))
        return std::nullopt;
    return script.error->line;
}

void drawErrorMark(Context& ui, const Rect& line, const Measure& measure, const ScriptErrorView& error,
    std::string_view text)
{
    ui.rects.note("script.errorLine", line);
    box(ui, line, mixed(ui.theme.background, ui.theme.error, 0.25), std::nullopt, 0.0F);
    const float from = line.least.x + measure.gutter;
    if (error.column > 0) {
        const auto columns = error.endColumn > error.column ? error.endColumn - error.column : 1U;
        const float x = from + measure.letter * static_cast<float>(error.column - 1);
        const Rect under {
            {x, line.most.y - ui.px(2)}, {x + measure.letter * static_cast<float>(columns), line.most.y}};
        box(ui, under, ui.theme.error, std::nullopt, 0.0F);
    }
    Rect words = line;
    words.least.x = from + measure.letter * static_cast<float>(characterCount(text) + 2);
    label(ui, words, fmt::format("{}: {}", error.type, error.message), ui.theme.error, ui.fonts.small);
}

/// The numbers of the lines that are seen, and what is marked behind the text.
void drawLines(
    Context& ui, const Rect& whole, const Measure& measure, const ScriptView& script, std::string_view text)
{
    const auto wrong = errorLine(script, text);
    const std::size_t count = lineCount(text);
    const auto cursorLine = placeAt(text, ui.state.screens.scripts.editor.cursor).line;
    for (std::size_t number = 1; number <= count; ++number) {
        const float top = whole.least.y + measure.line * static_cast<float>(number - 1);
        const Rect line {{whole.least.x, top}, {whole.most.x, top + measure.line}};
        if (!ImGui::IsRectVisible(line.least, line.most))
            continue;
        const bool isWrong = wrong == number;
        if (isWrong)
            drawErrorMark(ui, line, measure, *script.error, lineOf(text, number));
        Rect gutter = line;
        gutter.most.x = gutter.least.x + measure.gutter - measure.letter;
        const bool isCursor = ui.state.screens.scripts.editor.isTyping && cursorLine == number;
        label(ui, gutter, isWrong ? fmt::format("! {}", number) : std::to_string(number),
            isWrong        ? ui.theme.error
                : isCursor ? ui.theme.text
                           : ui.theme.textQuiet,
            ui.fonts.code, Align::Right);
    }
}

/// Scrolls just as far as is needed to see the cursor and a line around it.
void followCursor(const Measure& measure, std::string_view text, std::size_t cursor)
{
    const TextPlace place = placeAt(text, cursor);
    const float y = measure.line * static_cast<float>(place.line - 1);
    const float x = measure.gutter + measure.letter * static_cast<float>(place.column - 1);
    const ImVec2 seen = ImGui::GetWindowSize();
    if (y - measure.line < ImGui::GetScrollY())
        ImGui::SetScrollY(std::max(y - measure.line, 0.0F));
    else if (y + 3.0F * measure.line > ImGui::GetScrollY() + seen.y)
        ImGui::SetScrollY(y + 3.0F * measure.line - seen.y);
    if (x - measure.gutter < ImGui::GetScrollX())
        ImGui::SetScrollX(std::max(x - measure.gutter, 0.0F));
    else if (x + 4.0F * measure.letter > ImGui::GetScrollX() + seen.x)
        ImGui::SetScrollX(x + 4.0F * measure.letter - seen.x);
}

void pushLook(Context& ui)
{
    ImGui::PushStyleColor(ImGuiCol_FrameBg, ImVec4 {0.0F, 0.0F, 0.0F, 0.0F});
    ImGui::PushStyleColor(ImGuiCol_Text, toImGuiFloat(ui.theme.text));
    ImGui::PushStyleColor(
        ImGuiCol_TextSelectedBg, toImGuiFloat(mixed(ui.theme.raised, ui.theme.accent, 0.6)));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2 {0.0F, 0.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0.0F);
}

void drawField(Context& ui, const Rect& at, const ScriptView& script, ScriptDraft& draft)
{
    EditorState& state = ui.state.screens.scripts.editor;
    const std::string name = "##text" + script.name;
    const ImGuiID id = ImGui::GetID(name.c_str());
    ImGui::SetCursorScreenPos(at.least);
    pushLook(ui);
    if (std::exchange(state.wantsKeys, false))
        giveKeysToNext();
    const bool wasTyping = ImGui::GetActiveID() == id;
    indent(state, draft.text);
    state.length = draft.text.size();
    const std::string before = draft.text;
    ImGui::InputTextMultiline(name.c_str(), &draft.text, at.size(),
        ImGuiInputTextFlags_CallbackAlways | ImGuiInputTextFlags_CallbackCompletion, onText, &state);
    state.isTyping = ImGui::GetActiveID() == id;
    if (wasTyping && !state.isTyping && isEscapeDown())
        draft.text = before;
    if (state.isTyping && !wasTyping)
        ui.state.screens.scripts.part = ScriptPart::Text;
    if (state.newLineIn > 0)
        --state.newLineIn;
    if (isTypedOut(state.saveIn, draft.text != before))
        saveScript(ui, script);
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(3);
}
}  // namespace

void drawScriptEditor(Context& ui, const Rect& area, const ScriptView& script, ScriptDraft& draft)
{
    EditorState& state = ui.state.screens.scripts.editor;
    const bool isChosen = ui.state.screens.scripts.part == ScriptPart::Text;
    box(ui, area, mixed(ui.theme.background, ui.theme.panel, 0.5), isChosen ? ui.theme.focus : ui.theme.line);
    ImGui::PushFont(ui.fonts.code);
    const std::size_t lines = lineCount(draft.text);
    const Measure measure = measureOf(lines);
    const Rect inside = inset(area, ui.px(2));
    const float height = measure.line * (static_cast<float>(lines) + kSpareLines);
    const float wide =
        measure.gutter + measure.letter * static_cast<float>(longestLine(draft.text) + kSpareColumns);
    const float least = inside.size().x - ui.px(14);  // beside the scroll bar
    if (state.jump && !state.wantsKeys && !state.isTyping)
        state.wantsKeys = true;
    scrolled(
        ui, "script.text", inside, std::max(height, inside.size().y - ui.px(2)),
        [&](const Rect& whole) {
            drawLines(ui, whole, measure, script, draft.text);
            Rect field = whole;
            field.least.x += measure.gutter;
            drawField(ui, field, script, draft);
            if (std::exchange(state.hasMoved, false))
                followCursor(measure, draft.text, state.cursor);
        },
        wide > least ? wide : 0.0F);
    ImGui::PopFont();
}

}  // namespace clave
