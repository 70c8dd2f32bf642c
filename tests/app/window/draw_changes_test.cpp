#include "app/window/draw_changes.hpp"

#include "app/window/dot_region.hpp"

#include "tests/app/window/plain_imgui.hpp"
#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

using namespace clave;
using clave::test::Dice;
using clave::test::PlainImGui;

namespace {
/// A display that remembers, at points of a grid, which triangles were drawn over them, in order.
class Display {
public:
    Display()
    {
        for (int y = 3; y < 480; y += kEvery) {
            for (int x = 3; x < 640; x += kEvery)
                points_.push_back({x, y, {}});
        }
    }
    void clear(const DotRect& rect)
    {
        for (Point& point : points_) {
            if (point.isIn(rect))
                point.layers.clear();
        }
    }
    void draw(const ImDrawData& data)
    {
        for (int i = 0; i < data.CmdListsCount; ++i) {
            for (const ImDrawCmd& command : data.CmdLists[i]->CmdBuffer)
                draw(*data.CmdLists[i], command, static_cast<int>(data.DisplaySize.y));
        }
    }

    friend bool operator==(const Display&, const Display&) = default;

private:
    using Corner = std::tuple<float, float, ImU32>;
    using Layer = std::array<Corner, 3>;
    static constexpr int kEvery = 4;  // so that edges of tiles are among them

    struct Point {
        int x;
        int y;
        std::vector<Layer> layers;

        [[nodiscard]] bool isIn(const DotRect& rect) const
        {
            return x >= rect.left && x < rect.right && y >= rect.top && y < rect.bottom;
        }
        friend bool operator==(const Point&, const Point&) = default;
    };

    void draw(const ImDrawList& list, const ImDrawCmd& command, int height)
    {
        // As ImGui's renderer for OpenGL cuts: whole dots from the lower left corner.
        const ImVec4& exact = command.ClipRect;
        const auto whole = [](float length) { return static_cast<float>(static_cast<int>(length)); };
        const float below = whole(static_cast<float>(height) - exact.w);
        const float top = static_cast<float>(height) - below - whole(exact.w - exact.y);
        const ImVec4 clip {whole(exact.x), top, whole(exact.x) + whole(exact.z - exact.x),
            static_cast<float>(height) - below};
        for (unsigned i = command.IdxOffset; i < command.IdxOffset + command.ElemCount; i += 3) {
            Layer layer;
            ImVec2 least {1e9F, 1e9F};
            ImVec2 most {-1e9F, -1e9F};
            for (unsigned corner = 0; corner < 3; ++corner) {
                const auto index = list.IdxBuffer[static_cast<int>(i + corner)];
                const ImDrawVert& at = list.VtxBuffer[static_cast<int>(command.VtxOffset + index)];
                layer[corner] = {at.pos.x, at.pos.y, at.col};
                least = {std::min(least.x, at.pos.x), std::min(least.y, at.pos.y)};
                most = {std::max(most.x, at.pos.x), std::max(most.y, at.pos.y)};
            }
            const ImVec4 seen {std::max(least.x, clip.x), std::max(least.y, clip.y), std::min(most.x, clip.z),
                std::min(most.y, clip.w)};
            for (Point& point : points_) {
                const auto x = static_cast<float>(point.x);
                const auto y = static_cast<float>(point.y);
                if (x >= seen.x && x < seen.z && y >= seen.y && y < seen.w)
                    point.layers.push_back(layer);
            }
        }
    }

    std::vector<Point> points_;
};

struct Thing {
    ImVec2 at;
    ImU32 color;
    std::string text;
    bool isCut;
};

Thing anything(Dice& dice)
{
    const auto number = [&](std::size_t most) { return static_cast<float>(dice.below(most)); };
    return {{number(600), number(440)}, 0xFF000000U | static_cast<ImU32>(dice.below(4)) * 0x3F3F3FU,
        std::to_string(dice.below(1000)), dice.below(2) == 0};
}

void draw(ImDrawList& list, const std::vector<Thing>& things)
{
    for (const Thing& thing : things) {
        if (thing.isCut)
            list.PushClipRect(
                {thing.at.x + 4.25F, thing.at.y + 4.5F}, {thing.at.x + 39.0F, thing.at.y + 24.25F});
        list.AddRectFilled(thing.at, {thing.at.x + 40.0F, thing.at.y + 25.0F}, thing.color, 4.0F);
        list.AddText(thing.at, IM_COL32_WHITE, thing.text.c_str());
        if (thing.isCut)
            list.PopClipRect();
    }
}

bool meetEachOther(const std::vector<DotRect>& rects)
{
    for (std::size_t a = 0; a < rects.size(); ++a) {
        for (std::size_t b = a + 1; b < rects.size(); ++b) {
            if (rects[a].meets(rects[b]))
                return true;
        }
    }
    return false;
}
}  // namespace

