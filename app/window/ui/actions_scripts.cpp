#include "app/window/ui/actions.hpp"
#include "app/window/ui/ghosts.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/scripts_parts.hpp"
#include "app/window/ui/view.hpp"

#include <algorithm>

namespace clave {
namespace {
void wish(Context& ui, wish::ForScripts what)
{
    ui.asks.wish(std::move(what));
}

/// Does something with the script that is looked at, or says that there is none.
void withScript(Context& ui, void (*act)(Context&, const ScriptView&))
{
    if (const ScriptView* const script = chosenScript(ui))
        act(ui, *script);
    else
        say(ui, "The song has no script: Scripts (F8) makes or adds one.");
}

void unbench(Context& ui)
{
    if (ui.frame.scripts == nullptr)
        return;
    for (const ScriptView& script : ui.frame.scripts->scripts) {
        if (script.state == ScriptView::State::Benched)
            wish(ui, wish::UnbenchScript {script.name});
    }
}

template <ScriptPart Part>
void goTo(Context& ui)
{
    ui.state.screen = Screen::Scripts;
    ScriptsState& scripts = ui.state.screens.scripts;
    scripts.part = Part;
    scripts.editor.wantsKeys = Part == ScriptPart::Text;
    scripts.console.wantsKeys = Part == ScriptPart::Console;
}

/// What an earlier run left of a script's text; the first one that is offered.
void takeDraft(Context& ui)
{
    if (ui.frame.leftDrafts.empty() || ui.frame.scripts == nullptr)
        return;
    const auto& [file, text] = *ui.frame.leftDrafts.begin();
    goTo<ScriptPart::Text>(ui);
    const auto& scripts = ui.frame.scripts->scripts;
    const auto found = std::ranges::find(scripts, file, &ScriptView::file);
    if (found != scripts.end())
        chooseScript(ui, *found, ScriptPart::Text);
    ui.state.screens.scripts.editor.drafts[file] = {text, {}, true};
    wish(ui, wish::AnswerDraft {file, true});
}

void dropDraft(Context& ui)
{
    if (!ui.frame.leftDrafts.empty())
        wish(ui, wish::AnswerDraft {ui.frame.leftDrafts.begin()->first, false});
}

/// What chance, conditions and scripts made of the cursor's track, as a pattern of its own.
template <std::uint32_t Bars>
void print(Context& ui)
{
    if (!ui.song().tracks.empty())
        ui.asks.wish(wish::PrintHeard {ui.song().tracks[cursor(ui).pattern.track]->id, Bars});
}

constexpr std::array kActions {
    Action {"script.new", "Scripts", "New script",
        [](Context& ui) {
            ui.state.screen = Screen::Scripts;
            openDialog(ui, Dialog::NewScript);
        }},
    Action {"script.add", "Scripts", "Add a script to the song",
        [](Context& ui) {
            ui.state.screen = Screen::Scripts;
            openDialog(ui, Dialog::AddScript);
        }},
    Action {"script.edit", "Scripts", "Write in the script's text (Esc leaves it)", goTo<ScriptPart::Text>},
    Action {"script.console", "Scripts", "Type Python that runs at once (Esc leaves it)",
        goTo<ScriptPart::Console>},
    Action {"script.save", "Scripts", "Save the script's text and run it (Ctrl+S while it is shown)",
        [](Context& ui) { withScript(ui, saveScript); }},
    Action {"script.reload", "Scripts", "Load the script anew",
        [](Context& ui) {
            withScript(ui,
                [](Context& to, const ScriptView& script) { wish(to, wish::ReloadScript {script.name}); });
        }},
    Action {"script.switch", "Scripts", "Script on, off",
        [](Context& ui) {
            withScript(ui, [](Context& to, const ScriptView& script) {
                wish(to, wish::EnableScript {script.name, script.state == ScriptView::State::Off});
            });
        }},
    Action {"script.remove", "Scripts", "Take the script out of the song; its file stays",
        [](Context& ui) {
            withScript(ui,
                [](Context& to, const ScriptView& script) { wish(to, wish::RemoveScript {script.name}); });
        }},
    Action {"script.error", "Scripts", "Show where a script went wrong", showScriptError},
    Action {
        "script.unbench", "Scripts", "Try scripts again that were switched off for their faults", unbench},
    Action {"script.trust", "Scripts", "Let the scripts run that came with the song",
        [](Context& ui) { wish(ui, wish::TrustScript {}); }},
    Action {"script.takeDraft", "Scripts",
        "Take what was typed into a script and not saved in an earlier run", takeDraft},
    Action {"script.dropDraft", "Scripts",
        "Drop what was typed into a script and not saved in an earlier run", dropDraft},
    Action {"ghosts.print", "Scripts", "Print the ghosts: what scripts played becomes steps of the pattern",
        printGhosts},
    Action {"print.1", "Scripts", "Print what I heard: the track's last bar into a free pattern", print<1>},
    Action {"print.2", "Scripts", "Print what I heard: the last 2 bars", print<2>},
    Action {"print.4", "Scripts", "Print what I heard: the last 4 bars", print<4>},
    Action {"print.8", "Scripts", "Print what I heard: the last 8 bars", print<8>},
};
}  // namespace

std::span<const Action> scriptActions()
{
    return kActions;
}

}  // namespace clave
