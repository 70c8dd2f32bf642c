#include "app/scripts/script_knobs.hpp"

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
using Kind = ScriptControlView::Kind;

template <typename Each>
void forEachKnob(const ScriptsView& view, Each each)
{
    for (const ScriptView& script : view.scripts) {
        for (const ScriptControlView& control : script.controls) {
            if (control.kind != Kind::Button)
                each(script, control);
        }
    }
}
}  // namespace

std::vector<double> knobWays(const ScriptsView& view)
{
    std::vector<double> ways;
    forEachKnob(view, [&](const ScriptView&, const ScriptControlView& control) {
        const double width = control.high - control.low;
        ways.push_back(width > 0.0 ? std::clamp((control.value - control.low) / width, 0.0, 1.0) : 0.0);
    });
    return ways;
}

std::optional<KnobTurn> knobTurn(const ScriptsView& view, std::size_t knob, double way)
{
    std::optional<KnobTurn> found;
    std::size_t number = 0;
    forEachKnob(view, [&](const ScriptView& script, const ScriptControlView& control) {
        if (number++ != knob)
            return;
        const double value = control.low + std::clamp(way, 0.0, 1.0) * (control.high - control.low);
        found = KnobTurn {script.name, control.name, control.kind == Kind::Knob ? value : std::round(value)};
    });
    return found;
}

}  // namespace clave
