#include "app/window/ui/actions.hpp"
#include "app/window/ui/hand.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/steps_parts.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"
#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace clave {
namespace {
constexpr int kWhiteKeys = 22;  // three octaves and one
constexpr std::array<int, 7> kWhiteSteps {0, 2, 4, 5, 7, 9, 11};
constexpr std::array<bool, 7> kHasBlack {true, true, false, true, true, true, false};

int whitePitch(int base, int number)
{
    return base + number / 7 * 12 + kWhiteSteps[static_cast<std::size_t>(number % 7)];
}

void playKey(Context& ui, int pitch, int velocity)
{
    int& held = ui.state.mouseKey;
    if (held == pitch)
        return;
    auto& chord = ui.state.mouseChord;
    if (held >= 0 && ImGui::GetIO().KeyShift)
        chord.push_back(held);  // until Shift is let go
    else if (held >= 0)
        releaseKey(ui, held, ui.frame.now);
    held = std::ranges::find(chord, pitch) == chord.end() ? pitch : -1;
    if (held >= 0)
        pressKey(ui, pitch, velocity, ui.frame.now);
}

void drawKeys(Context& ui, const Rect& area)
{
    const int base = ui.state.octave * 12 + 12;
    const float width = area.size().x / kWhiteKeys;
    ImGui::SetCursorScreenPos(area.least);
    ImGui::InvisibleButton("piano", area.clickable());
    const bool isActive = ImGui::IsItemActive();
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    int under = -1;
    auto* const list = ImGui::GetWindowDrawList();
    const Cursor at = cursor(ui);
    const Step* const step = ui.song().tracks.empty() ? nullptr : stepAt(ui, at.pattern.track, at.step);
    const auto isInStep = [&](int pitch) {
        return step != nullptr && step->on
            && std::ranges::any_of(step->notes, [pitch](const Note& note) { return note.pitch == pitch; });
    };
    const auto draw = [&](const Rect& key, int pitch, Color plain, Color ink) {
        if (pitch > 127)
            return;
        ui.rects.note(fmt::format("key.{}", pitch), key);
        const bool isHeld = ui.frame.keysHeld[static_cast<std::size_t>(pitch)];
        box(ui, key, isHeld ? ui.theme.accent : plain, ui.theme.background, 2.0F);
        if (isInStep(pitch))
            list->AddCircleFilled({key.center().x, key.most.y - ui.px(10)}, ui.px(4),
                toImGui(isHeld ? ui.theme.textOnColor : ink));
        if (key.has(mouse))
            under = pitch;
    };
    const Color white {214, 219, 228};
    const Color black {20, 22, 27};
    for (int i = 0; i < kWhiteKeys; ++i) {
        const int pitch = whitePitch(base, i);
        const Rect key {{area.least.x + width * static_cast<float>(i), area.least.y},
            {area.least.x + width * static_cast<float>(i + 1), area.most.y}};
        draw(key, pitch, white, black);
        if (pitch % 12 == 0 && pitch <= 127) {
            Rect name = key;
            name.least.y = name.most.y - ui.px(34);
            name.most.y -= ui.px(16);
            label(ui, name, noteName(pitch), black, ui.fonts.small, Align::Center);
        }
    }
    for (int i = 0; i + 1 < kWhiteKeys; ++i) {
        if (!kHasBlack[static_cast<std::size_t>(i % 7)])
            continue;
        const float x = area.least.x + width * static_cast<float>(i + 1);
        draw({{x - width * 0.3F, area.least.y}, {x + width * 0.3F, area.least.y + area.size().y * 0.58F}},
            whitePitch(base, i) + 1, black, white);
    }
    const float loudness = std::clamp((mouse.y - area.least.y) / area.size().y, 0.0F, 1.0F);
    playKey(ui, isActive ? under : -1, 40 + static_cast<int>(loudness * 87.0F));
}

std::string hint(const Context& ui)
{
    if (ui.performance().entry.on)
        return "Z S X D C \xE2\x80\xA6, a MIDI keyboard or the keys above enter notes \xE2\x80\xA2 "
               "Shift+click a "
               "chord \xE2\x80\xA2 Tab rest "
               "\xE2\x80\xA2 ' tie \xE2\x80\xA2 Enter skip \xE2\x80\xA2 "
               "Backspace back \xE2\x80\xA2 [ ] octave \xE2\x80\xA2 Esc done";
    if (ui.state.keysPlay)
        return "Z S X D C \xE2\x80\xA6 Q 2 W 3 E \xE2\x80\xA6 play \xE2\x80\xA2 [ ] octave \xE2\x80\xA2 Esc "
               "done";
    return "Click a cell, or press R and play \xE2\x80\xA2 Enter step on, off \xE2\x80\xA2 Shift+Up, Down "
           "pitch \xE2\x80\xA2 Ctrl+Up, Down velocity \xE2\x80\xA2 "
           "V type values \xE2\x80\xA2 F1 all keys";
}

/// What has a key in Step in, for the mouse.
void drawStepInButtons(Context& ui, Rect& line)
{
    constexpr std::array<std::pair<const char*, const char*>, 4> kButtons {{{"step-in.rest", "Rest"},
        {"step-in.tie", "Tie"}, {"step-in.skip", "Skip"}, {"step-in.back", "Back"}}};
    for (const auto& [id, word] : kButtons) {
        const Action& action = *findAction(id);
        if (button(ui, id, cutLeft(line, ui.px(50)), word, Face::Plain, std::string(action.words)))
            action.run(ui);
        cutLeft(line, ui.px(6));
    }
    cutLeft(line, ui.px(6));
}

/// As many of its parts as fit whole.
void drawHint(Context& ui, const Rect& at)
{
    std::string text = hint(ui);
    while (textWidth(ui, text, ui.fonts.small) > at.size().x) {
        const auto part = text.rfind(" \xE2\x80\xA2 ");
        if (part == std::string::npos)
            break;
        text.erase(part);
    }
    label(ui, at, text, ui.performance().entry.on ? ui.theme.text : ui.theme.textQuiet, ui.fonts.small);
}
}  // namespace

