#include "app/window/ui/actions.hpp"
#include "app/window/ui/edits.hpp"
#include "app/window/ui/steps_parts.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace clave {
namespace {
/// Sets which steps of the pattern are played: [first, last], both included.
void setWindow(Context& ui, std::size_t track, std::size_t first, std::size_t last, std::uint64_t gesture)
{
    const Pattern* const pattern = shownPattern(ui, track);
    if (pattern == nullptr)
        return;
    Pattern changed = *pattern;
    changed.first = static_cast<std::uint8_t>(std::min(first, changed.steps.size() - 1));
    changed.last = static_cast<std::uint8_t>(
        std::clamp(last, static_cast<std::size_t>(changed.first), changed.steps.size() - 1));
    if (changed.first != pattern->first || changed.last != pattern->last)
        ui.asks.command(SetPattern {shownPlace(ui, track),
                            std::make_shared<const Pattern>(std::move(changed)), "steps played"},
            gesture);
}

/// Every step of the pattern as a small bar: the whole of it at one look, and the handle of its loop.
void drawOverview(Context& ui, const Rect& area, std::size_t track, const Pattern& pattern)
{
    const std::size_t count = pattern.steps.size();
    const float width = area.size().x / static_cast<float>(count);
    const auto playing = playingStep(ui, track);
    const Color color = trackColor(ui, track);
    box(ui, area, ui.theme.panel, ui.theme.line);
    const auto x = [&](std::size_t step) { return area.least.x + width * static_cast<float>(step); };
    const Rect loop {{x(pattern.first), area.least.y}, {x(pattern.last + 1U), area.most.y}};
    box(ui, loop, ui.theme.cellOther, ui.theme.edge);
    const Rect page {{x(std::min(ui.state.page * stepsPerPage(ui), count)), area.most.y - ui.px(3)},
        {x(std::min((ui.state.page + 1) * stepsPerPage(ui), count)), area.most.y}};
    box(ui, page, ui.theme.accent, std::nullopt, 0.0F);
    for (std::size_t i = 0; i < count; ++i) {
        const Step& step = pattern.steps[i];
        Rect bar {{x(i) + 1.0F, area.least.y + ui.px(4)},
            {std::max(x(i + 1) - 1.0F, x(i) + 2.0F), area.most.y - ui.px(5)}};
        if (step.on) {
            const int velocity = step.notes.empty() ? 64 : step.notes[0].velocity;
            bar.least.y = bar.most.y - bar.size().y * std::max(0.3F, static_cast<float>(velocity) / 127.0F);
            box(ui, bar, color, std::nullopt, 1.0F);
        }
        if (playing == i)
            ImGui::GetWindowDrawList()->AddLine({x(i) + width / 2.0F, area.least.y},
                {x(i) + width / 2.0F, area.most.y}, toImGui(ui.theme.focus), ui.px(2));
    }
    ui.rects.note("overview", area);
    ImGui::SetCursorScreenPos(area.least);
    ImGui::InvisibleButton("overview", area.clickable());
    tip("Click: go there. Drag: what is played. Double click: all of it");
    const auto step = static_cast<std::size_t>(std::clamp(
        (ImGui::GetIO().MousePos.x - area.least.x) / width, 0.0F, static_cast<float>(count) - 1.0F));
    Drag& drag = ui.state.drag;
    if (ImGui::IsItemActivated()) {
        drag = {Drag::What::Loop, track, step, step, false, 0.0, ui.asks.newGesture()};
        ui.state.page = step / stepsPerPage(ui);
        ui.state.follow = false;
    }
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) {
        setWindow(ui, track, 0, count - 1, drag.gesture);
        drag.what = Drag::What::None;
    } else if (drag.what == Drag::What::Loop && ImGui::IsItemActive() && step != drag.last) {
        drag.last = step;
        setWindow(ui, track, std::min(drag.first, step), std::max(drag.first, step), drag.gesture);
    } else if (drag.what == Drag::What::Loop && !ImGui::IsItemActive()) {
        drag.what = Drag::What::None;
    }
}
}  // namespace

void drawPages(Context& ui, const Rect& area, bool hasLane)
{
    Rect rest = inset(area, ui.px(5));
    rest.least.x += ui.px(4);
    rest.most.x -= ui.px(4);
    if (ui.song().tracks.empty())
        return;
    const Cursor at = cursor(ui);
    const Pattern* const pattern = shownPattern(ui, at.pattern.track);
    if (ImGui::GetIO().DisplaySize.x < ui.px(kWideWindow)) {
        if (button(ui, "inspector.open", cutRight(rest, ui.px(78)), "Inspector",
                ui.state.inspectorOpen ? Face::On : Face::Plain,
                "Everything about step, track and pattern (I)"))
            ui.state.inspectorOpen = !ui.state.inspectorOpen;
        cutRight(rest, ui.px(6));
    }
    const bool isNarrow = ImGui::GetIO().DisplaySize.x < ui.px(700);
    if (!hasLane || (isNarrow && ui.state.region == Region::Lane)) {
        if (button(ui, "lane.open", cutRight(rest, ui.px(58)), "Lane", hasLane ? Face::On : Face::Plain,
                "Velocity, gate and the like as bars (Tab)"))
            ui.state.region = hasLane ? Region::Grid : Region::Lane;
        cutRight(rest, ui.px(6));
    }
    Rect follow = cutRight(rest, ui.px(isNarrow ? 66.0F : 84.0F));
    cutRight(rest, ui.px(6));
    if (button(ui, "follow", follow, "Follow", ui.state.follow ? Face::On : Face::Plain,
            "The page follows what plays (L)"))
        ui.state.follow = !ui.state.follow;
    Rect length = cutLeft(rest, ui.px(isNarrow ? 96.0F : 196.0F));
    cutLeft(rest, ui.px(8));
    const std::size_t count = pattern != nullptr ? pattern->steps.size() : Pattern {}.steps.size();
    ValueField field {.name = "length",
        .words = isNarrow ? "" : "Length",
        .value = static_cast<double>(count),
        .least = 1.0,
        .most = static_cast<double>(kMaxSteps),
        .step = 1.0,
        .normal = 16.0,
        .shown = fmt::format("{} steps", count)};
    if (const auto change = valueField(ui, length, field)) {
        Pattern changed = pattern != nullptr ? *pattern : Pattern {};
        const bool wasWhole = changed.last + 1U == changed.steps.size();
        changed.steps.resize(static_cast<std::size_t>(change->value));
        if (wasWhole || changed.last >= changed.steps.size())
            changed.last = static_cast<std::uint8_t>(changed.steps.size() - 1);
        changed.first = std::min(changed.first, changed.last);
        for (LaneLoop& loop : changed.lanes) {
            if (static_cast<std::size_t>(loop.first) + loop.length > changed.steps.size())
                loop = {};
        }
        ui.asks.command(
            SetPattern {at.pattern, std::make_shared<const Pattern>(std::move(changed)), "number of steps"},
            change->gesture);
    }
    if (pattern != nullptr)
        drawOverview(ui, rest, at.pattern.track, *pattern);
    else
        label(ui, rest, "No pattern in this slot: click a cell to begin one", ui.theme.textQuiet,
            ui.fonts.small);
}

}  // namespace clave