TEST_SUITE("app/window/draw_changes")
{
    TEST_CASE("drawn in parts, every frame looks as if it were drawn whole")
    {
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            PlainImGui imgui;
            DrawChanges changes;
            Display shown;
            std::vector<Thing> things;
            for (int i = 0; i < 40; ++i)
                things.push_back(anything(dice));
            for (int frame = 0; frame < 20; ++frame) {
                for (auto edit = dice.below(5); edit > 0; --edit) {
                    const auto which = dice.below(things.size());
                    switch (dice.below(4)) {
                    case 0:
                        things.push_back(anything(dice));
                        break;
                    case 1:
                        if (things.size() > 2)
                            things.erase(things.begin() + static_cast<std::ptrdiff_t>(which));
                        break;
                    case 2:
                        std::swap(things.front(), things[which]);
                        break;
                    default:
                        things[which] = anything(dice);
                    }
                }
                ImDrawData& data = imgui.frame([&](ImDrawList& list) { draw(list, things); });
                const auto rects = changes.look(data);
                REQUIRE_FALSE(meetEachOther(rects));
                for (const DotRect& rect : rects)
                    shown.clear(rect);
                {
                    const DrawChanges::Narrowed narrowed(changes, data, rects);
                    shown.draw(data);
                }
                Display whole;
                whole.draw(data);
                REQUIRE(shown == whole);
            }
        }
    }

    TEST_CASE("a playhead that moves one column has two columns drawn, and a still picture nothing")
    {
        PlainImGui imgui;
        DrawChanges changes;
        const auto show = [&](float playhead) {
            return changes.look(imgui.frame([&](ImDrawList& list) {
                list.AddRectFilled({0.0F, 0.0F}, {640.0F, 480.0F}, IM_COL32_BLACK);
                for (float left = 0.0F; left < 640.0F; left += 40.0F)
                    list.AddRectFilled({left, 100.0F}, {left + 30.0F, 130.0F}, IM_COL32_WHITE);
                list.AddRect({playhead, 90.0F}, {playhead + 30.0F, 140.0F}, IM_COL32(255, 0, 0, 255));
            }));
        };
        CHECK(show(80.0F) == std::vector<DotRect> {{0, 0, 640, 480}});
        CHECK(show(80.0F).empty());
        const auto moved = show(120.0F);
        std::int64_t area = 0;
        for (const DotRect& rect : moved) {
            area += rect.area();
            CHECK(rect.left >= 64);
            CHECK(rect.right <= 160);
        }
        CHECK(area <= 96 * 96);
        changes.forget();
        CHECK(show(120.0F) == std::vector<DotRect> {{0, 0, 640, 480}});
    }

    TEST_CASE("many places far apart become few rectangles, none of which meet")
    {
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            DotRegion region(1283, 797);
            std::vector<DotRect> added;
            for (auto i = dice.below(60) + 1; i > 0; --i) {
                const int x = static_cast<int>(dice.below(1400)) - 50;
                const int y = static_cast<int>(dice.below(900)) - 50;
                added.push_back(
                    {x, y, x + static_cast<int>(dice.below(90)), y + static_cast<int>(dice.below(40))});
                region.add(added.back());
            }
            const auto rects = region.rects();
            CHECK(rects.size() <= DotRegion::kMostRects);
            CHECK_FALSE(meetEachOther(rects));
            for (const DotRect& one : added) {
                std::int64_t covered = 0;
                for (const DotRect& rect : rects)
                    covered += rect.within(one).area();
                CHECK(covered == one.within({0, 0, 1283, 797}).area());
            }
        }
    }
}
