#include "app/net/osc_scripts.hpp"

#include "app/scripts/script_desk.hpp"
#include "core/io/json_tree.hpp"
#include "core/io/song_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace clave {
namespace {
/// The one of that name, or a sentence that says which was probably meant.
template <typename Thing>
Result<const Thing*> named(const std::vector<Thing>& things, const std::string& name, const char* what)
{
    const auto found = std::ranges::find(things, name, &Thing::name);
    if (found != things.end())
        return &*found;
    std::vector<std::string_view> known;
    for (const Thing& thing : things)
        known.push_back(thing.name);
    const std::string_view meant = closest(name, known);
    return fail(meant.empty()
            ? fmt::format("There is no {} {}.", what, shownText(name))
            : fmt::format("There is no {} {}; did you mean \"{}\"?", what, shownText(name), meant));
}

using Kind = ScriptControlView::Kind;

/// A number, or one of a choice's words.
Result<double> valueFor(const ScriptControlView& control, const OscValue& value)
{
    if (const auto* const word = std::get_if<std::string>(&value);
        word != nullptr && control.kind == Kind::Choice) {
        const auto found = std::ranges::find(control.choices, *word);
        if (found != control.choices.end())
            return static_cast<double>(found - control.choices.begin());
        return fail(fmt::format("\"{}\" is not {}; it is one of {}.", control.name, shownText(*word),
            fmt::join(control.choices, ", ")));
    }
    const auto number = oscNumber(value);
    if (!number)
        return fail(fmt::format("\"{}\" needs a number.", control.name));
    return std::clamp(*number, control.low, control.high);
}

Result<ScriptControlView> controlOf(
    const ScriptDesk& desk, const std::string& script, const std::string& control)
{
    const ScriptsViewPtr views = desk.views();
    return named(views->scripts, script, "script").and_then([&](const ScriptView* view) {
        return named(view->controls, control, "knob").map([](const ScriptControlView* one) { return *one; });
    });
}
}  // namespace

OscScripts oscScripts(ScriptDesk& desk)
{
    OscScripts scripts;
    scripts.knob = [&desk](const std::string& script, const std::string& knob, const OscValue& value) {
        return controlOf(desk, script, knob).and_then([&](const ScriptControlView& control) {
            return valueFor(control, value).map([&](double number) {
                if (control.kind != Kind::Button)
                    desk.knob(script, knob, number);
                else if (number != 0.0)
                    desk.press(script, knob);
            });
        });
    };
    scripts.press = [&desk](const std::string& script, const std::string& button) -> Result<void> {
        return controlOf(desk, script, button)
            .and_then([&](const ScriptControlView& control) -> Result<void> {
                if (control.kind != Kind::Button)
                    return fail(fmt::format("\"{}\" is a knob; give it a value.", button));
                desk.press(script, button);
                return {};
            });
    };
    scripts.call = [&desk](const std::string& name, std::span<const OscValue> values) -> Result<void> {
        std::vector<int> numbers;
        for (const OscValue& value : values) {
            const auto number = oscNumber(value);
            if (!number || std::abs(*number) > 1e9)
                return fail(fmt::format("/clave/call/{} takes whole numbers.", name));
            numbers.push_back(static_cast<int>(std::lround(*number)));
        }
        desk.call(name, numbers);
        return {};
    };
    scripts.heard = [&desk](const OscMessage& message) { desk.osc(message.path, oscTexts(message.values)); };
    return scripts;
}

std::function<void(const std::string& path, const std::string& values)> oscSender(OscDesk& desk)
{
    return [&desk](const std::string& path, const std::string& values) {
        if (auto read = parseOscTexts(values))
            desk.send({path, std::move(*read)});
    };
}

}  // namespace clave
