#pragma once

#include "app/window/ui/context.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clave {

// The few things the window is made of. Each is drawn where it is told and keeps its rectangle by name.

enum class Face : std::uint8_t {
    Plain,
    On,  ///< switched on: filled with the accent
    Good,  ///< playing
    Warning,
    Bad,  ///< recording, Step in
};

/// A button with a word, an icon or both. True when it is clicked.
bool button(Context& ui, const std::string& name, const Rect& at, const std::string& text,
    Face face = Face::Plain, const std::string& tip = {});

/// The icon where there is a font for it, else the word.
[[nodiscard]] std::string iconOr(const Context& ui, const char* icon, const char* word);

enum class Align : std::uint8_t { Left, Center, Right };
/// One line of text within a rectangle, vertically centered, with "…" where it does not fit.
void label(Context& ui, const Rect& at, std::string_view text, Color color, ImFont* font = nullptr,
    Align align = Align::Left);

/// A number that is dragged, turned by the wheel, typed after a double click, and put back by Ctrl+click.
struct ValueField {
    std::string name;  ///< of its rectangle
    std::string words;  ///< beside it; empty: the value takes all of the place
    double value = 0.0;
    double least = 0.0;
    double most = 1.0;
    double step = 1.0;  ///< of a pixel of dragging and a notch of the wheel; a fifth of it with Shift
    double fine = 0.0;  ///< what is typed is rounded to this; 0: to `step`, too
    std::optional<double> normal;  ///< what Ctrl+click gives
    std::string shown;  ///< the value as text
    bool isChosen = false;  ///< the keyboard is on it
    bool beginsTyping = false;  ///< as after a double click
};
struct ValueChange {
    double value = 0.0;
    std::uint64_t gesture = 0;  ///< the same for all of one drag
};
/// The new value, within its limits and on its steps; nothing while it stays.
std::optional<ValueChange> valueField(Context& ui, const Rect& at, const ValueField& field);

/// The value that is being dragged goes back to what it was; false when none is.
bool cancelValueDrag(Context& ui);

/// The text field that comes next gets the keyboard, one frame later.
void giveKeysToNext();

/// Enter was pressed while text is typed into a field. ImGui 1.86 looks at keys once a frame and does not see
/// one that is let go before.
void enterTyped();
/// A field begins to be typed into: an Enter from before is none of its own.
void beginTyped();
/// Whether the field that is typed into, which now holds `text`, is to take it: once after enterTyped(), when
/// no more letters come.
[[nodiscard]] bool takeTyped(std::string_view text);

/// A filled rectangle with rounded corners; no border when `edge` is nothing.
void box(
    Context& ui, const Rect& at, Color fill, std::optional<Color> edge = std::nullopt, float rounding = 4.0F);

/// A part of `area`, which loses it.
Rect cutTop(Rect& area, float height);
Rect cutBottom(Rect& area, float height);
Rect cutLeft(Rect& area, float width);
Rect cutRight(Rect& area, float width);
[[nodiscard]] Rect inset(const Rect& area, float by);

/// Says what a thing does, after the mouse has rested on it.
void tip(const std::string& text);
/// Says it at the mouse, now.
void showTip(const std::string& text);

}  // namespace clave
