#include "controllers/surface/guest.hpp"

#include "controllers/rules/rule_text.hpp"

#include "tests/controllers/surface/surface_rig.hpp"
#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

using namespace clave;
using namespace clave::test;

namespace {
using Texts = std::vector<std::string>;

RulesChain chainOf(const Texts& rules, bool consumes = false)
{
    auto chain = parseChain("GUEST", rules);
    REQUIRE(chain);
    chain->consumeLast = consumes;
    return *chain;
}

GuestWish::Touch touch(std::uint32_t number, const std::string& controls, bool takes = false)
{
    return {number, {}, controls, takes};
}

GuestWish::Lit lit(const std::string& controls, std::optional<Hue> hue)
{
    return {{}, controls, hue ? std::optional {Light {*hue, Motion::Steady, -1}} : std::nullopt};
}

/// A Launchpad with its own map, and a guest.
struct Rig {
    void wants(GuestWish wish)
    {
        pads.surface.setGuest(guestOn(wish, {pads.surface.profile(), 3, "LPX MIDI In"}));
        pads.wait(20);
    }
    [[nodiscard]] Texts take() { return std::exchange(pads.heard, {}); }

    Studio studio {songOf({row("................................")})};
    Controller pads {studio, "launchpad_x", "grid8x8"};
};
}  // namespace

