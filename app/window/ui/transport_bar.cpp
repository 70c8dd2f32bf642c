#include "app/sync/open_sync.hpp"
#include "app/window/ui/actions.hpp"
#include "app/window/ui/icons.hpp"
#include "app/window/ui/key_focus.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace clave {
namespace {
/// \param what it is about, for its tip
void act(Context& ui, const Rect& at, const char* id, const std::string& text, Face face = Face::Plain,
    const std::string& what = {})
{
    const Action* const action = findAction(id);
    const auto keys = keysInWords(*action);
    const auto words = std::string(action->words) + (what.empty() ? "" : ": " + what)
        + (keys.empty() ? "" : " (" + keys + ")");
    if (button(ui, id, at, text, face, words))
        action->run(ui);
}

/// A word above, a value below, one button.
bool pair(Context& ui, const Rect& at, const std::string& name, const char* head, const std::string& value,
    Color color)
{
    ui.rects.note(name, at);
    const bool isEntered = takesFocus(ui, name, at);
    ImGui::SetCursorScreenPos(at.least);
    const bool clicked = ImGui::InvisibleButton(name.c_str(), at.clickable()) || isEntered;
    if (ImGui::IsItemHovered())
        box(ui, at, ui.theme.raised);
    Rect text = inset(at, ui.px(5));
    label(ui, cutTop(text, text.size().y * 0.45F), head, ui.theme.textQuiet, ui.fonts.small);
    label(ui, text, value, color);
    return clicked;
}

/// The song's name; where it is wider than its place on two small lines, without the word above it. True when
/// it is clicked.
bool drawName(Context& ui, const Rect& at, const std::string& name)
{
    const bool isModified = ui.frame.edits.modified;
    const Color color = isModified ? ui.theme.warning : ui.theme.text;
    const std::string small = (isModified ? "\xE2\x80\xA2 " : "") + name;
    const Rect inside = inset(at, ui.px(5));
    const float high = paragraphHeight(ui, inside.size().x, small, ui.fonts.small);
    const bool isOneLine = textWidth(ui, name) <= inside.size().x || high > at.size().y;
    const bool clicked = pair(ui, at, "song",
        !isOneLine       ? ""
            : isModified ? "\xE2\x80\xA2 NOT SAVED"
                         : "SONG",
        isOneLine ? name : "", color);
    if (!isOneLine)
        (void)paragraph(
            ui, {{inside.least.x, at.center().y - high / 2.0F}, inside.most}, small, color, ui.fonts.small);
    tip(isModified ? name + ", not saved" : name);
    return clicked;
}

void drawTempo(Context& ui, const Rect& at)
{
    const double bpm = shownBpm(tempoNow(ui), ui.frame.status.sync.kind);
    const bool isOurs = isTempoOurs(ui);
    ValueField field {.name = "tempo",
        .words = "",
        .value = bpm,
        .least = Tempo::kSlowest,
        .most = Tempo::kFastest,
        .step = ImGui::GetIO().KeyShift ? 0.1 : 1.0,
        .fine = 0.01,
        .normal = 120.0,
        .shown = fmt::format("{:.1f}", bpm)};
    if (const auto change = valueField(ui, at, field); change && isOurs)
        ui.asks.command(SetTempo {Tempo::clampedBpm(change->value)}, change->gesture);
    tip(isOurs ? "Tempo: drag, wheel, double click to type, T taps" : "The tempo comes from outside");
}

std::string syncInWords(const Context& ui)
{
    const SyncReport& sync = ui.frame.status.sync;
    if (sync.kind == SyncKind::Internal)
        return "internal";
    return sync.state == SyncReading::State::Waiting ? "waiting" : nameOf(sync.kind);
}

std::string sceneInWords(const Context& ui)
{
    const ClockStatus& status = ui.frame.status;
    const auto& scenes = ui.song().scenes;
    const auto nameOf = [&](int index) {
        const auto at = static_cast<std::size_t>(index);
        return at < scenes.size() && !scenes[at].name.empty() ? scenes[at].name : std::to_string(index + 1);
    };
    std::string words = status.scene < 0 ? (scenes.empty() ? "none" : nameOf(0)) : nameOf(status.scene);
    if (status.queuedScene >= 0 && status.playing && status.queuedScene != status.scene)
        words += " \xE2\x86\x92 " + nameOf(status.queuedScene);
    return words;
}
}  // namespace

