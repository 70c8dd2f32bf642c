#include "tests/controllers/surface/surface_rig.hpp"
#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace clave::test;

TEST_SUITE("controllers/surface")
{
    TEST_CASE("A pad switches its step on as it is pressed, and off as it is tapped again")
    {
        Studio studio(songOf({row("................")}));
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.press(pads.step(2));
        CHECK(studio.step(2).on);
        CHECK(pads.hue(pads.step(2)) == Hue::White);  // held
        pads.wait(60);
        pads.release(pads.step(2));
        CHECK(studio.step(2).on);
        CHECK(pads.hue(pads.step(2)) == Hue::Green);
        pads.wait(300);
        pads.tap(pads.step(2));
        CHECK_FALSE(studio.step(2).on);
        CHECK(pads.hue(pads.step(2)) == Hue::Off);
        CHECK(studio.refusals.empty());
    }

    TEST_CASE("Thirty-two steps are on four rows, and those beyond the pattern do nothing")
    {
        Studio studio(songOf({row("................ ................")}));
        Controller pads(studio, "launchpad_x", "grid8x8");
        for (const int step : {0, 7, 8, 15, 16, 31}) {
            CAPTURE(step);
            pads.tap(pads.step(step));
            CHECK(studio.step(static_cast<std::size_t>(step)).on);
        }
        Studio shortStudio(songOf({row("................")}));
        Controller others(shortStudio, "launchpad_x", "grid8x8");
        others.tap(others.step(20));
        CHECK(shortStudio.refusals.empty());
        CHECK(shortStudio.session.undoLabel().empty());
    }

    TEST_CASE("The first pad of an empty slot makes a pattern")
    {
        Song song = songOf({row("x...")});
        changeTrack(song, 0, [](Track& track) { track.slots[0] = nullptr; });
        Studio studio(song);
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.tap(pads.step(3));
        CHECK(studio.pattern().steps.size() == 16);
        CHECK(studio.step(3).on);
    }

    TEST_CASE("A held pad and an empty one after it are one long note, and one step of undo")
    {
        Studio studio(songOf({row("................")}));
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.press(pads.step(4));
        pads.wait(200);
        pads.press(pads.step(9));
        CHECK(studio.step(4).notes[0].gate == Gate::of(6 * Gate::kStep));
        CHECK_FALSE(studio.step(9).on);
        pads.wait(60);
        pads.release(pads.step(9));
        pads.release(pads.step(4));
        CHECK(studio.step(4).on);
        CHECK_FALSE(studio.step(9).on);
        studio.undo();
        CHECK_FALSE(studio.step(4).on);
        CHECK(studio.step(4).notes.empty());
    }

    TEST_CASE("A long note takes the place of equal ones under it, and of no others")
    {
        Studio studio(songOf({row("..x...x.........", 60)}));
        studio.apply(SetStep {{0, 0}, 3, stepOf(72)});
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.press(pads.step(2));
        pads.wait(200);
        pads.press(pads.step(8));
        pads.wait(60);
        pads.release(pads.step(8));
        pads.release(pads.step(2));
        CHECK(studio.step(2).notes[0].gate == Gate::of(7 * Gate::kStep));
        CHECK(studio.step(3).on);
        CHECK_FALSE(studio.step(6).on);
    }

    TEST_CASE("Two pads that are struck together both switch, and fingers that overlap do too")
    {
        Studio studio(songOf({row("................")}));
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.press(pads.step(0));
        pads.wait(20);
        pads.press(pads.step(4));
        pads.wait(40);
        pads.release(pads.step(0));
        pads.release(pads.step(4));
        CHECK(studio.step(0).on);
        CHECK(studio.step(4).on);
        CHECK(studio.step(0).notes[0].gate == Gate {});
    }

    TEST_CASE("A value edits every held step, which stay on, and is one step of undo")
    {
        Studio studio(songOf({row("x...x...........")}));
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.press(pads.step(0));
        pads.press(pads.step(4));
        pads.wait(150);
        pads.tap(pads.pad(5, 3));  // velocity, half way
        pads.tap(pads.pad(6, 5));  // gate: two steps
        pads.release(pads.step(0));
        pads.release(pads.step(4));
        for (const std::size_t step : {0U, 4U}) {
            CHECK(studio.step(step).on);
            CHECK(studio.step(step).notes[0].velocity == 64);
            CHECK(studio.step(step).notes[0].gate == Gate::of(2 * Gate::kStep));
        }
        studio.undo();
        CHECK(studio.step(0).notes[0].velocity == 100);
        CHECK(studio.step(4).notes[0].gate == Gate {});
    }

    TEST_CASE("A step that was only looked at for a while stays on")
    {
        Studio studio(songOf({row("x...............")}));
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.press(pads.step(0));
        pads.wait(600);
        pads.release(pads.step(0));
        CHECK(studio.step(0).on);
    }

    TEST_CASE("Values go to the step that was touched last, and its bars show them")
    {
        Studio studio(songOf({row("................")}));
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.tap(pads.step(5));
        pads.tap(pads.pad(7, 1));
        CHECK(studio.step(5).probability == 25);
        CHECK(pads.hue(pads.pad(7, 0)) == Hue::YellowDim);
        CHECK(pads.hue(pads.pad(7, 1)) == Hue::Yellow);
        CHECK(pads.hue(pads.pad(7, 2)) == Hue::Off);
    }

    TEST_CASE("A double tap switches a step where a tap chooses it")
    {
        Studio studio(songOf({row("................")}));
        Controller pads(studio, "launchpad_x", "grid8x8");
        for (const auto& [button, shift] : {std::pair {5, false}, std::pair {4, true}}) {
            const bool before = studio.step(6).on;
            if (shift)
                pads.press(pads.control("line", 7));
            pads.tap(pads.control("line", button));
            if (shift)
                pads.release(pads.control("line", 7));
            pads.tap(pads.step(6));
            CHECK(studio.step(6).on == before);
            CHECK(studio.session.performance().entry.cursor.step == 6);
            for (int i = 0; i < 2; ++i) {
                pads.press(pads.step(6));
                pads.wait(50);
                pads.release(pads.step(6));
                pads.wait(50);
            }
            CHECK(studio.step(6).on != before);
            pads.wait(400);
        }
    }

    TEST_CASE("A key gives its note to the held steps")
    {
        Studio studio(songOf({row("x...x...........")}));
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.tap(pads.control("line", 5));  // keys
        pads.press(pads.step(0));
        pads.wait(150);
        pads.tap(pads.pad(7, 0));
        pads.tap(pads.pad(7, 4));
        pads.release(pads.step(0));
        REQUIRE(studio.step(0).notes.size() == 2);
        CHECK(studio.step(0).notes[0].pitch == 36);
        CHECK(studio.step(0).notes[1].pitch == 40);
        REQUIRE(pads.keys.size() == 4);
        CHECK(pads.keys[0].soundsOnly);
        pads.tap(pads.pad(7, 0));
        CHECK_FALSE(pads.keys[4].soundsOnly);
        CHECK(pads.keys[5].down == false);
        CHECK(studio.step(4).notes[0].pitch == 60);
    }
}
