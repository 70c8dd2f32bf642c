#include "app/window/ui/actions.hpp"

#include <algorithm>
#include <vector>

namespace clave {
namespace {
std::vector<Action> allActions()
{
    std::vector<Action> all;
    for (const auto part : {playingActions(), stepInActions(), cursorActions(), editingActions(),
             trackActions(), viewActions(), songActions(), scriptActions()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

std::string_view nameOf(Special key)
{
    constexpr std::array<std::string_view, 27> kNames {"", "Left", "Right", "Up", "Down", "Enter", "Space",
        "Tab", "Backspace", "Delete", "Esc", "Home", "End", "Page Up", "Page Down", "F1", "F2", "F3", "F4",
        "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12"};
    return kNames[static_cast<std::size_t>(key)];
}

bool isMeant(const KeyChord& chord, const KeyEvent& key)
{
    return !chord.isEmpty() && chord.special == key.special && chord.letter == key.letter
        && chord.with == key.with;
}
}  // namespace

std::span<const Action> actions()
{
    static const std::vector<Action> kAll = allActions();
    return kAll;
}

const Action* findAction(std::string_view id)
{
    const auto all = actions();
    const auto found = std::ranges::find(all, id, &Action::id);
    return found == all.end() ? nullptr : &*found;
}

bool isOfGrid(const Action& action)
{
    constexpr std::array<std::string_view, 5> kGroups {"Moving", "Editing", "Patterns", "Tracks", "Step in"};
    return action.id != "undo" && action.id != "redo" && std::ranges::count(kGroups, action.group) > 0;
}

bool lettersArePiano(const Context& ui)
{
    return ui.performance().entry.on || ui.state.keysPlay;
}

const Action* actionOf(const KeyEvent& key, const Context& ui)
{
    if (lettersArePiano(ui) && key.piano != KeyEvent::kNoPiano && !key.with.ctrl && !key.with.alt)
        return nullptr;
    const bool stepIn = ui.performance().entry.on;
    for (const Action& action : actions()) {
        if (action.when == (stepIn ? Action::When::NotStepIn : Action::When::StepIn))
            continue;
        if (std::ranges::any_of(action.keys, [&](const KeyChord& chord) { return isMeant(chord, key); }))
            return &action;
    }
    return nullptr;
}

std::string keyInWords(const KeyChord& chord)
{
    if (chord.isEmpty())
        return {};
    std::string words;
    if (chord.with.ctrl)
        words += "Ctrl+";
    if (chord.with.alt)
        words += "Alt+";
    if (chord.with.shift)
        words += "Shift+";
    return words
        + (chord.special == Special::None ? std::string(1, chord.letter)
                                          : std::string(nameOf(chord.special)));
}

std::string keysInWords(const Action& action)
{
    std::string words;
    for (const auto& chord : action.keys) {
        if (!chord.isEmpty())
            words += (words.empty() ? "" : " or ") + keyInWords(chord);
    }
    return words;
}

std::string keysAsMarkdown()
{
    std::string text = "| key | does |\n| --- | --- |\n";
    std::string_view group;
    for (const Action& action : actions()) {
        if (action.keys[0].isEmpty())
            continue;
        if (action.group != group) {
            group = action.group;
            text += "| | **" + std::string(group) + "** |\n";
        }
        text += "| " + keysInWords(action) + " | " + std::string(action.words) + " |\n";
    }
    return text;
}

}  // namespace clave
