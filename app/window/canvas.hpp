#pragma once

#include "app/window/dot_rect.hpp"

#include <cstdint>

namespace clave {

/// What the window shows, kept where OpenGL leaves it as it is: so parts of it can be drawn anew, which a
/// window's own back buffer does not promise. Needs a current context of OpenGL 3.0, also at its end.
/// Thread-safe: no. Realtime-safe: no.
class Canvas {
public:
    Canvas() = default;
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;
    Canvas(Canvas&&) = delete;
    Canvas& operator=(Canvas&&) = delete;

    /// What is drawn from here on goes there. \return false when it is new, and empty: all is to be drawn;
    /// also where there can be none, which draws into the window.
    [[nodiscard]] bool begin(int width, int height);
    /// One color all over `rect`. \param color red, green, blue, each in [0, 1].
    void clear(const DotRect& rect, const float (&color)[3]) const;
    /// The window gets it, in its back buffer, and what is drawn from here on.
    void end() const;

private:
    void release();

    std::uint32_t frame_ = 0;
    std::uint32_t dots_ = 0;
    int width_ = 0;
    int height_ = 0;
};

}  // namespace clave
