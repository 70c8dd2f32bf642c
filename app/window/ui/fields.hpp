#pragma once

#include "app/window/ui/context.hpp"
#include "app/window/ui/widgets.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace clave {

// What screens and dialogs are made of beside the widgets: names to type, one of several, on and off. Like
// those, each keeps its rectangle by name.

/// While it lives, ImGui's text field comes out at `at` and in the colors of the theme.
class TextFieldLook {
public:
    TextFieldLook(Context& ui, const std::string& name, const Rect& at);
    ~TextFieldLook();
    TextFieldLook(const TextFieldLook&) = delete;
    TextFieldLook& operator=(const TextFieldLook&) = delete;
    TextFieldLook(TextFieldLook&&) = delete;
    TextFieldLook& operator=(TextFieldLook&&) = delete;
};

/// A text that is typed in place. \returns the new one when it was changed and Enter was pressed or something
/// else clicked; Esc keeps the old one.
std::optional<std::string> nameField(
    Context& ui, const std::string& name, const Rect& at, const std::string& text, const std::string& hint);

/// Buttons in a row, of which one is on. \returns the one that was clicked, unless it is on already. Their
/// rectangles are `name`.0, `name`.1 …
std::optional<std::size_t> segments(Context& ui, const std::string& name, const Rect& at,
    const std::vector<std::string>& words, std::size_t on);

/// A button that shows what is chosen and opens a list of what can be; `words` stand beside it, if any. The
/// rectangles of the open list's lines are `name`.0 … \returns the one that was clicked.
/// \param shown  on the button, when it is none of the choices.
std::optional<std::size_t> chooser(Context& ui, const std::string& name, const Rect& at,
    const std::string& words, const std::vector<std::string>& choices, std::optional<std::size_t> chosen,
    const std::string& shown = {});

/// A button that is on or off, with a mark that says so without color. True when it is clicked.
bool toggle(Context& ui, const std::string& name, const Rect& at, const std::string& text, bool on,
    const std::string& tip = {});

/// The eight colors of the theme, by number, and none. \returns the new one, [0, 8].
std::optional<std::uint8_t> colorField(
    Context& ui, const std::string& name, const Rect& at, std::uint8_t color);

/// A line of a list of things that have a state.
struct ListRow {
    std::string name;  ///< of its rectangle
    std::string title;
    std::string words;  ///< below it, quiet
    bool isChosen = false;
    std::function<void(const Rect& at)> drawMark;  ///< says the state without color
    std::string tip {};
};
/// The next one off the top of `list`. True when it is clicked.
bool listRow(Context& ui, Rect& list, const ListRow& look);
/// So high is each, at scale 1.
inline constexpr float kListRow = 46.0F;

}  // namespace clave
