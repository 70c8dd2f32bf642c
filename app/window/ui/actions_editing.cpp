#include "app/window/ui/actions.hpp"
#include "app/window/ui/edits.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/view.hpp"
#include "core/model/transform.hpp"
#include "core/model/vary.hpp"

#include <algorithm>

namespace clave {
namespace {
StepRange rangeOf(std::size_t first, std::size_t last)
{
    return {first, last};
}

void rotateBy(Context& ui, int steps)
{
    editPatterns(ui, "rotate", [steps](const Pattern& pattern, std::size_t first, std::size_t last) {
        return rotated(pattern, rangeOf(first, last), steps);
    });
}

// A new draw each time; undo brings the old one back.
std::uint64_t nextSeed(const Context& ui)
{
    return ui.frame.snapshot.serial;
}

constexpr auto kNotStepIn = Action::When::NotStepIn;
constexpr std::array kActions {
    Action {"toggle", "Editing", "Step on, off",
        [](Context& ui) {
            const Cursor at = cursor(ui);
            ui.asks.command(ToggleStep {at.pattern, at.step});
        },
        {keys::on(Special::Enter)}, kNotStepIn},
    Action {"clear", "Editing", "Empty the step, or what is selected", [](Context& ui) { clearSteps(ui); },
        {keys::on(Special::Delete), keys::on(Special::Backspace)}, kNotStepIn},
    Action {"pitch.up", "Editing", "Pitch up, within the scale", [](Context& ui) { shiftPitch(ui, 1); },
        {keys::on(Special::Up, keys::kShift)}},
    Action {"pitch.down", "Editing", "Pitch down, within the scale", [](Context& ui) { shiftPitch(ui, -1); },
        {keys::on(Special::Down, keys::kShift)}},
    Action {"pitch.octaveUp", "Editing", "An octave up", [](Context& ui) { shiftPitch(ui, 12); },
        {keys::on(Special::Up, keys::kAlt)}},
    Action {"pitch.octaveDown", "Editing", "An octave down", [](Context& ui) { shiftPitch(ui, -12); },
        {keys::on(Special::Down, keys::kAlt)}},
    Action {"velocity.up", "Editing", "Louder by 8", [](Context& ui) { shiftVelocity(ui, 8); },
        {keys::on(Special::Up, keys::kCtrl)}},
    Action {"velocity.down", "Editing", "Softer by 8", [](Context& ui) { shiftVelocity(ui, -8); },
        {keys::on(Special::Down, keys::kCtrl)}},
    Action {"velocity.upFine", "Editing", "Louder by 1", [](Context& ui) { shiftVelocity(ui, 1); },
        {keys::on(Special::Up, keys::kCtrlShift)}},
    Action {"velocity.downFine", "Editing", "Softer by 1", [](Context& ui) { shiftVelocity(ui, -1); },
        {keys::on(Special::Down, keys::kCtrlShift)}},
    Action {"gate.longer", "Editing", "Longer by 1/8 step", [](Context& ui) { shiftGate(ui, 1); },
        {keys::on(Special::Right, keys::kCtrl)}},
    Action {"gate.shorter", "Editing", "Shorter by 1/8 step", [](Context& ui) { shiftGate(ui, -1); },
        {keys::on(Special::Left, keys::kCtrl)}},
    Action {"gate.tie", "Editing", "Tie into the next step, or not",
        [](Context& ui) {
            editSteps(ui, "tie", [](Step& step) {
                for (Note& note : step.notes)
                    note.gate = note.gate.isTied() ? Gate {} : Gate::tied();
            });
        },
        {keys::on('Y')}},
    Action {"nudge.later", "Editing", "Later by 5 % of a step", [](Context& ui) { shiftNudge(ui, 5); },
        {keys::on(Special::Right, keys::kCtrlAlt)}},
    Action {"nudge.earlier", "Editing", "Earlier by 5 % of a step", [](Context& ui) { shiftNudge(ui, -5); },
        {keys::on(Special::Left, keys::kCtrlAlt)}},
    Action {"slide", "Editing", "Slide into the next step, or not",
        [](Context& ui) { editSteps(ui, "slide", [](Step& step) { step.slide = !step.slide; }); },
        {keys::on('W')}},
    Action {"value", "Editing", "Type values: C4 E4 G4, 60..72, +=2, rand(90,110)",
        [](Context& ui) { openDialog(ui, Dialog::Value); }, {keys::on('V')}},
    Action {"details", "Editing", "Everything about the step",
        [](Context& ui) { openDialog(ui, Dialog::StepDetails); }, {keys::on('D')}},
    Action {"undo", "Editing", "Undo",
        [](Context& ui) {
            ui.state.tempoKeys.forget();
            if (!ui.frame.edits.undo.empty())
                say(ui, "Undone: " + ui.frame.edits.undo);
            ui.asks.command(Undo {});
        },
        {keys::on('Z', keys::kCtrl)}},
    Action {"redo", "Editing", "Redo",
        [](Context& ui) {
            if (!ui.frame.edits.redo.empty())
                say(ui, "Done again: " + ui.frame.edits.redo);
            ui.asks.command(Redo {});
        },
        {keys::on('Z', keys::kCtrlShift), keys::on('Y', keys::kCtrl)}},
    Action {"cut", "Editing", "Cut",
        [](Context& ui) {
            copySteps(ui);
            clearSteps(ui, "cut");
        },
        {keys::on('X', keys::kCtrl)}},
    Action {"copy", "Editing", "Copy", copySteps, {keys::on('C', keys::kCtrl)}},
    Action {"paste", "Editing", "Paste at the cursor", pasteSteps, {keys::on('V', keys::kCtrl)}},
    Action {"duplicate", "Editing", "Duplicate behind itself", duplicateSteps, {keys::on('D', keys::kCtrl)}},
    Action {"rotate.left", "Patterns", "Rotate a step earlier", [](Context& ui) { rotateBy(ui, -1); },
        {keys::on(Special::Left, keys::kAlt)}},
    Action {"rotate.right", "Patterns", "Rotate a step later", [](Context& ui) { rotateBy(ui, 1); },
        {keys::on(Special::Right, keys::kAlt)}},
    Action {"reverse", "Patterns", "Reverse",
        [](Context& ui) {
            editPatterns(ui, "reverse", [](const Pattern& pattern, std::size_t first, std::size_t last) {
                return reversed(pattern, rangeOf(first, last));
            });
        },
        {keys::on('R', keys::kAlt)}},
    Action {"double", "Patterns", "Twice as long, written twice",
        [](Context& ui) {
            editPatterns(ui, "double", [&ui](const Pattern& pattern, std::size_t, std::size_t) {
                const auto longer = doubled(pattern);
                if (!longer)
                    say(ui, longer.error().message);
                return longer.value_or(pattern);
            });
        },
        {keys::on('D', keys::kAlt)}},
    Action {"halve", "Patterns", "Half as long",
        [](Context& ui) {
            editPatterns(ui, "halve",
                [](const Pattern& pattern, std::size_t, std::size_t) { return halved(pattern); });
        },
        {keys::on('H', keys::kAlt)}},
    Action {"randomize", "Patterns", "Other velocities by chance",
        [](Context& ui) {
            const auto seed = nextSeed(ui);
            editPatterns(
                ui, "other velocities", [seed](const Pattern& pattern, std::size_t first, std::size_t last) {
                    return randomized(pattern, rangeOf(first, last), Field::Velocity, 50, seed);
                });
        },
        {keys::on('V', keys::kAlt)}},
    Action {"humanize", "Patterns", "Humanize: small changes of time and velocity",
        [](Context& ui) {
            const auto seed = nextSeed(ui);
            editPatterns(ui, "humanize", [seed](const Pattern& pattern, std::size_t first, std::size_t last) {
                return humanized(pattern, rangeOf(first, last), 10, Step::kNudgeStep / 20, seed);
            });
        },
        {keys::on('U', keys::kAlt)}},
    Action {"euclid", "Patterns", "Euclid: spread hits evenly",
        [](Context& ui) { openDialog(ui, Dialog::Euclid); }, {keys::on('E')}},
};
}  // namespace

std::span<const Action> editingActions()
{
    return kActions;
}

}  // namespace clave
