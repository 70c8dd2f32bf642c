#pragma once

#include <imgui.h>

namespace clave::test {

/// Dear ImGui without a window system or a graphics card.
class PlainImGui {
public:
    PlainImGui()
    {
        ImGui::SetCurrentContext(context_);
        auto& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {640.0F, 480.0F};
        unsigned char* pixels = nullptr;
        int width = 0;
        int height = 0;
        io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
    }
    ~PlainImGui()
    {
        ImGui::DestroyContext(context_);
        ImGui::SetCurrentContext(before_);
    }
    PlainImGui(const PlainImGui&) = delete;
    PlainImGui& operator=(const PlainImGui&) = delete;
    PlainImGui(PlainImGui&&) = delete;
    PlainImGui& operator=(PlainImGui&&) = delete;

    /// One frame of what `draw(list)` draws.
    template <typename Draw>
    [[nodiscard]] ImDrawData& frame(const Draw& draw)
    {
        ImGui::NewFrame();
        draw(*ImGui::GetForegroundDrawList());
        ImGui::Render();
        return *ImGui::GetDrawData();
    }

private:
    ImGuiContext* before_ = ImGui::GetCurrentContext();
    ImGuiContext* context_ = ImGui::CreateContext();
};

}  // namespace clave::test
