#include "tests/app/window/ui/ui_rig.hpp"
#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

TEST_SUITE_BEGIN("app/window/ui/step in");

namespace {
constexpr Modifiers kCtrl {true, false, false};

std::string notes(const UiRig& rig, std::size_t track = 0)
{
    std::string text;
    for (const Step& step : rig.pattern(track).steps) {
        text += step.on ? "" : ".";
        for (std::size_t i = 0; step.on && i < step.notes.size(); ++i)
            text += (i == 0 ? "" : "+") + std::to_string(step.notes[i].pitch);
        text += ' ';
    }
    return text;
}
}  // namespace

TEST_CASE("R, a phrase on the letters with a chord, a rest and a tie: a bass line")
{
    UiRig rig(songOf({Pattern {}}));
    rig.key('R');
    rig.pianoKey(0);  // C3
    rig.pianoKey(3);
    rig.key(Special::Tab);
    rig.pianoKey(7);
    rig.key('\'');
    rig.pianoKey(0, true);
    rig.pianoKey(4, true);
    rig.pianoKey(0, false);
    rig.pianoKey(7, true);
    rig.pianoKey(4, false);
    rig.pianoKey(7, false);
    rig.pianoKey(12);
    rig.key(Special::Escape);
    CHECK(notes(rig) == "60 63 . 67 . 60+64+67 72 . . . . . . . . . ");
    CHECK(rig.pattern(0).steps[3].notes[0].gate == Gate::of(Gate::kStep + Gate::kStep / 2));
    CHECK_FALSE(rig.live.session.performance().entry.on);
    for (int i = 0; i < 7; ++i)
        rig.key('Z', kCtrl);
    CHECK(notes(rig) == ". . . . . . . . . . . . . . . . ");
}

TEST_CASE("Backspace takes the last entry back, octaves go by brackets, and every key is heard")
{
    UiRig rig(songOf({Pattern {}}));
    rig.key('R');
    rig.pianoKey(0);
    rig.pianoKey(2);
    rig.key(Special::Backspace);
    rig.key('[');
    rig.pianoKey(4);
    CHECK(notes(rig) == "60 52 . . . . . . . . . . . . . . ");
    CHECK(rig.live.notes().size() == 3);
    CHECK(rig.live.unpaired().empty());
}

TEST_CASE("letters count from when they were pressed, however late the window gets to them")
{
    UiRig rig(songOf({row("....")}));
    rig.key('K');
    rig.busy = 40ms;
    const TimePoint pressed = rig.live.clock.now();
    rig.pianoKey(0, true);
    REQUIRE(rig.keys.size() == 1);
    CHECK(rig.keys[0].time == pressed);
    CHECK(rig.live.clock.now() > pressed + 40ms);
}

TEST_CASE("the mouse on the piano enters, too, and the cursor goes where a cell is clicked")
{
    UiRig rig(songOf({Pattern {}}));
    rig.click("step-in");
    rig.click("key.64");
    rig.click("cell.1.9");
    rig.click("cell.1.9");
    rig.click("key.62");
    CHECK(notes(rig) == "64 . . . . . . . 62 . . . . . . . ");
}

TEST_CASE("Step in works while the song plays, and the place that plays stays its own")
{
    UiRig rig(songOf({row("x... x... x... x...")}));
    rig.key(Special::Space);
    rig.frame(20);
    rig.key('R');
    rig.pianoKey(5);
    rig.pianoKey(7);
    CHECK(rig.live.session.performance().entry.cursor.step == 2);
    CHECK(rig.live.status().playing);
    rig.key(Special::Space);
    rig.frame(20);
    CHECK(rig.live.unpaired().empty());
}

TEST_CASE("going on by two steps leaves every other one")
{
    UiRig rig(songOf({Pattern {}}));
    rig.key('R');
    rig.key('2', kCtrl);
    rig.pianoKey(0);
    rig.pianoKey(2);
    rig.pianoKey(4);
    CHECK(notes(rig) == "60 . 62 . 64 . . . . . . . . . . . ");
}

TEST_SUITE_END();
