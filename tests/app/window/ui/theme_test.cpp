#include "app/window/ui/theme.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>
#include <vector>

using namespace clave;

TEST_SUITE_BEGIN("app/window/ui/theme");

TEST_CASE("text can be read and what can be used can be seen, in every theme")
{
    constexpr double kText = 4.5;  // WCAG 2.1, AA
    constexpr double kControl = 3.0;
    REQUIRE_FALSE(themeNames().empty());
    for (const auto& name : themeNames()) {
        CAPTURE(name);
        const auto theme = loadTheme(name);
        REQUIRE(theme);
        for (const Color ground :
            {theme->background, theme->panel, theme->raised, theme->cell, theme->cellOther}) {
            CHECK(contrast(theme->text, ground) >= kText);
            CHECK(contrast(theme->textQuiet, ground) >= kText);
            for (const Color use :
                {theme->edge, theme->focus, theme->accent, theme->ok, theme->warning, theme->error})
                CHECK(contrast(use, ground) >= kControl);
            for (const Color track : theme->tracks)
                CHECK(contrast(track, ground) >= kText);
        }
        for (const Color color : {theme->accent, theme->ok, theme->warning, theme->error})
            CHECK(contrast(theme->textOnColor, color) >= kText);
    }
}

TEST_CASE("the outline of a ghost is seen on every cell, as line or as the edge of the line")
{
    constexpr double kShape = 3.0;
    for (const auto& name : themeNames()) {
        CAPTURE(name);
        const auto theme = loadTheme(name);
        REQUIRE(theme);
        std::vector<Color> fills {theme->cell, theme->cellOther};
        for (const Color track : theme->tracks) {
            for (const double strength : {0.28, 0.4, 1.0})  // empty, muted and full parts of a cell
                fills.push_back(mixed(theme->cell, track, strength));
        }
        for (const Color fill : fills)
            CHECK(std::max(contrast(theme->text, fill), contrast(theme->background, fill)) >= kShape);
    }
}

TEST_CASE("track colors are apart for every kind of color vision")
{
    constexpr double kApart = 20.0;  // ten times what is just noticeable
    for (const auto& name : themeNames()) {
        const auto theme = loadTheme(name);
        REQUIRE(theme);
        for (const Vision vision : {Vision::Normal, Vision::Protan, Vision::Deutan, Vision::Tritan}) {
            for (std::size_t a = 0; a < theme->tracks.size(); ++a) {
                for (std::size_t b = a + 1; b < theme->tracks.size(); ++b) {
                    CAPTURE(a);
                    CAPTURE(b);
                    CAPTURE(static_cast<int>(vision));
                    CHECK(distance(asSeenWith(vision, theme->tracks[a]), asSeenWith(vision, theme->tracks[b]))
                        >= kApart);
                }
            }
        }
    }
}

TEST_CASE("a damaged theme says where, and what a color looks like")
{
    CHECK(parseTheme("[]", "x.json").error().message == "x.json is no JSON object.");
    CHECK(parseTheme(R"({"background": "red"})", "x.json").error().message
        == "x.json: background must be a color like \"#1A2B3C\".");
    CHECK_FALSE(loadTheme("no such theme"));
}

TEST_CASE("contrast and distance are the known ones")
{
    CHECK(contrast({0, 0, 0}, {255, 255, 255}) == doctest::Approx(21.0));
    CHECK(distance({255, 0, 0}, {255, 0, 0}) == doctest::Approx(0.0));
    CHECK(distance({255, 255, 255}, {0, 0, 0}) == doctest::Approx(100.0).epsilon(0.001));
    CHECK_FALSE(parseColor("#12345"));
    CHECK_FALSE(parseColor("#12345G"));
}

TEST_SUITE_END();