TEST_SUITE("controllers/surface")
{
    TEST_CASE("Chains of a guest fire beside those of the map, with what they caught")
    {
        Studio studio(songOf({row("x...")}));
        Controller keys(studio, "keyboard", "filter_chain");
        keys.surface.listenTo({{7, 9}, {chainOf({"cc 74 $v"}), chainOf({"cc 27 0", "cc 28 $v"})}});
        keys.feed({0xB0, 74, 20, 0xB0, 27, 0, 0xB0, 28, 5});
        CHECK(keys.hooks == Texts {"filter_gesture 20"});
        CHECK(keys.heard == Texts {"7 fired 20", "9 fired 5"});
        const auto traces = keys.surface.traceSince(0);
        CHECK(std::ranges::count(traces, "a script hears it", &SurfaceTrace::why) == 2);
        keys.surface.listenTo({});
        keys.feed({0xB0, 74, 21, 0xB0, 27, 0});
        CHECK(keys.hooks == Texts {"filter_gesture 20", "filter_gesture 21"});
        CHECK(keys.heard.size() == 2);
    }

    TEST_CASE("A guest's chain that takes its last message leaves the map without it, also under another map")
    {
        Rig rig;
        rig.pads.surface.listenTo({{7}, {chainOf({"note_on 81 1..127"}, true)}});
        rig.pads.tap(rig.pads.step(0));
        CHECK_FALSE(rig.studio.step(0).on);
        rig.pads.surface.setMap(shippedMap("grid8x8"), rig.studio.view(), rig.pads);
        rig.pads.tap(rig.pads.step(0));
        rig.pads.tap(rig.pads.step(1));
        CHECK((!rig.studio.step(0).on && rig.studio.step(1).on));
        CHECK(rig.take() == Texts {"7 fired", "7 fired"});
    }

    TEST_CASE("Pads and buttons are heard beside what the map does with them")
    {
        Rig rig;
        GuestWish wish;
        wish.touches = {touch(5, ""), touch(6, "pad[0][0..1]"), touch(8, "91")};
        rig.wants(wish);
        rig.pads.tap(rig.pads.step(1));
        CHECK(rig.studio.step(1).on);
        CHECK(rig.take() == Texts {"5 pad[0][1] 100", "6 pad[0][1] 100", "5 pad[0][1] 0", "6 pad[0][1] 0"});
        rig.pads.press(rig.pads.control("line", 0));
        CHECK(rig.take() == Texts {"5 line.0 127", "8 line.0 127"});
    }

    TEST_CASE("Pads that a guest takes do nothing in the map and show nothing of it until it gives them back")
    {
        Rig rig;
        rig.studio.apply(ToggleStep {{0, 0}, 0});
        rig.pads.wait(200);
        const Hue before = rig.pads.hue(rig.pads.step(0));
        CHECK(before != Hue::Off);
        GuestWish wish;
        wish.touches = {touch(5, "pad[0][*]", true)};
        rig.wants(wish);
        rig.pads.tap(rig.pads.step(0));
        rig.pads.tap(rig.pads.step(8));
        CHECK((rig.studio.step(0).on && rig.studio.step(8).on));
        CHECK(rig.take() == Texts {"5 pad[0][0] 100", "5 pad[0][0] 0"});
        CHECK(rig.pads.hue(rig.pads.step(0)) == Hue::Off);
        CHECK(rig.pads.hue(rig.pads.step(8)) == before);
        rig.wants({});
        CHECK(rig.pads.hue(rig.pads.step(0)) == before);
        rig.pads.tap(rig.pads.step(0));
        CHECK_FALSE(rig.studio.step(0).on);
    }

    TEST_CASE("A pad that is down when a guest comes or goes is let go where it was pressed")
    {
        Rig rig;
        rig.pads.press(rig.pads.step(2));
        GuestWish wish;
        wish.touches = {touch(5, "", true)};
        rig.wants(wish);
        rig.pads.release(rig.pads.step(2));
        CHECK(rig.studio.step(2).on);
        CHECK(rig.take().empty());
        rig.pads.press(rig.pads.step(3));
        rig.wants({});
        rig.pads.release(rig.pads.step(3));
        CHECK(rig.take() == Texts {"5 pad[0][3] 100", "5 pad[0][3] 0"});
        CHECK_FALSE(rig.studio.step(3).on);
    }

    TEST_CASE("What a guest holds is let go when the cable goes, and a press without release is told once")
    {
        Rig rig;
        GuestWish wish;
        wish.touches = {touch(5, "", true)};
        rig.wants(wish);
        for (int i = 0; i < 3; ++i)
            rig.pads.press(rig.pads.step(4));
        (void)rig.take();
        rig.pads.surface.lost(rig.studio.view(), rig.pads);
        CHECK(rig.take() == Texts {"5 pad[0][4] 0"});
    }

    TEST_CASE(
        "Lights of a guest lie over those of the map, the later over the earlier, and can be given back")
    {
        Rig rig;
        rig.studio.apply(ToggleStep {{0, 0}, 0});
        rig.pads.wait(200);
        const Hue before = rig.pads.hue(rig.pads.step(0));
        GuestWish wish;
        wish.lights = {lit("pad[0][*]", Hue::Violet), lit("82", Hue::Red), lit("83", std::nullopt)};
        rig.wants(wish);
        CHECK(rig.pads.hue(rig.pads.step(0)) == Hue::Violet);
        CHECK(rig.pads.hue(rig.pads.step(1)) == Hue::Red);
        CHECK(rig.pads.hue(rig.pads.step(2)) == Hue::Off);
        wish.lights.push_back(lit("pad[*][*]", std::nullopt));
        rig.wants(wish);
        CHECK(rig.pads.hue(rig.pads.step(0)) == before);
        CHECK(rig.pads.hue(rig.pads.step(1)) == Hue::Off);
    }

    TEST_CASE(
        "A guest names devices by a part of id, name or port in letters of any case, or by their number")
    {
        const auto profile = shippedProfile("launchpad_x");
        const auto isMeant = [&](GuestWish::Who who) {
            GuestWish wish;
            wish.lights = {{std::move(who), "11", Light {Hue::Red, Motion::Steady, -1}}};
            return guestOn(wish, {*profile, 3, "LPX MIDI In"})
                .lights[controlsMeant("11", *profile)[0]]
                .has_value();
        };
        for (const char* const name : {"", "launchpad", "PAD_X", "Launchpad X", "lpx midi"})
            CHECK(isMeant({0, name}));
        CHECK_FALSE(isMeant({0, "mini"}));
        CHECK(isMeant({3, "mini"}));
        CHECK_FALSE(isMeant({4, ""}));
    }

    TEST_CASE("Pads are named by the number that they send, a pad before a button of the same number")
    {
        const auto mk1 = shippedProfile("launchpad_mk1");
        CHECK(controlsMeant("104", *mk1).size() == 2);  // two buttons that say so, as note and as controller
        CHECK(selectorOf(*mk1, mk1->controls[controlsMeant("16", *mk1)[0]]) == "pad[1][0]");
        CHECK(controlsMeant("999", *mk1).empty());
        CHECK(controlsMeant("nonsense.3", *mk1).empty());
        CHECK(checkControlsMeant("pad[0..3][*]"));
        CHECK(checkControlsMeant("16"));
        CHECK_FALSE(checkControlsMeant("pad[0"));
    }
}
