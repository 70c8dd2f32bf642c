#include "app/window/draw_hash.hpp"

#include <doctest/doctest.h>
#include <imgui.h>

#include <cstdint>
#include <set>

using namespace clave;

namespace {
/// Dear ImGui without a window system or a graphics card.
class Canvas {
public:
    Canvas()
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
    ~Canvas()
    {
        ImGui::DestroyContext(context_);
        ImGui::SetCurrentContext(before_);
    }
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;
    Canvas(Canvas&&) = delete;
    Canvas& operator=(Canvas&&) = delete;

    std::uint64_t hash(float x, ImU32 color, const char* text)
    {
        ImGui::NewFrame();
        auto* const list = ImGui::GetForegroundDrawList();
        list->AddRectFilled({x, 10.0F}, {x + 20.0F, 30.0F}, color);
        list->AddText({100.0F, 100.0F}, IM_COL32_WHITE, text);
        ImGui::Render();
        return drawHash(*ImGui::GetDrawData());
    }

private:
    ImGuiContext* before_ = ImGui::GetCurrentContext();
    ImGuiContext* context_ = ImGui::CreateContext();
};
}  // namespace

TEST_SUITE("app/window/draw_hash")
{
    TEST_CASE("the same picture has the same number, and the least difference another one")
    {
        Canvas canvas;
        const auto first = canvas.hash(10.0F, IM_COL32_WHITE, "120.0");
        CHECK(canvas.hash(10.0F, IM_COL32_WHITE, "120.0") == first);
        CHECK(canvas.hash(11.0F, IM_COL32_WHITE, "120.0") != first);
        CHECK(canvas.hash(10.0F, IM_COL32(255, 255, 254, 255), "120.0") != first);
        CHECK(canvas.hash(10.0F, IM_COL32_WHITE, "120.1") != first);
        CHECK(canvas.hash(10.0F, IM_COL32_WHITE, "120.0") == first);
        ImGui::GetIO().DisplaySize = {640.0F, 481.0F};
        CHECK(canvas.hash(10.0F, IM_COL32_WHITE, "120.0") != first);
    }

    TEST_CASE("ten thousand places of a playhead have ten thousand numbers")
    {
        Canvas canvas;
        std::set<std::uint64_t> all;
        for (int i = 0; i < 10'000; ++i)
            all.insert(canvas.hash(static_cast<float>(i) * 0.05F, IM_COL32_WHITE, ""));
        CHECK(all.size() == 10'000);
    }
}
