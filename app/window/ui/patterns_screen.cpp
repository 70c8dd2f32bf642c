#include "app/window/ui/fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/patterns_parts.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/titles.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"

#include <algorithm>
#include <array>

namespace clave {
namespace {
constexpr std::array kPlaces {
    LaunchAt::Now, LaunchAt::Step, LaunchAt::Beat, LaunchAt::Bar, LaunchAt::PatternEnd, LaunchAt::SceneEnd};
/// The same where there is little room.
constexpr std::array kShortPlaces {"now", "step", "beat", "bar", "pattern", "scene"};
constexpr float kRoomForBoth = 380.0F;  ///< for patterns and scenes below each other
}  // namespace

PatternPlace chosenPattern(const Context& ui)
{
    const auto& chosen = ui.state.screens.patterns.chosen;
    if (chosen && chosen->track < ui.song().tracks.size())
        return *chosen;
    const std::size_t track = cursor(ui).pattern.track;
    return {track, shownSlot(ui, track)};
}

std::string slotState(const Context& ui, std::size_t track, std::size_t slot)
{
    const ClockStatus& status = ui.frame.status;
    if (track >= status.trackCount)
        return {};
    const TrackStatus& now = status.tracks[track];
    const auto index = static_cast<std::int16_t>(slot);
    if (now.queuedSlot == index)
        return "queued";
    if (status.queuedScene >= 0 && now.slot != index
        && static_cast<std::size_t>(status.queuedScene) < ui.song().scenes.size()
        && ui.song().scenes[static_cast<std::size_t>(status.queuedScene)].slot(track) == index)
        return "queued";
    return status.playing && now.slot == index ? "playing" : "";
}

std::optional<std::size_t> freeSlot(const Track& track, std::size_t after)
{
    std::size_t slot = after + 1;
    while (slot < kMaxSlots && track.pattern(static_cast<std::int32_t>(slot)) != nullptr)
        ++slot;
    return slot < kMaxSlots ? std::optional {slot} : std::nullopt;
}

void drawLaunchBar(Context& ui, Rect area)
{
    PatternsState& state = ui.state.screens.patterns;
    const bool isWide = area.size().x >= ui.px(880);
    if (isWide)
        label(ui, cutLeft(area, ui.px(64)), "Launch", ui.theme.textQuiet);
    if (button(ui, "launch.cancel", cutRight(area, ui.px(isWide ? 120 : 64)),
            isWide ? "Forget queued" : "Forget", Face::Plain, "Nothing that waits is launched (Q)"))
        ui.asks.command(CancelLaunches {});
    area.most.x -= ui.px(6);
    if (toggle(ui, "launch.keep", cutRight(area, ui.px(isWide ? 112 : 64)), isWide ? "Keep place" : "Keep",
            state.keepPlace, "Goes on at the same step instead of at the first"))
        state.keepPlace = !state.keepPlace;
    area.most.x -= ui.px(6);
    std::vector<std::string> words {"as set"};
    for (std::size_t i = 0; i < kPlaces.size(); ++i)
        words.push_back(isWide ? std::string(inWords(kPlaces[i])) : kShortPlaces[i]);
    const auto found = state.launchAt ? std::ranges::find(kPlaces, *state.launchAt) - kPlaces.begin() + 1 : 0;
    if (const auto clicked = segments(ui, "launch.at", area, words, static_cast<std::size_t>(found)))
        state.launchAt = *clicked == 0 ? std::nullopt : std::optional {kPlaces[*clicked - 1]};
}

void drawPatternsScreen(Context& ui, Rect area)
{
    area = inset(area, ui.px(10));
    drawLaunchBar(ui, nextRow(ui, area, 28.0F));
    if (ui.song().tracks.empty()) {
        label(ui, nextRow(ui, area), "No tracks yet: Ctrl+T makes one, Ctrl+N begins with a set of them.",
            ui.theme.textQuiet);
        return;
    }
    Rect below = area;
    bool& showsScenes = ui.state.screens.patterns.showsScenes;
    const bool hasRoomForBoth = area.size().y >= ui.px(kRoomForBoth);
    if (hasRoomForBoth) {
        below = cutBottom(area, std::max(ui.px(190), area.size().y * 0.4F));
        below.least.y += ui.px(8);
    } else {
        const Rect row = nextRow(ui, area, 28.0F);
        if (const auto part = segments(ui, "patterns.part", row, {"Patterns", "Scenes"}, showsScenes ? 1 : 0))
            showsScenes = *part == 1;
        below = area;
    }
    if (hasRoomForBoth || !showsScenes) {
        drawPatternButtons(ui, cutBottom(area, ui.px(64)));
        area.most.y -= ui.px(4);
        drawPatternMatrix(ui, area);
    }
    if (hasRoomForBoth || showsScenes)
        drawScenes(ui, below);
}

}  // namespace clave
