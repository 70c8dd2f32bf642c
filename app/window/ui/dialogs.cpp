#include "app/window/ui/dialogs.hpp"

#include "app/window/ui/fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/widgets.hpp"

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>

namespace clave {
namespace {
// Letters that were typed before Enter may reach ImGui so many frames after it.
constexpr int kFramesOfTyping = 3;
constexpr float kLine = 30.0F;  // of a list

struct Look {
    const char* title;
    ImVec2 size;  // at most, at scale 1
    void (*draw)(Context&, Rect);
    bool hasField = false;
};

Look lookOf(Dialog dialog)
{
    switch (dialog) {
    case Dialog::Palette:
        return {"Commands", {620, 460}, drawPalette, true};
    case Dialog::Help:
        return {"All keys", {960, 700}, drawHelp};
    case Dialog::Open:
        return {"Open a song or a MIDI file", {680, 520}, drawOpenDialog, true};
    case Dialog::SaveAs:
        return {"Save as", {680, 520}, drawSaveAsDialog, true};
    case Dialog::Euclid:
        return {"Euclid: spread hits evenly", {640, 270}, drawEuclidDialog};
    case Dialog::Value:
        return {"Type values", {620, 300}, drawValueDialog, true};
    case Dialog::Notices:
        return {"What there is to know", {620, 360}, drawNoticeList};
    case Dialog::Menu:
        return {"Menu", {420, 330}, drawMenu};
    case Dialog::Learn:
        return {"Learn: what a control does, by touching it", {640, 560}, drawLearnDialog, true};
    case Dialog::AddScript:
        return {"Add a script to the song", {680, 520}, drawAddScriptDialog, true};
    case Dialog::NewScript:
        return {"New script", {680, 520}, drawNewScriptDialog, true};
    case Dialog::StepDetails:
    case Dialog::None:
        break;
    }
    return {"Step", {600, 640}, drawStepDetails};
}

Rect panelOf(const Context& ui, const Rect& window, ImVec2 size)
{
    const float margin = ui.px(16);
    const float width = std::min(ui.px(size.x), window.size().x - 2.0F * margin);
    const float height = std::min(ui.px(size.y), window.size().y - 2.0F * margin);
    const ImVec2 middle = window.center();
    return {{middle.x - width / 2.0F, middle.y - height / 2.0F},
        {middle.x + width / 2.0F, middle.y + height / 2.0F}};
}

/// Scrolls just as far as is needed to see [top, top + height).
void scrollTo(float top, float height)
{
    const float seen = ImGui::GetWindowHeight();
    if (top < ImGui::GetScrollY())
        ImGui::SetScrollY(top);
    else if (top + height > ImGui::GetScrollY() + seen)
        ImGui::SetScrollY(top + height - seen);
}

void drawPanel(Context& ui, const Rect& window)
{
    const Dialog dialog = ui.state.dialog;
    const Look look = lookOf(dialog);
    const Rect panel = panelOf(ui, window, look.size);
    ImGui::GetWindowDrawList()->AddRectFilled(window.least, window.most, toImGui(ui.theme.background, 170));
    box(ui, panel, ui.theme.panel, ui.theme.edge, 6.0F);
    ui.rects.note("dialog", panel);
    const bool isBeside = ImGui::IsWindowHovered() && ImGui::IsMouseClicked(0)
        && !panel.has(ImGui::GetIO().MousePos) && !ui.state.dialogIsNew;
    Rect area = inset(panel, ui.px(14));
    Rect title = cutTop(area, ui.px(30));
    const Rect close = cutRight(title, ui.px(64));
    label(ui, title, look.title, ui.theme.text, ui.fonts.title);
    const bool isClosed = button(ui, "dialog.close", close, "Close", Face::Plain, "Esc");
    area.least.y += ui.px(10);
    look.draw(ui, area);
    if (ui.state.dialog != dialog)
        return;  // what it did opened another one
    if (!look.hasField)
        ui.state.dialogIsNew = false;
    if (isBeside || isClosed)
        closeDialog(ui);
}
}  // namespace

void openDialog(Context& ui, Dialog dialog)
{
    UiState& state = ui.state;
    state.dialog = dialog;
    state.typed.clear();
    state.trouble.clear();
    state.chosen = 0;
    state.dialogIsNew = true;
    DialogState& fresh = state.screens.dialog;
    fresh.enterIn = fresh.lines = 0;
    fresh.chosenSeen = -1;
    fresh.typedBefore.clear();
    fresh.note.clear();
    if (dialog == Dialog::Open || dialog == Dialog::SaveAs || dialog == Dialog::AddScript)
        beginFiles(ui);
    else if (dialog == Dialog::NewScript)
        beginNewScript(ui);
    else if (dialog == Dialog::Value)
        beginValues(ui);
    else if (dialog == Dialog::Euclid)
        beginEuclid(ui);
}

void closeDialog(Context& ui)
{
    ui.state.dialog = Dialog::None;
    ui.state.trouble.clear();
    ImGui::ClearActiveID();  // at once, so that the next key is no letter of its field any more
}

bool isDialogMoving(const UiState& state) noexcept
{
    return state.dialog != Dialog::None && (state.dialogIsNew || state.screens.dialog.enterIn > 0);
}

bool dialogKey(Context& ui, const KeyEvent& key)
{
    if (key.special == Special::F12)
        return false;
    if (!key.down)
        return true;
    DialogState& dialog = ui.state.screens.dialog;
    const auto choose = [&](int to) { ui.state.chosen = std::clamp(to, 0, std::max(dialog.lines - 1, 0)); };
    constexpr int kPage = 8;
    switch (key.special) {
    case Special::Escape:
        closeDialog(ui);
        break;
    case Special::Enter:
        if (!key.repeated)
            dialog.enterIn = kFramesOfTyping;
        break;
    case Special::Up:
        choose(ui.state.chosen - 1);
        break;
    case Special::Down:
        choose(ui.state.chosen + 1);
        break;
    case Special::PageUp:
        choose(ui.state.chosen - kPage);
        break;
    case Special::PageDown:
        choose(ui.state.chosen + kPage);
        break;
    case Special::F1:
        if (ui.state.dialog == Dialog::Help)
            closeDialog(ui);
        else
            openDialog(ui, Dialog::Help);
        break;
    default:
        break;
    }
    return true;
}

bool takeEnter(Context& ui)
{
    DialogState& dialog = ui.state.screens.dialog;
    if (dialog.enterIn == 0)
        return false;
    if (ui.state.typed != dialog.typedBefore)
        dialog.enterIn = kFramesOfTyping;  // letters still come
    else
        --dialog.enterIn;
    return dialog.enterIn == 0;
}

bool dialogField(Context& ui, const Rect& at, const std::string& hint)
{
    UiState& state = ui.state;
    DialogState& dialog = state.screens.dialog;
    const TextFieldLook look(ui, "dialog.text", at);
    if (state.dialogIsNew || (!ImGui::IsAnyItemActive() && !ImGui::IsMouseDown(0)))
        giveKeysToNext();
    // What is typed takes the place of what the field begins with.
    const bool entered = ImGui::InputTextWithHint("##text", hint.c_str(), &state.typed,
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    if (ImGui::IsItemActive())
        state.dialogIsNew = false;
    if (state.typed != dialog.typedBefore)
        state.chosen = 0;
    const bool done = takeEnter(ui) || entered;
    dialog.typedBefore = state.typed;
    if (done) {
        dialog.enterIn = 0;
        // The field begins anew with what the dialog leaves in it.
        if (ImGui::IsItemActive())
            ImGui::ClearActiveID();
        state.dialogIsNew = true;
    }
    return done;
}

void drawDialogNote(Context& ui, const Rect& at)
{
    const bool isTrouble = !ui.state.trouble.empty();
    const auto& words = isTrouble ? ui.state.trouble : ui.state.screens.dialog.note;
    ui.rects.note("dialog.note", at);
    // Smaller where there is little room.
    ImFont* const font = paragraphHeight(ui, at.size().x, words) > at.size().y ? ui.fonts.small : nullptr;
    if (!words.empty())
        (void)paragraph(ui, at, words, isTrouble ? ui.theme.warning : ui.theme.textQuiet, font);
}

std::optional<int> dialogList(Context& ui, const std::string& name, const Rect& at, int lines,
    const std::function<void(const Rect& line, int index)>& drawLine)
{
    UiState& state = ui.state;
    DialogState& dialog = state.screens.dialog;
    const float high = ui.px(kLine);
    dialog.lines = lines;
    state.chosen = std::clamp(state.chosen, 0, std::max(lines - 1, 0));
    std::optional<int> clicked;
    scrolled(ui, name + ".list", at, high * static_cast<float>(lines), [&](const Rect& whole) {
        if (state.chosen != dialog.chosenSeen)
            scrollTo(high * static_cast<float>(state.chosen), high);
        dialog.chosenSeen = state.chosen;
        for (int i = 0; i < lines; ++i) {
            const float top = whole.least.y + high * static_cast<float>(i);
            const Rect line {{whole.least.x, top}, {whole.most.x, top + high - ui.px(2)}};
            if (!ImGui::IsRectVisible(line.least, line.most))
                continue;
            if (button(ui, name + "." + std::to_string(i), line, ""))
                clicked = i;
            if (i == state.chosen)
                box(ui, line, mixed(ui.theme.raised, ui.theme.accent, 0.3), ui.theme.focus);
            drawLine(inset(line, ui.px(5)), i);
        }
    });
    return clicked;
}

void drawDialog(Context& ui, const Rect& window)
{
    if (ui.state.dialog == Dialog::None)
        return;
    constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove
        | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground;
    ImGui::SetNextWindowPos(window.least);
    ImGui::SetNextWindowSize(window.size());
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2 {0.0F, 0.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
    // One window for each kind, so that each that opens comes to the front.
    const std::string name = "##dialog" + std::to_string(static_cast<int>(ui.state.dialog));
    if (ImGui::Begin(name.c_str(), nullptr, kFlags))
        drawPanel(ui, window);
    ImGui::End();
    ImGui::PopStyleVar(2);
}

}  // namespace clave
