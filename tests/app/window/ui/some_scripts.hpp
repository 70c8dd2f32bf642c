#pragma once

#include "app/scripts/scripts_view.hpp"

#include <string>

namespace clave::test {

inline ScriptControlView controlOf(
    const char* name, ScriptControlView::Kind kind, double value, double low, double high, double initial)
{
    ScriptControlView control;
    control.name = name;
    control.kind = kind;
    control.value = value;
    control.low = low;
    control.high = high;
    control.initial = initial;
    return control;
}

/// One that runs and has a control of every kind.
inline ScriptView someScript(const char* name)
{
    using Kind = ScriptControlView::Kind;
    ScriptView script;
    script.name = name;
    script.path = std::string(name) + ".py";
    script.file = "/songs/" + script.path;
    script.state = ScriptView::State::Running;
    script.textNumber = 1;
    script.controls = {controlOf("amount", Kind::Knob, 0.5, 0.0, 1.0, 0.25),
        controlOf("pulses", Kind::Int, 5.0, 0.0, 16.0, 4.0),
        controlOf("loud", Kind::Toggle, 0.0, 0.0, 1.0, 0.0),
        controlOf("mode", Kind::Choice, 0.0, 0.0, 1.0, 0.0),
        controlOf("again", Kind::Button, 0.0, 0.0, 1.0, 0.0)};
    script.controls[3].choices = {"up", "down", "random"};
    return script;
}

}  // namespace clave::test
