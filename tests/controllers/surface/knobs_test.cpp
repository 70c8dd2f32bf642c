#include "tests/controllers/surface/surface_rig.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/realtime_guard.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace clave;
using namespace clave::test;

namespace {
std::optional<int> lockOf(const Step& step, int controller)
{
    const auto found = std::ranges::find_if(step.locks,
        [&](const Lock& lock) { return lock.kind == Lock::Kind::Cc && lock.number == controller; });
    return found == step.locks.end() ? std::nullopt : std::optional<int>(found->value);
}
}  // namespace

TEST_SUITE("controllers/surface")
{
    TEST_CASE("A knob turned while steps are held locks its controller on each of them")
    {
        Studio studio(songOf({row("x...x...x.......")}));
        Controller box(studio, "launch_control_xl", "launch_control_xl");
        const auto knob = box.control("knob", 8);  // second row: CC 74
        box.press(box.control("focus", 0));
        box.press(box.control("focus", 4));
        box.wait(100);
        box.move(knob, 20);
        box.wait(20);
        box.move(knob, 90);
        box.wait(20);
        box.release(box.control("focus", 0));
        box.release(box.control("focus", 4));
        CHECK(lockOf(studio.step(0), 74) == 90);
        CHECK(lockOf(studio.step(4), 74) == 90);
        CHECK_FALSE(lockOf(studio.step(8), 74));
        CHECK(studio.step(0).on);
        studio.undo();
        CHECK_FALSE(lockOf(studio.step(0), 74));
        CHECK_FALSE(lockOf(studio.step(4), 74));
        box.move(knob, 30);  // nothing is held: it is only heard
        box.wait(20);
        CHECK_FALSE(lockOf(studio.step(0), 74));
    }

    TEST_CASE(
        "Knobs of scripts are turned by the knobs that a map gives them, and a light says that there is one")
    {
        Studio studio(songOf({row("x...")}));
        studio.knobs = {0.0, 0.5};
        Controller box(studio, "launch_control_xl", "launch_control_xl");
        const auto first = box.control("knob", 19);
        const auto second = box.control("knob", 20);
        CHECK((box.hue(first) != Hue::Off && box.hue(box.control("knob", 21)) == Hue::Off));
        box.move(second, 100);
        box.wait(20);
        CHECK(studio.knobs[1] == 0.5);  // it is not where the value is yet
        box.move(second, 64);
        box.wait(20);
        box.move(second, 127);
        box.wait(20);
        CHECK(studio.knobs == std::vector {0.0, 1.0});
        box.move(box.control("knob", 21), 5);  // there is no third
        box.wait(20);
        CHECK(box.why().find("there was nothing to do it with") != std::string::npos);
    }

    TEST_CASE("Knobs turned while recording become locks, and a pass of them is one step of undo")
    {
        Studio studio(songOf({row("x...x...x.......")}));
        Recording recording;
        recording.on = true;
        studio.apply(SetRecording {recording});
        Controller box(studio, "launch_control_xl", "launch_control_xl");
        const auto knob = box.control("knob", 8);
        for (std::size_t step = 0; step < 8; ++step) {
            studio.playAt(0, 0, step);
            box.move(knob, static_cast<std::uint8_t>(10 * step));
            box.wait(120);
        }
        CHECK(lockOf(studio.step(3), 74) == 30);
        CHECK(lockOf(studio.step(7), 74) == 70);
        studio.status.tracks[0].pass = 1;
        studio.playAt(0, 0, 0);
        box.move(knob, 99);
        box.wait(20);
        CHECK(lockOf(studio.step(0), 74) == 99);
        studio.undo();
        CHECK(lockOf(studio.step(0), 74) == 0);
        CHECK(lockOf(studio.step(7), 74) == 70);
        studio.undo();
        CHECK_FALSE(lockOf(studio.step(7), 74));
    }

    TEST_CASE("A fader takes its track over when it has reached its value")
    {
        Studio studio(songOf({row("x...")}));
        Controller box(studio, "nanokontrol2", "nanokontrol2");
        const auto fader = box.control("fader", 0);
        const auto move = [&](std::uint8_t value) {
            box.move(fader, value);
            box.wait(20);
        };
        move(10);
        CHECK(studio.song().tracks[0]->velocityScale == 100);
        CHECK(box.why().find("turn it to where the value is") != std::string::npos);
        move(40);
        CHECK(studio.song().tracks[0]->velocityScale == 100);
        move(70);  // past it
        CHECK(studio.song().tracks[0]->velocityScale == 110);
        move(127);
        CHECK(studio.song().tracks[0]->velocityScale == 200);
        studio.undo();
        CHECK(studio.song().tracks[0]->velocityScale == 100);
    }

    TEST_CASE("An encoder moves a value by its clicks, held steps each from where they are")
    {
        Studio studio(songOf({row("x...x...........")}));
        studio.apply(SetStep {{0, 0}, 4, stepOf(60, 50)});
        Controller box(studio, "xtouch_mini", "x_touch_mini");
        box.press(box.control("upper", 0));
        box.press(box.control("upper", 4));
        box.wait(100);
        box.move(box.control("knob", 0), 5);  // five to the right
        box.wait(20);
        box.move(box.control("knob", 0), 0x42);  // two to the left
        box.wait(20);
        CHECK(studio.step(0).notes[0].velocity == 103);
        CHECK(studio.step(4).notes[0].velocity == 53);
    }

    TEST_CASE("The MiniNova's tempo is the song's, and its pads page over 32 steps")
    {
        Studio studio(songOf({row("................ ................")}));
        Controller synth(studio, "mininova", "mininova");
        synth.feed({0xB0, 99, 2, 98, 63, 6, 1, 38, 12});
        CHECK(studio.song().tempo.bpm() == doctest::Approx(140.0));
        for (int page = 0; page < 4; ++page) {
            CAPTURE(page);
            synth.feed({0xB0, 99, 60, 98, 32 + 3, 6, 127, 38, 0});
            synth.wait(100);
            CHECK(studio.step(static_cast<std::size_t>(8 * page + 3)).on);
            synth.feed({0xB0, 99, 60, 98, 1, 6, 127, 38, 0});
            synth.feed({0xB0, 99, 60, 98, 1, 6, 0, 38, 0});
            synth.wait(100);
        }
        CHECK(studio.refusals.empty());
    }

    TEST_CASE("A knob that sends without end changes the song a hundred times a second at most")
    {
        Studio studio(songOf({row("x...x...")}));
        Controller box(studio, "nanokontrol2", "nanokontrol2");
        box.move(box.control("fader", 0), 60);
        box.wait(20);
        const std::size_t before = studio.commands;
        for (int second = 0; second < 10; ++second) {
            for (int i = 0; i < 100; ++i) {
                std::vector<std::uint8_t> bytes;
                for (int message = 0; message < 100; ++message)
                    bytes.insert(bytes.end(), {0xB0, 0, static_cast<std::uint8_t>(60 + ((i + message) & 7))});
                box.surface.feed(bytes, studio.now, studio.view(), box);
                box.wait(10);
            }
        }
        CHECK(studio.commands - before <= 1001);
        CHECK(studio.commands - before >= 900);
    }

    TEST_CASE("Messages take no memory once each control was touched")
    {
        Studio studio(songOf({row("x...x...")}));
        Controller box(studio, "launchpad_x", "grid8x8");
        box.feed({0xB0, 74, 1});
        box.feed({0x90, 11, 100, 0x80, 11, 0});
        const SurfaceView view = studio.view();
        std::vector<std::uint8_t> flood;
        for (int i = 0; i < 1000; ++i)
            flood.insert(flood.end(), {0xB0, 74, static_cast<std::uint8_t>(i & 127)});
        RealtimeGuard guard;
        box.surface.feed(flood, studio.now, view, box);
        guard.stop();
        CHECK(guard.heapCalls() == 0);
        CHECK(guard.locks() == 0);
    }
}
