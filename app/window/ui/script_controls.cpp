#include "app/window/ui/fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/script_words.hpp"
#include "app/window/ui/scripts_parts.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
using namespace std::chrono_literals;
using Kind = ScriptControlView::Kind;
constexpr double kStepsOfKnob = 100.0;
constexpr double kFineSteps = 100.0;  // of each of those, when typed

double stepOf(const ScriptControlView& control)
{
    if (control.kind != Kind::Knob)
        return 1.0;
    return control.high > control.low ? (control.high - control.low) / kStepsOfKnob : 1.0;
}

constexpr Nanoseconds kPatience = 200ms;  // for a script to answer

/// The control with the value that it has once what was asked is done.
ScriptControlView soon(const Context& ui, const ScriptView& script, const ScriptControlView& control)
{
    ScriptControlView as = control;
    const auto& asked = ui.state.screens.scripts.asked;
    if (asked && asked->script == script.name && asked->control == control.name
        && ui.frame.now - asked->at < kPatience)
        as.value = asked->value;
    return as;
}

void turn(Context& ui, const ScriptView& script, const ScriptControlView& control, double value)
{
    ui.state.screens.scripts.asked = {script.name, control.name, value, ui.frame.now};
    ui.asks.wish(wish::ForScripts {wish::TurnKnob {script.name, control.name, value}});
}

void press(Context& ui, const ScriptView& script, const ScriptControlView& control)
{
    ui.asks.wish(wish::ForScripts {wish::PressButton {script.name, control.name}});
}

std::string tipOf(const ScriptControlView& control)
{
    return control.doc.empty() ? control.name : fmt::format("{}: {}", control.name, control.doc);
}

std::optional<ValueChange> drawValue(Context& ui, const Rect& at, const ScriptControlView& control,
    const std::string& name, bool isChosen, bool beginsTyping)
{
    ValueField field {.name = name,
        .words = control.name,
        .value = control.value,
        .least = control.low,
        .most = std::max(control.high, control.low),
        .step = stepOf(control),
        .fine = stepOf(control) / (control.kind == Kind::Knob ? kFineSteps : 1.0),
        .normal = control.initial,
        .shown = valueInWords(control),
        .isChosen = isChosen,
        .beginsTyping = beginsTyping};
    const auto change = valueField(ui, at, field);
    tip(tipOf(control));
    return change;
}

void drawControl(Context& ui, Rect at, const ScriptView& script, const ScriptControlView& control,
    bool isChosen, bool beginsTyping)
{
    const std::string name = fmt::format("control.{}", control.name);
    if (control.kind == Kind::Knob || control.kind == Kind::Int) {
        const auto change = drawValue(ui, at, control, name, isChosen, beginsTyping);
        if (change && ImGui::IsMouseDown(0)) {  // it is held, and may be taken back
            ui.state.screens.scripts.asked.reset();
            ui.asks.wish(wish::ForScripts {
                wish::DragKnob {script.name, control.name, change->value, change->gesture}});
        } else if (change) {
            turn(ui, script, control, change->value);
        }
        return;
    }
    if (isChosen)
        box(ui,
            {{at.least.x - ui.px(2), at.least.y - ui.px(2)}, {at.most.x + ui.px(2), at.most.y + ui.px(2)}},
            ui.theme.panel, ui.theme.focus);
    if (control.kind == Kind::Button) {
        if (button(ui, name, at, control.name, Face::Plain, tipOf(control)))
            press(ui, script, control);
        return;
    }
    if (control.kind == Kind::Toggle) {
        const bool on = control.value > 0.5;
        if (toggle(ui, name, at, control.name, on, tipOf(control)))
            turn(ui, script, control, on ? 0.0 : 1.0);
        return;
    }
    const auto now = static_cast<std::size_t>(std::max(control.value, 0.0));
    if (const auto chosen = chooser(ui, name, at, control.name, control.choices, now))
        turn(ui, script, control, static_cast<double>(*chosen));
}

double between(const ScriptControlView& control, double value)
{
    const double most = control.kind == Kind::Toggle ? 1.0
        : control.kind == Kind::Choice
        ? static_cast<double>(std::max<std::size_t>(control.choices.size(), 1)) - 1.0
        : control.high;
    const double least = control.kind == Kind::Knob || control.kind == Kind::Int ? control.low : 0.0;
    return std::clamp(value, least, std::max(least, most));
}
}  // namespace

void drawScriptControls(Context& ui, Rect area, const ScriptView& script)
{
    ScriptsState& state = ui.state.screens.scripts;
    heading(ui, area, "Knobs and buttons");
    if (script.controls.empty()) {
        (void)paragraph(ui, area,
            "None yet: a line like  amount = Knob(0.25)  in the script makes one, for this window, for "
            "controllers and for OSC.",
            ui.theme.textQuiet, ui.fonts.small);
        return;
    }
    constexpr float kHigh = 30.0F;
    const auto count = static_cast<int>(script.controls.size());
    state.control = std::clamp(state.control, 0, count - 1);
    scrolled(ui, "script.controls", area, ui.px((kHigh + 6.0F) * static_cast<float>(count)),
        [&](const Rect& whole) {
            Rect rest = whole;
            rest.least.x += ui.px(2);
            rest.most.x -= ui.px(8);
            rest.least.y += ui.px(2);
            for (int i = 0; i < count; ++i) {
                const bool isChosen = state.part == ScriptPart::Controls && state.control == i;
                const bool types = isChosen && std::exchange(state.typesControl, false);
                const Rect row = nextRow(ui, rest, kHigh - 2.0F);
                const auto& control = script.controls[static_cast<std::size_t>(i)];
                drawControl(ui, row, script, soon(ui, script, control), isChosen, types);
                rest.least.y += ui.px(2);
            }
        });
}

bool controlsKey(Context& ui, const KeyEvent& key, const ScriptView& script)
{
    ScriptsState& state = ui.state.screens.scripts;
    if (script.controls.empty())
        return false;
    const auto count = static_cast<int>(script.controls.size());
    state.control = std::clamp(state.control, 0, count - 1);
    const auto control = soon(ui, script, script.controls[static_cast<std::size_t>(state.control)]);
    const auto by = [&](double steps) {
        const double to = between(control, control.value + steps * stepOf(control));
        if (control.kind != Kind::Button && to != control.value)
            turn(ui, script, control, to);
    };
    const double fast = key.with.shift ? 10.0 : 1.0;
    switch (key.special) {
    case Special::Up:
        state.control = (state.control + count - 1) % count;
        return true;
    case Special::Down:
        state.control = (state.control + 1) % count;
        return true;
    case Special::Left:
        by(-fast);
        return true;
    case Special::Right:
        by(fast);
        return true;
    case Special::Backspace:
    case Special::Delete:
        if (control.kind != Kind::Button)
            turn(ui, script, control, control.initial);
        return true;
    case Special::Enter:
        if (control.kind == Kind::Button)
            press(ui, script, control);
        else if (control.kind == Kind::Toggle)
            turn(ui, script, control, control.value > 0.5 ? 0.0 : 1.0);
        else if (control.kind == Kind::Choice)
            turn(ui, script, control,
                control.value + 1.0 < static_cast<double>(control.choices.size()) ? control.value + 1.0
                                                                                  : 0.0);
        else
            state.typesControl = true;
        return true;
    default:
        return false;
    }
}

}  // namespace clave
