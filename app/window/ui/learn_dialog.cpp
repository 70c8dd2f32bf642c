#include "app/window/ui/devices_parts.hpp"
#include "app/window/ui/dialogs.hpp"
#include "app/window/ui/learn_goals.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

namespace clave {
namespace {
using What = LearnAsk::What;

void ask(Context& ui, const DeviceView& device, What what, std::size_t candidate = 0)
{
    ui.asks.wish(wish::Learn {device.id, {.what = what, .candidate = candidate}});
}

/// What was heard so far, and what can be done with it.
void drawLesson(Context& ui, Rect area, const DeviceView& device)
{
    const LearnView& learn = device.learn;
    const auto say = [&](const std::string& words, Color color) {
        if (!words.empty())
            area.least.y += paragraph(ui, area, words, color) + ui.px(2);
    };
    say(learn.target.empty() ? "Choose above what a control is to do, then touch the control."
                             : "To learn: " + learn.target,
        ui.theme.text);
    say(learn.heard.empty() ? "" : "Heard: " + learn.heard, ui.theme.text);
    say(learn.advice, ui.theme.textQuiet);
    say(learn.conflict.empty() ? "" : "It does something already: " + learn.conflict, ui.theme.warning);
    say(learn.proposal.empty() ? "" : "Two corners are known: " + learn.proposal, ui.theme.text);
    say(learn.trouble, ui.theme.warning);
    for (std::size_t i = 0; i < learn.candidates.size() && i < 4; ++i) {
        if (button(ui, fmt::format("learn.candidate.{}", i), nextRow(ui, area, 26.0F), learn.candidates[i]))
            ask(ui, device, What::Choose, i);
    }
}

void drawButtons(Context& ui, const Rect& row, const DeviceView& device)
{
    const LearnView& learn = device.learn;
    const auto act = [&](std::size_t place, const char* name, const char* words, What what, bool isPossible,
                         Face face, const char* tipText) {
        const Rect at = column(ui, row, place, 5);
        if (!isPossible)
            label(ui, at, words, ui.theme.textQuiet, ui.fonts.small, Align::Center);
        else if (button(ui, name, at, words, face, tipText))
            ask(ui, device, what);
    };
    act(0, "learn.take", learn.conflict.empty() ? "Take it" : "Replace", What::Take, learn.isDone, Face::On,
        "The control does this from now on");
    act(1, "learn.both", "Keep both", What::TakeBoth, learn.isDone && !learn.conflict.empty(), Face::Plain,
        "It goes on to do what it did, too");
    act(2, "learn.grid", "Whole grid", What::TakeGrid, !learn.proposal.empty(), Face::Plain,
        "All pads between the two corners, as steps");
    act(3, "learn.undo", "Take back", What::Undo, learn.taken > 0, Face::Plain, "Forgets the last one");
    act(4, "learn.save", "Save", What::Save, learn.taken > 0, Face::Good,
        "Into a map of your own: a text file in your folder");
}
}  // namespace

void drawLearnDialog(Context& ui, Rect area)
{
    const DeviceView* const device = chosenDevice(ui);
    if (device == nullptr) {
        (void)paragraph(ui, area, "No controller is there to be taught: plug one in.", ui.theme.textQuiet);
        return;
    }
    DevicesState& state = ui.state.screens.devices;
    state.learning = device->id;
    Rect top = cutTop(area, ui.px(34));
    const Rect number = cutRight(top, std::min(ui.px(150), top.size().x * 0.35F));
    top.most.x -= ui.px(6);
    const bool entered = dialogField(ui, top, "What a control is to do: play, velocity, mute");
    if (const auto change = valueField(ui, number,
            {.name = "learn.number",
                .words = "Which one",
                .value = static_cast<double>(state.learnNumber),
                .least = 1.0,
                .most = 128.0,
                .normal = 1.0,
                .shown = std::to_string(state.learnNumber)}))
        state.learnNumber = static_cast<int>(change->value);
    area.least.y += ui.px(8);
    drawButtons(ui, cutBottom(area, ui.px(32)), *device);
    area.most.y -= ui.px(8);
    drawLesson(ui, cutBottom(area, std::min(ui.px(200), area.size().y * 0.6F)), *device);
    area.most.y -= ui.px(8);
    const auto goals = learnGoals(state.learnNumber, ui.state.typed);
    auto chosen =
        dialogList(ui, "goals", area, static_cast<int>(goals.size()), [&](const Rect& line, int at) {
            label(ui, line, goals[static_cast<std::size_t>(at)].title, ui.theme.text);
        });
    if (entered)
        chosen = ui.state.chosen;
    if (chosen && static_cast<std::size_t>(*chosen) < goals.size())
        ui.asks.wish(wish::Learn {
            device->id, {.what = What::Listen, .goal = goals[static_cast<std::size_t>(*chosen)]}});
}

void endLearning(Context& ui)
{
    DevicesState& state = ui.state.screens.devices;
    if (!state.learning || ui.state.dialog == Dialog::Learn)
        return;
    ui.asks.wish(wish::Learn {*state.learning, {.what = What::Stop}});
    state.learning.reset();
}

}  // namespace clave
