#include "app/window/ui/page.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/steps_parts.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

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

/// Which tracks are seen, where not all are.
void drawCount(Context& ui, Rect at, const GridLayout& layout)
{
    const std::size_t tracks = ui.song().tracks.size();
    if (layout.endTrack() - layout.firstTrack() >= tracks)
        return;
    at.least.x += ui.px(8);
    ui.rects.note("tracks.seen", at);
    label(ui, at,
        fmt::format("{}tracks {} to {} of {}{}", layout.firstTrack() > 0 ? "\xE2\x86\x91 " : "",
            layout.firstTrack() + 1, layout.endTrack(), tracks,
            layout.endTrack() < tracks ? " \xE2\x86\x93" : ""),
        ui.theme.textQuiet, ui.fonts.small);
}

/// Which parts there is room for; lengths at scale 1.
struct Room {
    float ruler = 34.0F;
    bool hasPages = false;
    float piano = 0.0F;  ///< 0: none
    float lane = 0.0F;
};

constexpr float kPages = 38.0F;
constexpr float kPiano = 92.0F;
constexpr float kKeysOnly = 64.0F;  // the piano without its line of help
constexpr float kLane = 104.0F;
constexpr float kLowLane = 78.0F;

/// The grid comes first: at least four rows of it are seen. What else there is room for is what the hands are
/// at, then what is needed most.
Room roomIn(const Context& ui, float height)
{
    constexpr float kRow = 40.0F;
    const std::size_t rows =
        std::clamp<std::size_t>(ui.song().tracks.size() * (stepsPerPage(ui) / GridLayout::kColumns), 1, 4);
    Room room;
    float left = height / ui.state.scale - room.ruler - kRow * static_cast<float>(rows);
    if (left < 0.0F)
        room.ruler = 24.0F;
    // As high as it should be, else as low as it can be, else not at all.
    const auto take = [&left](float full, float least) {
        const float part = left >= full ? full : left >= least ? least : 0.0F;
        left -= part;
        return part;
    };
    room.hasPages = take(kPages, kPages) > 0.0F;
    if (ui.performance().entry.on)
        room.piano = take(kPiano, kKeysOnly);
    if (ui.state.region == Region::Lane)
        room.lane = take(kLane, kLowLane);
    if (room.piano == 0.0F)
        room.piano = take(kPiano, kKeysOnly);
    if (room.lane == 0.0F)
        room.lane = take(kLane, kLane);
    return room;
}
}  // namespace

void drawStepsScreen(Context& ui, Rect area)
{
    followPlaying(ui);
    const bool isWide = area.size().x >= ui.px(kWideWindow);
    const Room room = roomIn(ui, area.size().y);
    Rect inspector = isWide ? cutRight(area, ui.px(kInspectorWidth)) : Rect {};
    const Rect whole = area;
    const Rect piano = cutBottom(area, ui.px(room.piano));
    Rect laneArea = cutBottom(area, ui.px(room.lane));
    const Rect pages = cutBottom(area, room.hasPages ? ui.px(kPages) : 0.0F);
    Rect ruler = cutTop(area, ui.px(room.ruler));
    Rect list = cutLeft(area, std::clamp(area.size().x * 0.3F, ui.px(140), ui.px(kListWidth)));
    list.least.y += ui.px(2);
    area.least.y += ui.px(2);
    area.most.x -= ui.px(8);
    ruler.least.x = area.least.x;
    showCursorTrack(ui, area);
    const GridLayout layout(ui, area);
    ui.state.firstTrack = layout.firstTrack();
    const Rect beside {{list.least.x, ruler.least.y}, {list.most.x, list.most.y}};
    if (isMouseOver(beside) || isMouseOver(ruler))
        scrollTracks(ui);
    drawCount(ui, {beside.least, {beside.most.x, ruler.most.y}}, layout);
    followMouseOnGrid(ui, area, layout);
    drawRuler(ui, ruler, layout);
    drawGrid(ui, area, layout);
    drawTrackList(ui, list, layout);
    if (room.hasPages)
        drawPages(ui, pages, room.lane > 0.0F);
    Rect bars = laneArea;
    bars.least.x = area.least.x;
    bars.most.x = area.most.x;
    if (room.lane > 0.0F)
        drawLane(ui, laneArea, bars, layout);
    if (room.piano > 0.0F)
        drawPiano(ui, piano, room.piano >= kPiano);
    if (!isWide && ui.state.inspectorOpen) {
        inspector = {
            {std::max(whole.most.x - ui.px(kInspectorWidth), whole.least.x), whole.least.y}, whole.most};
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
