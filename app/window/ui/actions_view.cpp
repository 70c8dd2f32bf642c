#include "app/window/ui/actions.hpp"
#include "app/window/ui/key_focus.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/view.hpp"

#include <algorithm>

namespace clave {
namespace {
template <Screen To>
void show(Context& ui)
{
    ui.state.screen = To;
}

template <LaneKind Kind>
void showLane(Context& ui)
{
    ui.state.lane = Kind;
}

void rescale(Context& ui, float to)
{
    ui.asks.wish(wish::UseScale {std::clamp(to, 0.75F, 3.0F)});
}

void turnPage(Context& ui, int by)
{
    const auto count = static_cast<int>(pageCount(ui));
    ui.state.page = static_cast<std::size_t>(std::clamp(static_cast<int>(ui.state.page) + by, 0, count - 1));
    ui.state.follow = false;
}

void escape(Context& ui)
{
    if (ui.state.selection)
        ui.state.selection.reset();
    else if (ui.performance().entry.on)
        ui.asks.command(SetStepIn {false});
    else if (ui.state.keysPlay)
        ui.state.keysPlay = false;
    else if (ui.state.region != Region::Grid)
        ui.state.region = Region::Grid;
    else
        ui.state.screen = Screen::Steps;
}

constexpr auto kNotStepIn = Action::When::NotStepIn;
constexpr std::array kActions {
    Action {"help", "Window", "All keys", [](Context& ui) { openDialog(ui, Dialog::Help); },
        {keys::on(Special::F1)}},
    Action {"palette", "Window", "Commands: find and run anything",
        [](Context& ui) { openDialog(ui, Dialog::Palette); }, {keys::on('K', keys::kCtrl)}},
    Action {"screen.steps", "Window", "Steps", show<Screen::Steps>, {keys::on(Special::F2)}},
    Action {
        "screen.patterns", "Window", "Patterns and scenes", show<Screen::Patterns>, {keys::on(Special::F3)}},
    Action {"screen.song", "Window", "Song", show<Screen::Song>, {keys::on(Special::F4)}},
    Action {"screen.monitor", "Window", "Monitor", show<Screen::Monitor>, {keys::on(Special::F5)}},
    Action {"screen.settings", "Window", "Settings", show<Screen::Settings>, {keys::on(Special::F6)}},
    Action {"screen.devices", "Window", "Devices: controllers, their lights and rules", show<Screen::Devices>,
        {keys::on(Special::F7)}},
    Action {"screen.scripts", "Window", "Scripts: Python that plays along", show<Screen::Scripts>,
        {keys::on(Special::F8)}},
    Action {"learn", "Window", "Learn: teach a controller by touching it",
        [](Context& ui) {
            ui.state.screen = Screen::Devices;
            openDialog(ui, Dialog::Learn);
        }},
    Action {"region", "Window", "Arrow keys go to grid, lane, inspector in turn",
        [](Context& ui) {
            ui.state.region = static_cast<Region>((static_cast<int>(ui.state.region) + 1) % 3);
            ui.state.inspectorOpen = ui.state.inspectorOpen || ui.state.region == Region::Inspector;
        },
        {keys::on(Special::Tab)}, kNotStepIn},
    Action {"focus", "Window",
        "Go through buttons and fields: Tab or arrows, Enter, Esc; the other screens need Tab alone",
        [](Context& ui) { (void)focusKey(ui, {.special = Special::Tab, .with = keys::kCtrl}); },
        {keys::on(Special::Tab, keys::kCtrl)}},
    Action {"page.left", "Window", "Page to the left", [](Context& ui) { turnPage(ui, -1); },
        {keys::on('['), keys::on(Special::PageUp)}, kNotStepIn},
    Action {"page.right", "Window", "Page to the right", [](Context& ui) { turnPage(ui, 1); },
        {keys::on(']'), keys::on(Special::PageDown)}, kNotStepIn},
    Action {"follow", "Window", "The page follows what plays",
        [](Context& ui) { ui.state.follow = !ui.state.follow; }, {keys::on('L')}},
    Action {"ghosts", "Window", "Ghosts: the grid shows what scripts make of steps, or not",
        [](Context& ui) { ui.state.showsGhosts = !ui.state.showsGhosts; }},
    Action {"inspector", "Window", "Inspector open, closed",
        [](Context& ui) { ui.state.inspectorOpen = !ui.state.inspectorOpen; }, {keys::on('I')}},
    Action {"lane.velocity", "Window", "Lane: velocity", showLane<LaneKind::Velocity>, {keys::on('1')}},
    Action {"lane.gate", "Window", "Lane: gate", showLane<LaneKind::Gate>, {keys::on('2')}},
    Action {"lane.chance", "Window", "Lane: chance", showLane<LaneKind::Chance>, {keys::on('3')}},
    Action {"lane.retrig", "Window", "Lane: retrig", showLane<LaneKind::Retrig>, {keys::on('4')}},
    Action {"lane.nudge", "Window", "Lane: nudge", showLane<LaneKind::Nudge>, {keys::on('5')}},
    Action {"lane.condition", "Window", "Lane: condition", showLane<LaneKind::Condition>, {keys::on('6')}},
    Action {"lane.cc", "Window", "Lane: controller", showLane<LaneKind::Cc>, {keys::on('7')}},
    Action {"larger", "Window", "Everything larger", [](Context& ui) { rescale(ui, ui.state.scale + 0.25F); },
        {keys::on('=', keys::kCtrl)}},
    Action {"smaller", "Window", "Everything smaller",
        [](Context& ui) { rescale(ui, ui.state.scale - 0.25F); }, {keys::on('-', keys::kCtrl)}},
    Action {"escape", "Window", "Close, deselect, leave Step in", escape, {keys::on(Special::Escape)}},
};
}  // namespace

std::span<const Action> viewActions()
{
    return kActions;
}

}  // namespace clave
