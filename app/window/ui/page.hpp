#pragma once

#include "app/window/ui/context.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace clave {

// Text and parts of a screen.

/// A part of the screen that scrolls when it holds more than is seen.
/// \param draw  is given the whole of it: `height` high, and as wide as is seen or `width`.
void scrolled(Context& ui, const std::string& name, const Rect& at, float height,
    const std::function<void(const Rect& whole)>& draw, float width = 0.0F);

/// Several lines of text, broken between words. \returns its height in pixels.
float paragraph(Context& ui, const Rect& at, std::string_view text, Color color, ImFont* font = nullptr);
/// What it would return.
[[nodiscard]] float paragraphHeight(
    const Context& ui, float width, std::string_view text, ImFont* font = nullptr);
/// In pixels, of one line.
[[nodiscard]] float textWidth(const Context& ui, std::string_view text, ImFont* font = nullptr);

/// A heading over a part of a screen; takes what it needs off the top of `area`.
void heading(Context& ui, Rect& area, std::string_view text);

/// One of `count` equal parts side by side, with a gap.
[[nodiscard]] Rect column(const Context& ui, const Rect& area, std::size_t index, std::size_t count);

/// The next line of fields or buttons off the top of `area`, with a gap below.
[[nodiscard]] Rect nextRow(const Context& ui, Rect& area, float height = 30.0F);

/// The mouse is there, and over this part of the window and not over something on top of it.
[[nodiscard]] bool isMouseOver(const Rect& at);

}  // namespace clave
