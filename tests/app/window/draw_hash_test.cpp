#include "app/window/draw_hash.hpp"

#include "tests/app/window/plain_imgui.hpp"

#include <doctest/doctest.h>
#include <imgui.h>

#include <cstdint>
#include <set>

using namespace clave;
using clave::test::PlainImGui;

namespace {
std::uint64_t hashOf(PlainImGui& imgui, float x, ImU32 color, const char* text)
{
    return drawHash(imgui.frame([&](ImDrawList& list) {
        list.AddRectFilled({x, 10.0F}, {x + 20.0F, 30.0F}, color);
        list.AddText({100.0F, 100.0F}, IM_COL32_WHITE, text);
    }));
}
}  // namespace

TEST_SUITE("app/window/draw_hash")
{
    TEST_CASE("the same picture has the same number, and the least difference another one")
    {
        PlainImGui imgui;
        const auto first = hashOf(imgui, 10.0F, IM_COL32_WHITE, "120.0");
        CHECK(hashOf(imgui, 10.0F, IM_COL32_WHITE, "120.0") == first);
        CHECK(hashOf(imgui, 11.0F, IM_COL32_WHITE, "120.0") != first);
        CHECK(hashOf(imgui, 10.0F, IM_COL32(255, 255, 254, 255), "120.0") != first);
        CHECK(hashOf(imgui, 10.0F, IM_COL32_WHITE, "120.1") != first);
        CHECK(hashOf(imgui, 10.0F, IM_COL32_WHITE, "120.0") == first);
        ImGui::GetIO().DisplaySize = {640.0F, 481.0F};
        CHECK(hashOf(imgui, 10.0F, IM_COL32_WHITE, "120.0") != first);
    }

    TEST_CASE("ten thousand places of a playhead have ten thousand numbers")
    {
        PlainImGui imgui;
        std::set<std::uint64_t> all;
        for (int i = 0; i < 10'000; ++i)
            all.insert(hashOf(imgui, static_cast<float>(i) * 0.05F, IM_COL32_WHITE, ""));
        CHECK(all.size() == 10'000);
    }
}
