#pragma once

#include "app/window/ui/context.hpp"
#include "app/window/ui/key_event.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace clave {

/// A key with what is held beside it. Empty when neither special nor letter is set.
struct KeyChord {
    Special special = Special::None;
    char letter = 0;
    Modifiers with;

    [[nodiscard]] constexpr bool isEmpty() const noexcept { return special == Special::None && letter == 0; }
};

/// One thing that can be done, and the keys that do it. The only table: keys, F1, the palette and the list in
/// the guide all come from it.
struct Action {
    /// When its keys mean it.
    enum class When : std::uint8_t { Always, NotStepIn, StepIn };

    std::string_view id;  ///< "play"
    std::string_view group;  ///< "Playing"
    std::string_view words;  ///< "Play, stop"
    void (*run)(Context& ui);
    std::array<KeyChord, 2> keys {};
    When when = When::Always;
};

/// All of them, in the order in which help shows them.
[[nodiscard]] std::span<const Action> actions();
[[nodiscard]] const Action* findAction(std::string_view id);
/// It is about the step, pattern or track at the cursor of the grid: on other screens, where that is not
/// seen, its keys do nothing.
[[nodiscard]] bool isOfGrid(const Action& action);
/// What a key does now; null when nothing. While letters are a piano, only keys without a note are asked.
[[nodiscard]] const Action* actionOf(const KeyEvent& key, const Context& ui);
/// Letters play notes: in Step in, and when the computer's keys are switched to playing.
[[nodiscard]] bool lettersArePiano(const Context& ui);

/// "Ctrl+Shift+Z"; empty for an empty chord.
[[nodiscard]] std::string keyInWords(const KeyChord& chord);
/// "Space" or "' or =".
[[nodiscard]] std::string keysInWords(const Action& action);
/// The table as Markdown, for the guide.
[[nodiscard]] std::string keysAsMarkdown();

// The parts of the table.
[[nodiscard]] std::span<const Action> playingActions();
[[nodiscard]] std::span<const Action> cursorActions();
[[nodiscard]] std::span<const Action> editingActions();
[[nodiscard]] std::span<const Action> stepInActions();
[[nodiscard]] std::span<const Action> trackActions();
[[nodiscard]] std::span<const Action> viewActions();
[[nodiscard]] std::span<const Action> songActions();
[[nodiscard]] std::span<const Action> scriptActions();

// To write chords in the table.
namespace keys {
inline constexpr Modifiers kCtrl {true, false, false};
inline constexpr Modifiers kShift {false, true, false};
inline constexpr Modifiers kAlt {false, false, true};
inline constexpr Modifiers kCtrlShift {true, true, false};
inline constexpr Modifiers kCtrlAlt {true, false, true};
[[nodiscard]] constexpr KeyChord on(char letter, Modifiers with = {})
{
    return {Special::None, letter, with};
}
[[nodiscard]] constexpr KeyChord on(Special special, Modifiers with = {})
{
    return {special, 0, with};
}
}  // namespace keys

}  // namespace clave
