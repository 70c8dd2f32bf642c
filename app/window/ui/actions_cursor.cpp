#include "app/window/ui/actions.hpp"
#include "app/window/ui/view.hpp"

#include <algorithm>

namespace clave {
namespace {
void move(Context& ui, int tracks, int steps)
{
    if (ui.song().tracks.empty())
        return;
    ui.state.selection.reset();
    const Cursor at = cursor(ui);
    const auto trackCount = static_cast<int>(ui.song().tracks.size());
    const auto track =
        static_cast<std::size_t>(std::clamp(static_cast<int>(at.pattern.track) + tracks, 0, trackCount - 1));
    const Pattern* const pattern = shownPattern(ui, track);
    const auto length =
        static_cast<int>(pattern != nullptr ? pattern->steps.size() : Pattern {}.steps.size());
    int step = static_cast<int>(at.step) + steps;
    if (steps != 0)
        step = (step % length + length) % length;
    moveCursor(ui, track, static_cast<std::size_t>(std::min(step, length - 1)));
}

void extend(Context& ui, int steps)
{
    if (ui.song().tracks.empty())
        return;
    const Cursor at = cursor(ui);
    const auto length = static_cast<int>(shownPattern(ui, at.pattern.track) != nullptr
            ? shownPattern(ui, at.pattern.track)->steps.size()
            : Pattern {}.steps.size());
    Selection chosen = selectionOrCursor(ui);
    // The end at which the cursor is moves; the other one stays.
    const bool atLast = chosen.last == at.step;
    const auto to = static_cast<std::size_t>(std::clamp(static_cast<int>(at.step) + steps, 0, length - 1));
    const std::size_t stays = atLast ? chosen.first : chosen.last;
    chosen.first = std::min(stays, to);
    chosen.last = std::max(stays, to);
    moveCursor(ui, at.pattern.track, to);
    ui.state.selection = chosen;
}

// In the lane arrows change values; elsewhere in the inspector they choose one.
constexpr std::array kActions {
    Action {
        "left", "Moving", "One step back", [](Context& ui) { move(ui, 0, -1); }, {keys::on(Special::Left)}},
    Action {
        "right", "Moving", "One step on", [](Context& ui) { move(ui, 0, 1); }, {keys::on(Special::Right)}},
    Action {"up", "Moving", "The track above", [](Context& ui) { move(ui, -1, 0); }, {keys::on(Special::Up)}},
    Action {
        "down", "Moving", "The track below", [](Context& ui) { move(ui, 1, 0); }, {keys::on(Special::Down)}},
    Action {"beat.left", "Moving", "Four steps back", [](Context& ui) { move(ui, 0, -4); },
        {keys::on(Special::Left, keys::kShift)}},
    Action {"beat.right", "Moving", "Four steps on", [](Context& ui) { move(ui, 0, 4); },
        {keys::on(Special::Right, keys::kShift)}},
    Action {"first", "Moving", "The first step",
        [](Context& ui) { move(ui, 0, -static_cast<int>(cursor(ui).step)); }, {keys::on(Special::Home)}},
    Action {"last", "Moving", "The last step",
        [](Context& ui) { move(ui, 0, -1 - static_cast<int>(cursor(ui).step)); }, {keys::on(Special::End)}},
    Action {"select.left", "Moving", "Select one step more to the left", [](Context& ui) { extend(ui, -1); },
        {keys::on(Special::Left, keys::kCtrlShift)}},
    Action {"select.right", "Moving", "Select one step more to the right", [](Context& ui) { extend(ui, 1); },
        {keys::on(Special::Right, keys::kCtrlShift)}},
    Action {"select.all", "Moving", "Select the whole pattern; again: of all tracks",
        [](Context& ui) {
            if (ui.song().tracks.empty())
                return;
            const Cursor at = cursor(ui);
            const Pattern* const pattern = shownPattern(ui, at.pattern.track);
            const std::size_t last =
                (pattern != nullptr ? pattern->steps.size() : Pattern {}.steps.size()) - 1;
            const Selection one {at.pattern.track, at.pattern.track, 0, last};
            if (ui.state.selection == one)
                ui.state.selection = Selection {0, ui.song().tracks.size() - 1, 0, kMaxSteps - 1};
            else
                ui.state.selection = one;
        },
        {keys::on('A', keys::kCtrl)}},
};
}  // namespace

std::span<const Action> cursorActions()
{
    return kActions;
}

}  // namespace clave
