#include "app/window/ui/ui.hpp"

#include "app/window/ui/actions.hpp"
#include "app/window/ui/devices_parts.hpp"
#include "app/window/ui/dialogs.hpp"
#include "app/window/ui/hand.hpp"
#include "app/window/ui/key_focus.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/scripts_parts.hpp"
#include "app/window/ui/steps_parts.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>
#include <imgui_internal.h>

#include <algorithm>
#include <utility>

namespace clave {
namespace {
using namespace std::chrono_literals;
constexpr Nanoseconds kPatience = 20ms;  // for the session to answer a key
constexpr Nanoseconds kReadingTime = 6s;
constexpr int kKeyVelocity = 100;
constexpr int kFramesToTake = 2;  // what was typed into a field that closes

/// A letter as a key of the piano.
void playLetter(Context& ui, const KeyEvent& key)
{
    if (key.repeated)
        return;
    int& held = ui.state.pianoKeys[static_cast<std::size_t>(key.piano)];
    if (key.down) {
        const int pitch = ui.state.octave * 12 + 12 + key.piano;
        if (pitch > 127 || held >= 0)
            return;
        held = pitch;
        pressKey(ui, pitch, kKeyVelocity, key.time);
    } else if (held >= 0) {
        releaseKey(ui, held, key.time);
        held = -1;
    }
}

/// Keys that go to other places, or save: they close the field that is typed into.
bool leavesField(const KeyEvent& key)
{
    const bool isFKey = key.special >= Special::F1 && key.special <= Special::F11;
    return isFKey || (key.with == keys::kCtrl && (key.letter == 'S' || key.letter == 'K'));
}

bool isHeldPiano(const UiState& state, const KeyEvent& key)
{
    return key.piano != KeyEvent::kNoPiano && state.pianoKeys[static_cast<std::size_t>(key.piano)] >= 0;
}

void obey(Context& ui, const KeyEvent& key)
{
    if (!key.down) {
        if (isHeldPiano(ui.state, key))
            playLetter(ui, key);
        return;
    }
    if (key.special == Special::Escape && (cancelDrag(ui) || cancelValueDrag(ui)))
        return;
    // ImGui says only with the next frame that a field has closed.
    const bool isTyping = ImGui::GetIO().WantTextInput && ImGui::IsAnyItemActive();
    if (isTyping && key.special == Special::Enter && !key.repeated)
        enterTyped();
    // Panic and the way out are never far, whatever lies over the window or is typed.
    const bool isQuit = key.letter == 'Q' && key.with == keys::kCtrl;
    if (ui.state.dialog != Dialog::None && !isQuit && dialogKey(ui, key))
        return;
    if (isTyping && ui.state.dialog == Dialog::None && scriptTypingKey(ui, key))
        return;
    const bool isLeaving = isTyping && ui.state.dialog == Dialog::None && leavesScriptText(ui, key);
    if (isLeaving)
        ImGui::ClearActiveID();
    if (isTyping && !isLeaving && ui.state.dialog == Dialog::None && leavesField(key)) {
        ImGui::ClearActiveID();  // the next frame takes what was typed
        ui.state.later = key;
        ui.state.laterIn = kFramesToTake;
        return;
    }
    if ((ui.state.dialog != Dialog::None || (isTyping && !isLeaving)) && key.special != Special::F12
        && !isQuit)
        return;
    ui.state.said.clear();
    if (focusKey(ui, key))
        return;
    if (lettersArePiano(ui) && key.piano != KeyEvent::kNoPiano && !key.with.ctrl && !key.with.alt) {
        playLetter(ui, key);
        return;
    }
    const bool isPlain = key.with == Modifiers {};
    if (isPlain && ui.state.screen == Screen::Steps
        && (laneKey(ui, key.special) || inspectorKey(ui, key.special)))
        return;
    if (ui.state.screen == Screen::Scripts && scriptsKey(ui, key))
        return;
    const Action* const action = actionOf(key, ui);
    if (action == nullptr)
        return;
    if (ui.state.screen != Screen::Steps && isOfGrid(*action))
        say(ui, fmt::format("{}: that is for the grid, and F2 shows it.", action->words));
    else
        action->run(ui);
}

/// A hand that let go of the mouse where nothing is drawn any more that waited for it.
void letGoOfMouse(Context& ui)
{
    UiState& state = ui.state;
    const bool isDown = ImGui::IsMouseDown(0) || ImGui::IsMouseDown(1) || ImGui::IsMouseDown(2);
    if (!ImGui::GetIO().KeyShift) {
        for (const int pitch : std::exchange(state.mouseChord, {}))
            releaseKey(ui, pitch, ui.frame.now);
    }
    if (isDown || state.screen == Screen::Steps)
        return;
    state.drag.what = Drag::What::None;
    if (const int pitch = std::exchange(state.mouseKey, -1); pitch >= 0)
        releaseKey(ui, pitch, ui.frame.now);
}

void setStyle(const Theme& theme, float scale)
{
    ImGuiStyle style;
    style.AntiAliasedLinesUseTex = false;  // the fonts' texture is not smoothed
    style.WindowPadding = {0.0F, 0.0F};
    style.WindowBorderSize = 0.0F;
    style.FrameRounding = style.PopupRounding = style.ChildRounding = 4.0F;
    style.FramePadding = {6.0F, 4.0F};
    style.ScaleAllSizes(scale);
    auto* const colors = style.Colors;
    ImGui::StyleColorsDark(&style);
    colors[ImGuiCol_WindowBg] = toImGuiFloat(theme.background);
    colors[ImGuiCol_ChildBg] = {0.0F, 0.0F, 0.0F, 0.0F};
    colors[ImGuiCol_PopupBg] = toImGuiFloat(theme.panel);
    colors[ImGuiCol_Text] = toImGuiFloat(theme.text);
    colors[ImGuiCol_TextDisabled] = toImGuiFloat(theme.textQuiet);
    colors[ImGuiCol_Border] = toImGuiFloat(theme.edge);
    colors[ImGuiCol_FrameBg] = toImGuiFloat(theme.raised);
    colors[ImGuiCol_FrameBgHovered] = colors[ImGuiCol_FrameBgActive] =
        toImGuiFloat(mixed(theme.raised, theme.text, 0.1));
    colors[ImGuiCol_TextSelectedBg] = toImGuiFloat(mixed(theme.panel, theme.accent, 0.5));
    colors[ImGuiCol_ScrollbarBg] = toImGuiFloat(theme.panel);
    colors[ImGuiCol_ScrollbarGrab] = toImGuiFloat(theme.edge);
    ImGui::GetStyle() = style;
}
}  // namespace

bool Ui::obeyKeys(const UiFrame& frame)
{
    Context ui {frame, state_, asks_, theme_, fonts_, rects_};
    if (state_.wanted && frame.snapshot.performance.entry.cursor == *state_.wanted)
        state_.wanted.reset();
    while (!keys_.empty()) {
        const bool isAnswered = frame.snapshot.serial != serialBefore_ || frame.now - askedAt_ > kPatience;
        if (isAwaiting_ && !isAnswered)
            return true;
        isAwaiting_ = false;
        const KeyEvent key = keys_.front();
        keys_.pop_front();
        const std::size_t before = asks_.commandCount();
        obey(ui, key);
        if (asks_.commandCount() != before) {
            isAwaiting_ = true;
            serialBefore_ = frame.snapshot.serial;
            askedAt_ = frame.now;
        }
    }
    return false;
}

void Ui::draw(const UiFrame& frame)
{
    Context ui {frame, state_, asks_, theme_, fonts_, rects_};
    rects_.beginFrame();
    beginFocusFrame(state_);
    letGoOfMouse(ui);
    setStyle(theme_, state_.scale);
    if (state_.wanted && frame.snapshot.performance.entry.cursor == *state_.wanted)
        state_.wanted.reset();
    if (frame.now - state_.saidAt > kReadingTime)
        state_.said.clear();
    if (!frame.snapshot.song->tracks.empty())
        state_.firstTrack = std::min(state_.firstTrack, frame.snapshot.song->tracks.size() - 1);
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({0.0F, 0.0F});
    ImGui::SetNextWindowSize(size);
    if (fonts_.text != nullptr)
        ImGui::PushFont(fonts_.text);
    ImGui::Begin("clave", nullptr,
        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove
            | ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav
            | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollWithMouse);
    Rect area {{0.0F, 0.0F}, size};
    const Rect window = area;
    drawTransportBar(ui, cutTop(area, ui.px(isShort(ui) ? 46.0F : 62.0F)));
    drawStatusBar(ui, cutBottom(area, ui.px(isShort(ui) ? 24.0F : 28.0F)));
    drawNotices(ui, area);
    letGoOfTwins(ui);
    endLearning(ui);
    beginFocusContent(state_);
    switch (state_.screen) {
    case Screen::Steps:
        drawStepsScreen(ui, area);
        break;
    case Screen::Patterns:
        drawPatternsScreen(ui, area);
        break;
    case Screen::Song:
        drawSongScreen(ui, area);
        break;
    case Screen::Monitor:
        drawMonitorScreen(ui, area);
        break;
    case Screen::Settings:
        drawSettingsScreen(ui, area);
        break;
    case Screen::Devices:
        drawDevicesScreen(ui, area);
        break;
    case Screen::Scripts:
        drawScriptsScreen(ui, area);
        break;
    }
    ImGui::End();
    drawDialog(ui, window);
    drawFocusRing(ui);
    if (state_.later && --state_.laterIn == 0)
        keys_.push_front(*std::exchange(state_.later, std::nullopt));
    if (fonts_.text != nullptr)
        ImGui::PopFont();
    isMoving_ = state_.later || !keys_.empty() || state_.drag.what == Drag::What::Pressed
        || ImGui::GetIO().WantTextInput || isDialogMoving(state_) || areDevicesMoving(ui)
        || areScriptsMoving(state_);
}

}  // namespace clave
