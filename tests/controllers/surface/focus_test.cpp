#include "tests/controllers/surface/surface_rig.hpp"
#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace clave::test;

namespace {
Song twoTracks()
{
    return songOf({row("x............... ................ x............... ................"),
        row("..x.............", 48)});
}
}  // namespace

TEST_SUITE("controllers/surface")
{
    TEST_CASE("Side buttons choose tracks, and everyone's cursor comes along")
    {
        Studio studio(twoTracks());
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.tap(pads.control("side", 1));
        CHECK(studio.session.performance().entry.cursor.pattern == PatternPlace {1, 0});
        CHECK(pads.hue(pads.step(2)) == Hue::Green);
        CHECK(pads.hue(pads.control("side", 1)) == Hue::White);
        pads.tap(pads.control("side", 5));  // there is no sixth track
        CHECK(studio.session.performance().entry.cursor.pattern.track == 1);
        CHECK(studio.refusals.empty());
    }

    TEST_CASE("A surface follows the cursor of others, unless it is told to stay")
    {
        Studio studio(twoTracks());
        Controller first(studio, "launchpad_x", "grid8x8");
        Controller second(studio, "launchpad_mk1", "grid8x8");
        first.press(first.control("line", 7));
        first.tap(first.control("line", 3));
        first.release(first.control("line", 7));
        second.tap(second.control("side", 1));
        first.wait(20);
        second.wait(20);
        first.tap(first.step(1));
        second.tap(second.step(1));
        CHECK(studio.pattern(0).steps[1].on);
        CHECK(studio.pattern(1).steps[1].on);
        // Its touches move nobody else.
        CHECK(studio.session.performance().entry.cursor.pattern.track == 1);
    }

    TEST_CASE("The tracks that are shown go along with the one that is chosen")
    {
        Studio studio(twoTracks());
        Controller pads(studio, "launchpad_x", "grid8x8");
        for (int i = 0; i < 7; ++i)
            studio.apply(InsertTrack {2, {}});
        studio.apply(SetCursor {{{8, 0}, 0}});
        pads.wait(20);
        CHECK(pads.hue(pads.control("side", 0)) == Hue::White);
        studio.apply(SetCursor {{{0, 0}, 0}});
        pads.wait(20);
        CHECK(pads.hue(pads.control("side", 0)) == Hue::White);
        CHECK(pads.hue(pads.control("side", 7)) != Hue::Off);
    }

    TEST_CASE("What others edit is seen at the next look")
    {
        Studio studio(twoTracks());
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.sent.clear();
        studio.apply(ToggleStep {{0, 0}, 9});
        pads.wait(10);
        CHECK(pads.hue(pads.step(9)) == Hue::Green);
        // Second row, second pad; and the button of undo, which there is now.
        CHECK(pads.sent == std::vector<std::vector<std::uint8_t>> {{0x90, 72, 21}, {0xB0, 93, 9}});
    }

    TEST_CASE("Pages are chosen by their pads, go along with what plays, and stay when told to")
    {
        Studio studio(twoTracks());
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.tap(pads.pad(4, 1));
        CHECK(pads.hue(pads.pad(4, 1)) == Hue::Azure);
        pads.tap(pads.step(1));
        CHECK(studio.step(33).on);
        pads.tap(pads.control("line", 3));  // follow again
        studio.playAt(0, 0, 4);
        pads.wait(20);
        CHECK(pads.hue(pads.step(4)) == Hue::Orange);
        studio.playAt(0, 0, 35);
        pads.wait(20);
        CHECK(pads.hue(pads.step(3)) == Hue::Orange);
        CHECK(pads.hue(pads.pad(4, 1)) == Hue::White);
        pads.tap(pads.pad(4, 0));
        pads.wait(100);
        CHECK(pads.hue(pads.step(0)) == Hue::Green);
        CHECK(pads.hue(pads.pad(4, 1)) == Hue::Orange);  // it plays there
    }

    TEST_CASE("Two pages held together are what plays, a double tap is one of them")
    {
        Studio studio(twoTracks());
        Controller pads(studio, "launchpad_x", "grid8x8");
        for (int i = 0; i < 2; ++i) {
            pads.press(pads.pad(4, 1));
            pads.wait(40);
            pads.release(pads.pad(4, 1));
            pads.wait(40);
        }
        CHECK(studio.pattern().first == 32);
        CHECK(studio.pattern().last == 63);
        pads.wait(400);
        pads.press(pads.pad(4, 0));
        pads.wait(50);
        pads.tap(pads.pad(4, 2));
        pads.release(pads.pad(4, 0));
        CHECK(studio.pattern().first == 0);
        CHECK(studio.pattern().last == 95);
    }

    TEST_CASE("A release goes to what got the press, whatever layer is on by then")
    {
        Studio studio(twoTracks());
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.tap(pads.control("line", 5));  // keys
        pads.press(pads.pad(7, 0));
        pads.tap(pads.control("line", 4));  // steps
        pads.release(pads.pad(7, 0));
        REQUIRE(pads.keys.size() == 2);
        CHECK_FALSE(pads.keys[1].down);
        CHECK(pads.keys[1].pitch == pads.keys[0].pitch);
        // A step held while the layer changes is still held.
        pads.press(pads.step(5));
        pads.press(pads.control("line", 7));
        pads.wait(100);
        pads.release(pads.step(5));
        pads.release(pads.control("line", 7));
        CHECK(studio.step(5).on);
    }

    TEST_CASE("A layer that is held for long is there only while it is held")
    {
        Studio studio(twoTracks());
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.press(pads.control("line", 6));
        pads.wait(500);
        CHECK(pads.surface.focusText(studio.view()).find("patterns") != std::string::npos);
        pads.release(pads.control("line", 6));
        CHECK(pads.surface.focusText(studio.view()).find("layer") == std::string::npos);
        pads.tap(pads.control("line", 6));
        CHECK(pads.surface.focusText(studio.view()).find("patterns") != std::string::npos);
    }

    TEST_CASE("A pattern is made, armed, recorded into, queued and switched to from the pads")
    {
        Studio studio(twoTracks());
        Controller pads(studio, "launchpad_x", "grid8x8");
        const auto shift = pads.control("line", 7);
        pads.tap(pads.control("line", 6));
        pads.press(shift);
        pads.tap(pads.pad(2, 1));  // third slot of the second track
        pads.release(shift);
        REQUIRE(studio.song().tracks[1]->pattern(2) != nullptr);
        CHECK(pads.hue(pads.pad(2, 1)) == Hue::Azure);
        pads.press(shift);
        pads.tap(pads.control("line", 1));
        pads.release(shift);
        CHECK(studio.session.performance().tracks[1].armed);
        pads.tap(pads.control("line", 1));
        CHECK(studio.session.performance().recording.on);
        pads.tap(pads.control("line", 0));
        CHECK(studio.session.performance().transport.what == TransportRequest::What::Play);
        studio.playAt(1, 0, 0);
        pads.tap(pads.pad(2, 1));
        CHECK(studio.session.performance().tracks[1].slot.target == 2);
        CHECK(studio.session.performance().tracks[1].slot.at == LaunchAt::PatternEnd);
        studio.status.tracks[1].queuedSlot = 2;
        pads.wait(20);
        CHECK(pads.surface.lights()[pads.pad(2, 1)].motion == Motion::Flash);
        pads.press(shift);
        pads.tap(pads.pad(2, 1));
        pads.release(shift);
        CHECK(studio.session.performance().tracks[1].slot.at == LaunchAt::Now);
        CHECK(studio.refusals.empty());
    }

    TEST_CASE("A program change launches the slot of its number")
    {
        Studio studio(twoTracks());
        studio.apply(SetPattern {{0, 3}, std::make_shared<const Pattern>(row("x..."))});
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.feed({0xC0, 3});
        CHECK(studio.session.performance().tracks[0].slot.target == 3);
        CHECK(pads.why().find("launches slot 4") != std::string::npos);
    }

    TEST_CASE("A program change of a mixer with another map does nothing but say so")
    {
        Studio studio(twoTracks());
        Controller mixer(studio, "nanokontrol2", "nanokontrol2");
        mixer.feed({0xC0, 3});
        CHECK(mixer.why().find("nothing is bound") != std::string::npos);
        CHECK(studio.refusals.empty());
    }
}
