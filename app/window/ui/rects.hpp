#pragma once

#include <imgui.h>

#include <algorithm>
#include <map>
#include <string>

namespace clave {

/// A rectangle on the screen, in pixels.
struct Rect {
    ImVec2 least;
    ImVec2 most;

    [[nodiscard]] ImVec2 size() const noexcept { return {most.x - least.x, most.y - least.y}; }
    /// For ImGui's buttons, which must not be empty: where a window is too small for all, nothing is left of
    /// some.
    [[nodiscard]] ImVec2 clickable() const noexcept
    {
        return {std::max(most.x - least.x, 1.0F), std::max(most.y - least.y, 1.0F)};
    }
    [[nodiscard]] ImVec2 center() const noexcept
    {
        return {(least.x + most.x) / 2.0F, (least.y + most.y) / 2.0F};
    }
    [[nodiscard]] bool has(ImVec2 p) const noexcept
    {
        return p.x >= least.x && p.x < most.x && p.y >= least.y && p.y < most.y;
    }
};

/// Where each thing of the window is, by name ("play", "cell.2.5"), for tests that click on it. Nothing is
/// kept unless somebody wants it.
class Rects {
public:
    void keep(bool on) noexcept { keeps_ = on; }
    void beginFrame()
    {
        if (keeps_)
            all_.clear();
    }
    void note(std::string name, const Rect& rect)
    {
        if (keeps_)
            all_.insert_or_assign(std::move(name), rect);
    }
    [[nodiscard]] bool keeps() const noexcept { return keeps_; }
    [[nodiscard]] const std::map<std::string, Rect>& all() const noexcept { return all_; }

private:
    bool keeps_ = false;
    std::map<std::string, Rect> all_;
};

}  // namespace clave
