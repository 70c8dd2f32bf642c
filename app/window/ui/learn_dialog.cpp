#include "app/window/ui/devices_parts.hpp"
#include "app/window/ui/dialogs.hpp"
#include "app/window/ui/learn_goals.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace clave {
namespace {
using What = LearnAsk::What;

void ask(Context& ui, const DeviceView& device, What what, std::size_t candidate = 0)
{
    ui.asks.wish(wish::Learn {device.id, {.what = what, .candidate = candidate}});
}

struct Sentence {
    std::string words;
    Color color;
};

/// What was heard so far.
std::vector<Sentence> lessonOf(const Context& ui, const LearnView& learn)
{
    std::vector<Sentence> lesson;
    const auto say = [&lesson](const std::string& before, const std::string& words, Color color) {
        if (!words.empty())
            lesson.push_back({before + words, color});
    };
    const Theme& theme = ui.theme;
    if (learn.target.empty())
        say("", "Choose above what a control is to do, then touch the control.", theme.text);
    say("To learn: ", learn.target, theme.text);
    say("Heard: ", learn.heard, theme.text);
    say("", learn.advice, theme.textQuiet);
    say("It does something already: ", learn.conflict, theme.warning);
    say("Two corners are known: ", learn.proposal, theme.text);
    say("", learn.trouble, theme.warning);
    return lesson;
}

constexpr std::size_t kMostCandidates = 4;
constexpr float kCandidate = 26.0F;

float heightOf(const Context& ui, float width, const LearnView& learn)
{
    float height = 0.0F;
    for (const Sentence& sentence : lessonOf(ui, learn))
        height += paragraphHeight(ui, width, sentence.words) + ui.px(2);
    const auto candidates = std::min(learn.candidates.size(), kMostCandidates);
    return height + ui.px((kCandidate + 6.0F) * static_cast<float>(candidates));
}

/// And what can be done with it.
void drawLesson(Context& ui, Rect area, const DeviceView& device)
{
    const LearnView& learn = device.learn;
    for (const Sentence& sentence : lessonOf(ui, learn))
        area.least.y += paragraph(ui, area, sentence.words, sentence.color) + ui.px(2);
    for (std::size_t i = 0; i < std::min(learn.candidates.size(), kMostCandidates); ++i) {
        if (button(
                ui, fmt::format("learn.candidate.{}", i), nextRow(ui, area, kCandidate), learn.candidates[i]))
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
                .words = "Number",
                .value = static_cast<double>(state.learnNumber),
                .least = 1.0,
                .most = 128.0,
                .normal = 1.0,
                .shown = std::to_string(state.learnNumber)}))
        state.learnNumber = static_cast<int>(change->value);
    area.least.y += ui.px(8);
    drawButtons(ui, cutBottom(area, ui.px(32)), *device);
    area.most.y -= ui.px(8);
    const float lesson = heightOf(ui, area.size().x, device->learn);
    drawLesson(ui, cutBottom(area, std::min(lesson, area.size().y * 0.75F)), *device);
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
