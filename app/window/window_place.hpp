#pragma once

#include "app/settings.hpp"

namespace clave {

// Where a window may be and how large. Only after glfwInit(). Thread-safe: no, the main thread only.
// Realtime-safe: no.

struct WindowSize {
    int width = 0;
    int height = 0;
};

/// How large a new window is: as the last time, else made for 1280 x 800 at the scale given, and never larger
/// than the screen. \param scale 0: as the screen's dots ask for.
[[nodiscard]] WindowSize firstSize(const std::optional<WindowPlace>& last, float scale);

/// What it cannot be made smaller than: 960 x 600, or the screen where that is smaller.
[[nodiscard]] WindowSize leastSize();

/// Enough of it would be on a screen to take hold of it.
[[nodiscard]] bool isOnSomeScreen(const WindowPlace& place);

}  // namespace clave
