#include "app/window/ui/fields.hpp"
#include "app/window/ui/key_focus.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/patterns_parts.hpp"
#include "app/window/ui/titles.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
constexpr float kRow = 46.0F;
constexpr float kColumn = 88.0F;  // at least
constexpr float kNames = 120.0F;
constexpr std::size_t kLeastColumns = 8;

std::size_t columnsOf(const Context& ui)
{
    std::size_t most = kLeastColumns - 1;
    for (const TrackPtr& track : ui.song().tracks)
        most = std::max(most, track->slots.size());
    return std::min(most + 1, kMaxSlots);  // one more, to make a pattern in
}

/// How far the pattern that plays has come: a bar along the bottom.
void drawProgress(Context& ui, const Rect& at, const Pattern& pattern, int step)
{
    const float share =
        static_cast<float>(step - pattern.first + 1) / static_cast<float>(pattern.windowSize());
    Rect bar = inset(at, ui.px(3));
    bar.least.y = bar.most.y - ui.px(4);
    bar.most.x = bar.least.x + bar.size().x * std::clamp(share, 0.0F, 1.0F);
    box(ui, bar, ui.theme.focus, std::nullopt, 1.0F);
}

void drawBrackets(Context& ui, const Rect& at)
{
    auto* const list = ImGui::GetWindowDrawList();
    const ImU32 ink = toImGui(ui.theme.focus);
    const float arm = ui.px(8);
    const float thick = ui.px(2);
    for (const float x : {at.least.x, at.most.x - 1.0F}) {
        const float inwards = x == at.least.x ? arm : -arm;
        for (const float y : {at.least.y, at.most.y - 1.0F}) {
            list->AddLine({x, y}, {x + inwards, y}, ink, thick);
            list->AddLine({x, y}, {x, y + (y == at.least.y ? arm : -arm)}, ink, thick);
        }
    }
}

void drawSlot(Context& ui, const Rect& at, std::size_t track, std::size_t slot)
{
    const Pattern* const pattern = ui.song().tracks[track]->pattern(static_cast<std::int32_t>(slot));
    const std::string state = slotState(ui, track, slot);
    const bool isHovered = isMouseOver(at);
    Color fill = ui.theme.cell;
    if (pattern != nullptr)
        fill = mixed(ui.theme.cell, patternColor(ui, track, slot), state == "playing" ? 0.5 : 0.25);
    if (isHovered)
        fill = mixed(fill, ui.theme.text, 0.1);
    box(ui, at, fill, pattern != nullptr ? ui.theme.edge : ui.theme.line);
    Rect text = inset(at, ui.px(4));
    text.most.y -= ui.px(5);  // of progress
    const Color ink = contrast(fill, ui.theme.text) >= contrast(fill, ui.theme.textOnColor)
        ? ui.theme.text
        : ui.theme.textOnColor;
    if (!state.empty())
        label(ui, cutBottom(text, text.size().y * 0.5F), state, ink, ui.fonts.small);
    const auto title = pattern != nullptr ? patternTitle(*ui.song().tracks[track], slot) : slotName(slot);
    label(ui, text, title, pattern != nullptr ? ink : ui.theme.textQuiet, ui.fonts.small);
    if (state == "playing" && pattern != nullptr)
        drawProgress(ui, at, *pattern, ui.frame.status.tracks[track].step);
    if (state == "queued")
        ImGui::GetWindowDrawList()->AddRect(
            at.least, at.most, toImGui(ui.theme.focus), ui.px(4), 0, ui.px(2));
    if (chosenPattern(ui) == PatternPlace {track, slot})
        drawBrackets(ui, at);
}

void look(Context& ui, std::size_t track, std::size_t slot)
{
    ui.state.screens.patterns.chosen = PatternPlace {track, slot};
    ui.state.pinned[ui.song().tracks[track]->id] = slot;
    ui.state.wanted.reset();
    ui.asks.command(SetCursor {{{track, slot}, 0}});
}

void clickSlot(Context& ui, std::size_t track, std::size_t slot)
{
    const PatternsState& state = ui.state.screens.patterns;
    if (ImGui::GetIO().KeyCtrl) {
        look(ui, track, slot);
        return;
    }
    ui.state.screens.patterns.chosen = PatternPlace {track, slot};
    ui.asks.command(LaunchPattern {{track, slot}, state.launchAt, state.keepPlace});
}

void drawRow(Context& ui, Rect row, std::size_t track, std::size_t columns, float width)
{
    Rect name = cutLeft(row, ui.px(kNames));
    Rect stripe = cutLeft(name, ui.px(4));
    stripe = {{stripe.least.x, stripe.least.y + ui.px(3)}, {stripe.most.x, stripe.most.y - ui.px(3)}};
    box(ui, stripe, trackColor(ui, track), std::nullopt, 1.0F);
    name.least.x += ui.px(8);
    const bool isMuted = !ui.frame.snapshot.routes.empty() && track < ui.frame.snapshot.routes.size()
        && !ui.frame.snapshot.routes[track].audible;
    label(ui, name, trackTitle(ui.song(), track) + (isMuted ? " (muted)" : ""),
        isMuted ? ui.theme.textQuiet : ui.theme.text);
    for (std::size_t slot = 0; slot < columns; ++slot) {
        Rect at = cutLeft(row, width);
        at = {{at.least.x, at.least.y + ui.px(2)}, {at.most.x - ui.px(4), at.most.y - ui.px(2)}};
        if (!ImGui::IsRectVisible(at.least, at.most))
            continue;
        const std::string id = fmt::format("slot.{}.{}", track, slot);
        ui.rects.note(id, at);
        const bool isEntered = takesFocus(ui, id, at);
        ImGui::SetCursorScreenPos(at.least);
        const bool clicked = ImGui::InvisibleButton(id.c_str(), at.clickable()) || isEntered;
        const bool isAlternate = ImGui::IsItemClicked(ImGuiMouseButton_Right);
        tip("Click: launch. Ctrl+click or right click: look at it and edit it.");
        drawSlot(ui, at, track, slot);
        if (isAlternate)
            look(ui, track, slot);
        else if (clicked)
            clickSlot(ui, track, slot);
    }
}
}  // namespace

void drawPatternMatrix(Context& ui, Rect area)
{
    const std::size_t tracks = ui.song().tracks.size();
    const std::size_t columns = columnsOf(ui);
    const auto count = static_cast<float>(columns);
    const float each = std::max(ui.px(kColumn), (area.size().x - ui.px(kNames + 14.0F)) / count);
    const float width = std::floor(ui.px(kNames) + each * count);
    const float height = ui.px(kRow) * static_cast<float>(tracks);
    scrolled(
        ui, "matrix", area, height,
        [&](Rect whole) {
            for (std::size_t track = 0; track < tracks; ++track)
                drawRow(ui, cutTop(whole, ui.px(kRow)), track, columns, each);
        },
        width);
}

}  // namespace clave
