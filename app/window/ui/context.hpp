#pragma once

#include "app/window/ui/asks.hpp"
#include "app/window/ui/fonts.hpp"
#include "app/window/ui/rects.hpp"
#include "app/window/ui/theme.hpp"
#include "app/window/ui/ui_frame.hpp"
#include "app/window/ui/ui_state.hpp"

#include <imgui.h>

namespace clave {

/// What every part of the window is given to draw itself and to ask.
struct Context {
    const UiFrame& frame;
    UiState& state;
    Asks& asks;
    const Theme& theme;
    const Fonts& fonts;
    Rects& rects;

    [[nodiscard]] const Song& song() const noexcept { return *frame.snapshot.song; }
    [[nodiscard]] const Performance& performance() const noexcept { return frame.snapshot.performance; }
    /// So many pixels for a length that is meant for 96 dots an inch.
    [[nodiscard]] float px(float length) const noexcept { return length * state.scale; }
};

[[nodiscard]] inline ImU32 toImGui(Color color, int alpha = 255) noexcept
{
    return IM_COL32(color.r, color.g, color.b, alpha);
}
[[nodiscard]] inline ImVec4 toImGuiFloat(Color color) noexcept
{
    return ImGui::ColorConvertU32ToFloat4(toImGui(color));
}

}  // namespace clave