std::span<const ScreenTab> screenTabs()
{
    static constexpr std::array<ScreenTab, 7> kTabs {{{Screen::Steps, "screen.steps", "Steps"},
        {Screen::Patterns, "screen.patterns", "Patterns"}, {Screen::Song, "screen.song", "Song"},
        {Screen::Monitor, "screen.monitor", "Monitor"}, {Screen::Settings, "screen.settings", "Settings"},
        {Screen::Devices, "screen.devices", "Devices"}, {Screen::Scripts, "screen.scripts", "Scripts"}}};
    return kTabs;
}

void drawTransportBar(Context& ui, Rect area)
{
    box(ui, area, ui.theme.panel, std::nullopt, 0.0F);
    box(ui, cutBottom(area, ui.px(1)), ui.theme.line, std::nullopt, 0.0F);
    area = inset(area, ui.px(isShort(ui) ? 5.0F : 10.0F));
    const ClockStatus& status = ui.frame.status;
    const auto tabs = screenTabs();
    const auto sized = [&](float width) { return area.size().x < ui.px(width); };
    const float more = 65.0F * static_cast<float>(tabs.size()) - 375.0F;  // than five wide tabs
    const bool isCompact = sized(1255.0F + more);
    const bool isNarrow = sized(1180.0F + more);
    const bool hasScene = !sized(1060.0F + more);
    const bool isTiny = sized(930.0F + more);
    const bool hasMenu = sized(850.0F + more);  // instead of the tabs
    Rect menu = hasMenu ? cutRight(area, ui.px(70)) : Rect {};
    if (hasMenu && button(ui, "menu", menu, "Menu", Face::Plain, "Screens and commands"))
        openDialog(ui, Dialog::Menu);
    const auto next = [&](float width) {
        const Rect at = cutLeft(area, ui.px(width));
        cutLeft(area, ui.px(6));
        return at;
    };
    // What no longer fits is in the menu, or has a key.
    const auto fits = [&](float width) { return area.size().x >= ui.px(width + 6.0F); };
    act(ui, next(isCompact ? 40 : 46), "play",
        status.playing ? iconOr(ui, icon::kStop, "Stop") : iconOr(ui, icon::kPlay, "Play"),
        status.playing ? Face::Good : Face::Plain);
    act(ui, next(isCompact ? 40 : 46), "record", iconOr(ui, icon::kRecord, "Rec"),
        ui.performance().recording.on ? Face::Bad : Face::Plain);
    act(ui, next(isCompact ? 68 : 74), "step-in", "Step in",
        ui.performance().entry.on ? Face::Bad : Face::Plain);
    if (!isTiny)
        act(ui, next(44), "fill", "Fill", ui.performance().fill ? Face::On : Face::Plain);
    drawTempo(ui, next(isCompact ? 66 : 84));
    if (const float wide = isCompact ? 84.0F : 92.0F; fits(wide)) {
        const Rect position = next(wide);
        label(ui, position, positionInWords(status), ui.theme.text, ui.fonts.number, Align::Center);
    }
    // The song's name, and whether it is saved, come before its swing, clock and scene.
    if (!isCompact
        && pair(
            ui, next(66), "swing", "SWING", fmt::format("{:.4g}%", ui.song().swing.percent), ui.theme.text))
        ui.state.screen = Screen::Song;
    if (!isNarrow && pair(ui, next(84), "clock", "CLOCK", syncInWords(ui), ui.theme.text))
        ui.state.screen = Screen::Settings;
    if (hasScene && pair(ui, next(isNarrow ? 96 : 120), "scene", "SCENE", sceneInWords(ui), ui.theme.text))
        ui.state.screen = Screen::Patterns;
    if (fits(32))
        act(ui, next(32), "undo", iconOr(ui, icon::kUndo, "Un"), Face::Plain, ui.frame.edits.undo);
    if (fits(32))
        act(ui, next(32), "redo", iconOr(ui, icon::kRedo, "Re"), Face::Plain, ui.frame.edits.redo);
    for (std::size_t i = tabs.size(); i-- > 0 && !hasMenu;) {
        const Rect at = cutRight(area, ui.px(isTiny ? 59.0F : 62.0F));
        cutRight(area, ui.px(3));
        act(ui, at, tabs[i].action, tabs[i].word, ui.state.screen == tabs[i].screen ? Face::On : Face::Plain);
    }
    cutRight(area, ui.px(6));
    const auto name = ui.song().name.empty() ? std::string("Untitled") : ui.song().name;
    if (area.size().x > ui.px(40) && drawName(ui, area, name))
        findAction("open")->run(ui);
}

}  // namespace clave
