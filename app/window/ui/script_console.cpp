#include "app/window/ui/fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/scripts_parts.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>
#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>

namespace clave {
namespace {
constexpr std::size_t kMostHistory = 200;
constexpr std::size_t kMostOffered = 12;

int onTyped(ImGuiInputTextCallbackData* data)
{
    ConsoleState& state = *static_cast<ConsoleState*>(data->UserData);
    if (data->EventFlag != ImGuiInputTextFlags_CallbackAlways)
        return 0;
    if (state.put) {
        data->DeleteChars(0, data->BufTextLen);
        data->InsertChars(0, state.put->c_str());
        data->SelectionStart = data->SelectionEnd = data->CursorPos;
        state.put.reset();
    }
    state.cursor = static_cast<std::size_t>(data->CursorPos);
    return 0;
}

std::string commonStart(const std::vector<std::string>& words)
{
    std::string common = words.front();
    for (const auto& word : words) {
        const auto [mine, others] = std::ranges::mismatch(common, word);
        common.erase(mine, common.end());
    }
    return common;
}

/// An answer to what was asked when Tab was pressed; an old one is of no use any more.
void takeCompletion(Context& ui)
{
    ConsoleState& state = ui.state.screens.scripts.console;
    const CompletionView& answer = ui.frame.scripts->completion;
    if (!state.completionBefore || answer.id == *state.completionBefore)
        return;
    state.completionBefore.reset();
    state.offered.clear();
    if (state.typed != state.completionFor || answer.words.empty() || answer.start > state.completionCursor)
        return;
    const auto begun = state.completionFor.substr(answer.start, state.completionCursor - answer.start);
    const auto common = commonStart(answer.words);
    if (answer.words.size() == 1 || common.size() > begun.size())
        state.put = state.completionFor = state.completionFor.substr(0, answer.start) + common
            + state.completionFor.substr(state.completionCursor);
    if (answer.words.size() > 1)
        state.offered = answer.words;
}

void send(Context& ui, const ScriptView* script)
{
    ConsoleState& state = ui.state.screens.scripts.console;
    if (stripped(state.typed).empty())
        return;
    const bool isShared = state.isShared || script == nullptr;
    ui.asks.wish(wish::ForScripts {wish::Evaluate {isShared ? "" : script->name, state.typed}});
    if (state.history.empty() || state.history.back() != state.typed)
        state.history.push_back(state.typed);
    if (state.history.size() > kMostHistory)
        state.history.erase(state.history.begin());
    state.at = state.history.size();
    state.unsent.clear();
    state.offered.clear();
    state.put = "";
    if (!state.isTyping)
        state.typed.clear();
}

/// One line of what was said: who said it, and what.
struct Line {
    std::string text;
    Color color;
    bool isAsked = false;
};

std::vector<Line> linesOf(const Context& ui)
{
    std::vector<Line> lines;
    for (const ConsoleEntry& entry : ui.frame.scripts->console) {
        lines.push_back({fmt::format("{}> {}", entry.script, entry.asked), ui.theme.textQuiet, true});
        if (!entry.isDone)
            lines.push_back({"\xE2\x80\xA6", ui.theme.textQuiet});
        std::string_view rest = entry.answer;
        while (!rest.empty()) {
            const auto end = std::min(rest.find('\n'), rest.size());
            lines.push_back(
                {std::string(rest.substr(0, end)), entry.isOk ? ui.theme.text : ui.theme.warning});
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return lines;
}

void drawAnswers(Context& ui, const Rect& area)
{
    ConsoleState& state = ui.state.screens.scripts.console;
    const auto lines = linesOf(ui);
    const float width = area.size().x - ui.px(14);
    const float gap = ui.px(2);
    float height = 0.0F;
    for (const Line& line : lines)
        height += paragraphHeight(ui, width, line.text, ui.fonts.code) + gap;
    scrolled(ui, "console.answers", area, height, [&](const Rect& whole) {
        float y = whole.least.y;
        for (const Line& line : lines) {
            const float high = paragraphHeight(ui, width, line.text, ui.fonts.code) + gap;
            const Rect at {{whole.least.x, y}, {whole.least.x + width, y + high}};
            if (ImGui::IsRectVisible(at.least, at.most))
                (void)paragraph(ui, at, line.text, line.color, ui.fonts.code);
            y += high;
        }
        // What is new is seen.
        if (lines.size() != state.entriesSeen)
            ImGui::SetScrollY(height);
        state.entriesSeen = lines.size();
    });
}

void drawOffered(Context& ui, const Rect& above)
{
    const ConsoleState& state = ui.state.screens.scripts.console;
    if (state.offered.empty())
        return;
    std::string text;
    for (std::size_t i = 0; i < std::min(state.offered.size(), kMostOffered); ++i)
        text += (i == 0 ? "" : "   ") + state.offered[i];
    if (state.offered.size() > kMostOffered)
        text += fmt::format("   and {} more", state.offered.size() - kMostOffered);
    const float high = paragraphHeight(ui, above.size().x - ui.px(12), text, ui.fonts.code) + ui.px(8);
    const Rect at {{above.least.x, above.most.y - high}, above.most};
    box(ui, at, ui.theme.raised, ui.theme.edge);
    ui.rects.note("console.offered", at);
    (void)paragraph(ui, inset(at, ui.px(5)), text, ui.theme.text, ui.fonts.code);
}

bool isEnterDown()
{
#if IMGUI_VERSION_NUM >= 18700
    return ImGui::IsKeyDown(ImGuiKey_Enter);
#else
    return ImGui::IsKeyDown(ImGui::GetKeyIndex(ImGuiKey_Enter));
#endif
}

void drawInput(Context& ui, const Rect& at, const ScriptView* script)
{
    ConsoleState& state = ui.state.screens.scripts.console;
    const ImGuiID id = ImGui::GetID("##console");
    const bool wasTyping = ImGui::GetActiveID() == id;
    const std::string before = state.typed;
    if (!wasTyping && state.put)
        state.typed = *std::exchange(state.put, std::nullopt);
    {
        ImGui::PushFont(ui.fonts.code);
        const TextFieldLook look(ui, "console.text", at);
        if (std::exchange(state.wantsKeys, false))
            giveKeysToNext();
        ImGui::InputTextWithHint("##console", "Python, at once: song.tempo", &state.typed,
            ImGuiInputTextFlags_CallbackAlways | ImGuiInputTextFlags_CallbackCompletion
                | ImGuiInputTextFlags_NoUndoRedo,
            onTyped, &state);
        ImGui::PopFont();
    }
    state.isTyping = ImGui::GetActiveID() == id;
    if (state.isTyping)
        ui.rects.note("console.typing", at);
    else if (wasTyping && isEnterDown())
        state.wantsKeys = true;  // it was on its way when it opened the field, and ImGui closes that with it
    if (wasTyping && !state.isTyping && isEscapeDown())
        state.typed = before;
    if (state.isTyping && !wasTyping)
        ui.state.screens.scripts.part = ScriptPart::Console;
    if (state.typed != before && !state.offered.empty() && state.typed != state.completionFor)
        state.offered.clear();
    if (isTypedOut(state.sendIn, state.typed != before)) {
        send(ui, script);
        state.wantsKeys = true;  // Enter may have closed the field
    }
}
}  // namespace

void drawScriptConsole(Context& ui, Rect area, const ScriptView* script)
{
    ConsoleState& state = ui.state.screens.scripts.console;
    Rect title = cutTop(area, ui.px(28));
    if (script != nullptr) {
        const auto width = std::min(ui.px(250), title.size().x * 0.6F);
        if (const auto where = segments(ui, "console.where", cutRight(title, width),
                {"In " + script->name, "Shared"}, state.isShared ? 1 : 0))
            state.isShared = *where == 1;
    }
    title.most.x -= ui.px(6);
    label(ui, title, "Console", ui.theme.text, ui.fonts.title);
    area.least.y += ui.px(4);
    takeCompletion(ui);
    Rect row = cutBottom(area, ui.px(32));
    area.most.y -= ui.px(4);
    const Rect run = cutRight(row, ui.px(60));
    row.most.x -= ui.px(6);
    box(ui, area, mixed(ui.theme.background, ui.theme.panel, 0.5),
        ui.state.screens.scripts.part == ScriptPart::Console ? ui.theme.focus : ui.theme.line);
    drawAnswers(ui, inset(area, ui.px(6)));
    drawOffered(ui, area);
    drawInput(ui, row, script);
    if (button(ui, "console.run", run, "Run", Face::Plain, "Enter"))
        send(ui, script);
}

bool consoleTypingKey(Context& ui, const KeyEvent& key)
{
    ConsoleState& state = ui.state.screens.scripts.console;
    const auto recall = [&](std::size_t at) {
        if (state.at == state.history.size())
            state.unsent = state.typed;
        state.at = at;
        state.put = at < state.history.size() ? state.history[at] : state.unsent;
    };
    switch (key.special) {
    case Special::Enter:
        if (!key.repeated)
            state.sendIn = kFramesOfTyping;
        return true;
    case Special::Up:
        state.at = std::min(state.at, state.history.size());
        if (state.at > 0)
            recall(state.at - 1);
        return true;
    case Special::Down:
        if (state.at < state.history.size())
            recall(state.at + 1);
        return true;
    case Special::Tab: {
        const ScriptView* const script = chosenScript(ui);
        const bool isShared = state.isShared || script == nullptr;
        state.completionBefore = ui.frame.scripts == nullptr ? 0 : ui.frame.scripts->completion.id;
        state.completionFor = state.typed;
        state.completionCursor = std::min(state.cursor, state.typed.size());
        ui.asks.wish(wish::ForScripts {
            wish::Complete {isShared ? "" : script->name, state.typed, state.completionCursor}});
        return true;
    }
    default:
        return false;
    }
}

}  // namespace clave
