#include "app/window/ui/ghosts.hpp"

#include "tests/app/window/ui/ui_rig.hpp"
#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

#include <memory>

using namespace clave;
using namespace clave::test;

TEST_SUITE_BEGIN("app/window/ui/ghosts");

namespace {
GhostStep played(std::initializer_list<int> pitches, int velocity = 90)
{
    GhostStep ghost;
    ghost.isChanged = true;
    ghost.step.on = pitches.size() > 0;
    for (const int pitch : pitches)
        (void)ghost.step.notes.tryPush(
            {static_cast<std::uint8_t>(pitch), static_cast<std::uint8_t>(velocity), 100, {}});
    return ghost;
}

/// Its first track: a note where a script rests, a rest where it plays, other notes, the same, and one
/// beside.
struct Shown {
    Shown() : rig(songOf({row("x.x.x...........", 60), row("x...............", 60)}))
    {
        GhostSteps steps(16);
        steps[0] = played({});
        steps[1] = played({57, 60});
        steps[2] = played({72}, 127);
        steps[4] = played({60}, 100);
        (void)steps[8].beside.tryPush({64, 80, 100, {}});
        steps[8].besideNudge = 500;
        rig.ghosts = std::make_shared<const GhostsView>(
            GhostsView {{{rig.song().tracks[0]->id, 0}, std::make_shared<const GhostSteps>(steps)}});
        rig.frame(2);
    }
    [[nodiscard]] std::string words(std::size_t step)
    {
        rig.click("cell.2.1");
        const UiFrame frame {.snapshot = rig.live.snapshot(),
            .status = status,
            .edits = {},
            .songPath = {},
            .outputs = {},
            .inputs = {},
            .keysHeld = {},
            .notices = {},
            .recentSongs = {},
            .outputChoices = {},
            .inputChoices = {},
            .monitor = {},
            .realtime = {},
            .message = {},
            .saved = {},
            .ghosts = rig.ghosts};
        Asks asks;
        const Fonts fonts;
        const Context ui {frame, rig.ui.state(), asks, rig.ui.theme(), fonts, rig.ui.rects()};
        return ghostInWords(ui, 0, step);
    }
    ClockStatus status;
    UiRig rig;
};
}  // namespace

TEST_CASE("steps that a script plays otherwise have a ghost, others have none")
{
    Shown shown;
    for (const char* const name : {"ghost.1.1", "ghost.1.2", "ghost.1.3", "ghost.1.9"}) {
        CAPTURE(name);
        CHECK(shown.rig.has(name));
    }
    CHECK_FALSE(shown.rig.has("ghost.1.4"));
    CHECK_FALSE(shown.rig.has("ghost.1.5"));  // played as it is written
    CHECK_FALSE(shown.rig.has("ghost.2.1"));
}

TEST_CASE("what a script played, and what is written, is said in words")
{
    Shown shown;
    CHECK(shown.words(0) == "script: rest; written: C3, velocity 100");
    CHECK(shown.words(1) == "script: A2 C3, velocity 90; written: rest");
    CHECK(shown.words(2) == "script: C4, velocity 127; written: C3, velocity 100");
    CHECK(shown.words(4).empty());
    CHECK(shown.words(8) == "script: E3, velocity 80, +9.9 %; written: rest");
}

TEST_CASE("ghosts are switched off and on from the palette")
{
    Shown shown;
    for (const bool isShown : {false, true}) {
        shown.rig.key('K', {true, false, false});
        shown.rig.type("ghosts: the grid");
        shown.rig.key(Special::Enter);
        shown.rig.frame(6);
        CHECK(shown.rig.has("ghost.1.1") == isShown);
    }
}

TEST_CASE("ghosts are printed with one click, which undo takes back")
{
    Shown shown;
    shown.rig.key(Special::Home);
    shown.rig.frame(2);
    CHECK(shown.rig.has("ghost.words"));
    shown.rig.click("ghosts.print");
    CHECK(shown.rig.refusals.empty());
    CHECK(shown.rig.steps(0) == ".xx.x...x.......");
    const Pattern& pattern = shown.rig.pattern(0);
    CHECK(pattern.steps[0].notes.size() == 1);  // what was there is still there
    CHECK(pattern.steps[1].notes.size() == 2);
    CHECK(pattern.steps[2].notes[0].velocity == 127);
    CHECK(pattern.steps[8].notes[0].pitch == 64);
    CHECK(pattern.steps[8].nudge == 500);
    CHECK_FALSE(shown.rig.has("ghost.1.2"));  // it is what is written now
    CHECK(shown.rig.ui.state().said == "4 steps of Track 1 are as the script played them now.");
    shown.rig.key('Z', {true, false, false});
    shown.rig.frame(2);
    CHECK(shown.rig.steps(0) == "x.x.x...........");
    CHECK(shown.rig.has("ghost.1.2"));
}

TEST_CASE("where no script has played there is nothing to print, and that is said")
{
    Shown shown;
    shown.rig.click("track.2");
    shown.rig.key('K', {true, false, false});
    shown.rig.type("print the ghosts");
    shown.rig.key(Special::Enter);
    shown.rig.frame(6);
    CHECK(shown.rig.ui.state().said
        == "There are no ghosts to print on Track 2: no script has played anything else there.");
    CHECK(shown.rig.refusals.empty());
}

TEST_SUITE_END();
