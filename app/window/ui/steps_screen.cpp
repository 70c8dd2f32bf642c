#include "app/window/ui/screens.hpp"
#include "app/window/ui/steps_parts.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"

#include <algorithm>

namespace clave {
namespace {
constexpr float kListWidth = 214.0F;
constexpr float kInspectorWidth = 300.0F;

void followPlaying(Context& ui)
{
    ui.state.page = std::min(ui.state.page, pageCount(ui) - 1);
    if (ui.song().tracks.empty())
        return;
    const Cursor at = cursor(ui);
    if (ui.performance().entry.on) {
        ui.state.page = at.step / stepsPerPage(ui);
        return;
    }
    if (!ui.state.follow)
        return;
    if (const auto step = playingStep(ui, at.pattern.track))
        ui.state.page = *step / stepsPerPage(ui);
}

/// Scrolls so that the track of the cursor is seen when it has moved.
void showCursorTrack(Context& ui, const Rect& cells)
{
    if (ui.song().tracks.empty())
        return;
    const std::size_t track = cursor(ui).pattern.track;
    if (track == ui.state.trackSeen)
        return;
    ui.state.trackSeen = track;
    const GridLayout layout(ui, cells);
    const std::size_t shown = layout.endTrack() - layout.firstTrack();
    if (track < layout.firstTrack())
        ui.state.firstTrack = track;
    else if (track >= layout.endTrack())
        ui.state.firstTrack = track + 1 - shown;
}
}  // namespace

void drawStepsScreen(Context& ui, Rect area)
{
    followPlaying(ui);
    const bool isWide = area.size().x >= ui.px(kWideWindow);
    Rect inspector = isWide ? cutRight(area, ui.px(kInspectorWidth)) : Rect {};
    Rect piano = cutBottom(area, ui.px(92));
    Rect laneArea = cutBottom(area, ui.px(104));
    const Rect pages = cutBottom(area, ui.px(38));
    Rect ruler = cutTop(area, ui.px(34));
    Rect list = cutLeft(area, ui.px(kListWidth));
    list.least.y += ui.px(2);
    area.least.y += ui.px(2);
    area.most.x -= ui.px(8);
    ruler.least.x = area.least.x;
    showCursorTrack(ui, area);
    const GridLayout layout(ui, area);
    ui.state.firstTrack = layout.firstTrack();
    followMouseOnGrid(ui, area, layout);
    drawRuler(ui, ruler, layout);
    drawGrid(ui, area, layout);
    drawTrackList(ui, list, layout);
    drawPages(ui, pages);
    Rect bars = laneArea;
    bars.least.x = area.least.x;
    bars.most.x = area.most.x;
    drawLane(ui, laneArea, bars, layout);
    drawPiano(ui, piano);
    if (!isWide && ui.state.inspectorOpen) {
        inspector = {{area.most.x + ui.px(8) - ui.px(kInspectorWidth), ruler.least.y},
            {area.most.x + ui.px(8), piano.most.y}};
        // Over the grid: it takes the mouse before what lies below.
        ImGui::SetCursorScreenPos(inspector.least);
        ImGui::BeginChild("drawer", inspector.size(), false);
        drawInspector(ui, inspector);
        ImGui::EndChild();
    } else if (isWide) {
        drawInspector(ui, inspector);
    }
}

}  // namespace clave