void drawPiano(Context& ui, Rect area, bool hasHelp)
{
    box(ui, area, ui.theme.panel, std::nullopt, 0.0F);
    area = inset(area, ui.px(6));
    area.least.x += ui.px(6);
    if (hasHelp) {
        const bool isStepIn = ui.performance().entry.on;
        Rect line = cutBottom(area, ui.px(isStepIn ? 24.0F : 20.0F));
        if (isStepIn)
            drawStepInButtons(ui, line);
        drawHint(ui, line);
    }
    Rect left = cutLeft(area, ui.px(202));
    cutLeft(area, ui.px(4));
    Rect down = cutLeft(left, ui.px(30));
    const float top = left.center().y - ui.px(14);
    const auto sized = [&](Rect at) { return Rect {{at.least.x, top}, {at.most.x, top + ui.px(28)}}; };
    if (button(ui, "octave.down", sized(down), "-", Face::Plain, "An octave lower"))
        ui.state.octave = std::max(ui.state.octave - 1, 0);
    const Rect name = cutLeft(left, ui.px(78));
    label(ui, sized(name), fmt::format("from {}", noteName(ui.state.octave * 12 + 12)), ui.theme.text,
        nullptr, Align::Center);
    if (button(ui, "octave.up", sized(cutLeft(left, ui.px(30))), "+", Face::Plain, "An octave higher"))
        ui.state.octave = std::min(ui.state.octave + 1, 9);
    cutLeft(left, ui.px(6));
    const bool play = lettersArePiano(ui);
    if (button(ui, "keys-play", sized(left), "Keys", play ? Face::On : Face::Plain,
            "The computer's keys play (K)"))
        ui.state.keysPlay = !ui.state.keysPlay;
    Rect options = area;
    const bool hasOptions = ui.performance().entry.on && area.size().x > ui.px(380);
    if (hasOptions)
        options = cutRight(area, ui.px(250));
    area.most.x = std::min(area.most.x, area.least.x + ui.px(640));
    drawKeys(ui, area);
    if (!hasOptions)
        return;
    const EntryOptions& entry = ui.performance().entry.options;
    options = inset(options, ui.px(4));
    Rect by = cutTop(options, options.size().y / 2.0F);
    const auto change = valueField(ui, inset(by, ui.px(1)),
        {.name = "advance",
            .words = "Go on by",
            .value = static_cast<double>(entry.advance),
            .least = 1.0,
            .most = static_cast<double>(EntryOptions::kMostAdvance),
            .step = 1.0,
            .normal = 1.0,
            .shown = fmt::format("{} step{}", entry.advance, entry.advance == 1 ? "" : "s")});
    if (change) {
        EntryOptions changed = entry;
        changed.advance = static_cast<std::uint8_t>(change->value);
        ui.asks.command(SetEntryOptions {changed});
    }
    constexpr std::array<const char*, 3> kEnds {"Go round", "Stop at end", "Grow"};
    Rect right = options;
    const Rect end = cutLeft(right, options.size().x / 2.0F);
    if (button(ui, "step-in.end", inset(end, ui.px(1)), kEnds[static_cast<std::size_t>(entry.atEnd)],
            Face::Plain, "What comes after the last step"))
        findAction("step-in.end")->run(ui);
    if (button(ui, "step-in.velocity", inset(right, ui.px(1)),
            entry.velocity ? fmt::format("Velocity {}", *entry.velocity) : "As played", Face::Plain,
            "Velocity: as played, or always the same"))
        findAction("step-in.velocity")->run(ui);
}

}  // namespace clave
