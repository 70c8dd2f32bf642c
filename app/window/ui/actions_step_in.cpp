#include "app/window/ui/actions.hpp"

namespace clave {
namespace {
void setOptions(Context& ui, void (*change)(EntryOptions&))
{
    EntryOptions options = ui.performance().entry.options;
    change(options);
    ui.asks.command(SetEntryOptions {options});
}

template <int Steps>
void advanceBy(Context& ui)
{
    setOptions(ui, [](EntryOptions& options) { options.advance = Steps; });
}

constexpr auto kStepIn = Action::When::StepIn;
constexpr std::array kActions {
    Action {"step-in", "Step in", "Step in: enter notes one after the other",
        [](Context& ui) {
            ui.state.selection.reset();
            ui.asks.command(SetStepIn {!ui.performance().entry.on});
        },
        {keys::on('R')}},
    Action {"step-in.rest", "Step in", "Rest: nothing at this step, and on",
        [](Context& ui) { ui.asks.command(EnterRest {}); }, {keys::on(Special::Tab)}, kStepIn},
    Action {"step-in.tie", "Step in", "Tie: the last notes last a step longer",
        [](Context& ui) { ui.asks.command(EnterTie {}); }, {keys::on('\''), keys::on('=')}, kStepIn},
    Action {"step-in.back", "Step in", "Take the last entry back",
        [](Context& ui) { ui.asks.command(EnterBack {}); }, {keys::on(Special::Backspace)}, kStepIn},
    Action {"step-in.skip", "Step in", "Go on, leaving the step as it is",
        [](Context& ui) { ui.asks.command(EnterSkip {}); }, {keys::on(Special::Enter), keys::on('\\')},
        kStepIn},
    Action {"octave.down", "Step in", "Keys an octave lower",
        [](Context& ui) { ui.state.octave = ui.state.octave > 0 ? ui.state.octave - 1 : 0; }, {keys::on('[')},
        kStepIn},
    Action {"octave.up", "Step in", "Keys an octave higher",
        [](Context& ui) { ui.state.octave = ui.state.octave < 9 ? ui.state.octave + 1 : 9; }, {keys::on(']')},
        kStepIn},
    Action {"step-in.by1", "Step in", "Go on by 1 step", advanceBy<1>, {keys::on('1', keys::kCtrl)}},
    Action {"step-in.by2", "Step in", "Go on by 2 steps", advanceBy<2>, {keys::on('2', keys::kCtrl)}},
    Action {"step-in.by3", "Step in", "Go on by 3 steps", advanceBy<3>, {keys::on('3', keys::kCtrl)}},
    Action {"step-in.by4", "Step in", "Go on by 4 steps", advanceBy<4>, {keys::on('4', keys::kCtrl)}},
    Action {"step-in.by8", "Step in", "Go on by 8 steps", advanceBy<8>, {keys::on('8', keys::kCtrl)}},
    Action {"step-in.end", "Step in", "At the end: go round, stop, or grow",
        [](Context& ui) {
            setOptions(ui, [](EntryOptions& options) {
                options.atEnd = static_cast<EntryOptions::AtEnd>((static_cast<int>(options.atEnd) + 1) % 3);
            });
        },
        {keys::on('E', keys::kCtrl)}},
    Action {"step-in.velocity", "Step in", "Velocity as played, or always 100",
        [](Context& ui) {
            setOptions(ui, [](EntryOptions& options) {
                if (options.velocity)
                    options.velocity.reset();
                else
                    options.velocity = 100;
            });
        }},
    Action {"audition", "Step in", "Hear what is entered, or not",
        [](Context& ui) {
            setOptions(ui, [](EntryOptions& options) { options.audition = !options.audition; });
        }},
    Action {"keys-play", "Step in", "The computer's keys play, without Step in",
        [](Context& ui) { ui.state.keysPlay = !ui.state.keysPlay; }, {keys::on('K')}},
};
}  // namespace

std::span<const Action> stepInActions()
{
    return kActions;
}

}  // namespace clave
