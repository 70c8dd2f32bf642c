#include "tests/app/window/ui/ui_rig.hpp"
#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

TEST_SUITE_BEGIN("app/window/ui/steps screen");

namespace {
constexpr Modifiers kShift {false, true, false};
constexpr Modifiers kCtrl {true, false, false};

Song emptySong(std::size_t tracks = 2)
{
    return songOf(std::vector<Pattern>(tracks));
}
}  // namespace

TEST_CASE("a click puts a step there, and another one takes it away")
{
    UiRig rig(emptySong());
    rig.click("cell.1.5");
    CHECK(rig.steps(0) == "....x...........");
    CHECK(rig.live.session.performance().entry.cursor == Cursor {{0, 0}, 4});
    rig.click("cell.1.5");
    CHECK(rig.steps(0) == "................");
}

TEST_CASE("a drag paints every step it crosses, however fast, and is one step of undo")
{
    UiRig rig(emptySong());
    rig.drag("cell.1.3", "cell.1.14");
    CHECK(rig.steps(0) == "..xxxxxxxxxxxx..");
    rig.key('Z', kCtrl);
    CHECK(rig.steps(0) == "................");
    CHECK(rig.live.session.undoLabel().empty());
}

TEST_CASE("Escape takes back all that a hand has painted, and no more, and the hand paints no further")
{
    UiRig rig(emptySong());
    rig.click("cell.2.1");
    rig.moveTo(rig.rect("cell.1.3").center());
    rig.press();
    rig.moveTo(rig.rect("cell.1.9").center());
    CHECK(rig.steps(0) == "..xxxxxxx.......");
    rig.key(Special::Escape);
    CHECK(rig.steps(0) == "................");
    rig.moveTo(rig.rect("cell.1.12").center());
    rig.release();
    CHECK(rig.steps(0) == "................");
    CHECK(rig.steps(1) == "x...............");
}

TEST_CASE("Escape puts a value back that is being dragged")
{
    UiRig rig(emptySong());
    const ImVec2 at = rig.rect("tempo").center();
    rig.moveTo(at);
    rig.press();
    rig.moveTo({at.x + 60.0F, at.y});
    CHECK(rig.song().tempo.bpm() > 121.0);
    rig.key(Special::Escape);
    rig.moveTo({at.x + 90.0F, at.y});
    rig.release();
    CHECK(rig.song().tempo.bpm() == doctest::Approx(120.0));
}

TEST_CASE("presses of faster and slower soon after each other are one step of undo, later ones another")
{
    UiRig rig(emptySong());
    for (int i = 0; i < 5; ++i)
        rig.key('=');
    rig.live.run(2s);
    rig.key('-');
    CHECK(rig.song().tempo.bpm() == doctest::Approx(124.0));
    rig.key('Z', kCtrl);
    CHECK(rig.song().tempo.bpm() == doctest::Approx(125.0));
    rig.key('Z', kCtrl);
    CHECK(rig.song().tempo.bpm() == doctest::Approx(120.0));
    CHECK(rig.live.session.undoLabel().empty());
}

TEST_CASE("a drag that begins on a step wipes")
{
    UiRig rig(songOf({row("xxxx xxxx xxxx xxxx")}));
    rig.drag("cell.1.12", "cell.1.5");
    CHECK(rig.steps(0) == "xxxx........xxxx");
}

TEST_CASE("a vertical drag on a step is its velocity")
{
    UiRig rig(songOf({row("x... .... .... ....")}));
    rig.dragBy("cell.1.1", {0.0F, -20.0F});
    CHECK(rig.pattern(0).steps[0].notes[0].velocity == 120);
    rig.dragBy("cell.1.1", {0.0F, 200.0F});
    CHECK(rig.pattern(0).steps[0].notes[0].velocity == 1);
    rig.key('Z', kCtrl);
    rig.key('Z', kCtrl);
    CHECK(rig.pattern(0).steps[0].notes[0].velocity == 100);
}

TEST_CASE("the wheel over a step changes its velocity, with Ctrl its pitch; turning on is one step of undo")
{
    UiRig rig(songOf({row("x... .... .... ....")}));
    rig.wheel("cell.1.1", 1.0F);
    rig.wheel("cell.1.1", 1.0F);
    CHECK(rig.pattern(0).steps[0].notes[0].velocity == 108);
    rig.key('Z', kCtrl);
    CHECK(rig.pattern(0).steps[0].notes[0].velocity == 100);
    rig.hold(kCtrl);
    rig.wheel("cell.1.1", 1.0F);
    CHECK(rig.pattern(0).steps[0].notes[0].pitch == 61);
}

TEST_CASE("the right edge of a step sets its length, and a click there ties it")
{
    UiRig rig(songOf({row("x... .... .... ....")}));
    const Rect cell = rig.rect("cell.1.1");
    const float edge = cell.most.x - 2.0F;
    rig.moveTo({edge, cell.center().y});
    rig.press();
    rig.moveTo({rig.rect("cell.1.3").most.x, cell.center().y});
    rig.release();
    CHECK(rig.pattern(0).steps[0].notes[0].gate.length() > 2 * Gate::kStep);
    CHECK(rig.pattern(0).steps[0].on);
    rig.moveTo({edge, cell.center().y});
    rig.press();
    rig.release();
    CHECK(rig.pattern(0).steps[0].notes[0].gate.isTied());
}

TEST_CASE("Ctrl and a drag select; keys then change all that is selected")
{
    UiRig rig(songOf({row("xxxx xxxx xxxx xxxx"), row("xxxx xxxx xxxx xxxx")}));
    rig.hold(kCtrl);
    rig.drag("cell.1.2", "cell.2.4");
    rig.hold({});
    CHECK(rig.ui.state().selection == Selection {0, 1, 1, 3});
    rig.key(Special::Up, kShift);
    for (std::size_t track = 0; track < 2; ++track) {
        CHECK(rig.pattern(track).steps[0].notes[0].pitch == 60);
        CHECK(rig.pattern(track).steps[1].notes[0].pitch == 61);
        CHECK(rig.pattern(track).steps[3].notes[0].pitch == 61);
    }
    rig.key(Special::Delete);
    CHECK(rig.steps(1) == "x...xxxxxxxxxxxx");
}

TEST_CASE("keys move the cursor around the ends and switch steps")
{
    UiRig rig(emptySong());
    rig.key(Special::Left);
    rig.key(Special::Enter);
    rig.key(Special::Down);
    rig.key(Special::Right);
    rig.key(Special::Right, kShift);
    rig.key(Special::Enter);
    CHECK(rig.steps(0) == "...............x");
    CHECK(rig.steps(1) == "....x...........");
}

TEST_CASE("keys that come at once count on, each from where the one before led")
{
    UiRig rig(emptySong());
    KeyEvent right;
    right.special = Special::Right;
    for (int i = 0; i < 7; ++i)
        rig.ui.press(right);
    rig.key(Special::Enter);
    CHECK(rig.steps(0) == ".......x........");
}

TEST_CASE("copied steps are pasted, and duplicated behind themselves")
{
    UiRig rig(songOf({row("x.x. .... .... ....")}));
    rig.hold(kCtrl);
    rig.drag("cell.1.1", "cell.1.4");
    rig.hold({});
    rig.key('D', kCtrl);
    CHECK(rig.steps(0) == "x.x.x.x.........");
    rig.key('C', kCtrl);
    rig.click("track.1");
    rig.key(Special::Escape);
    rig.key(Special::End);
    rig.key(Special::Left, kShift);
    rig.key(Special::Right);
    rig.key('V', kCtrl);
    CHECK(rig.steps(0) == "x.x.x.x.....x.x.");
}

TEST_CASE("muting is painted across tracks")
{
    UiRig rig(emptySong(4));
    rig.drag("mute.1", "mute.2");
    const auto& tracks = rig.live.session.performance().tracks;
    CHECK(tracks[0].mute == LiveMute::Muted);
    CHECK(tracks[1].mute == LiveMute::Muted);
    CHECK(tracks[2].mute == LiveMute::AsSaved);
}

TEST_CASE("bars of the lane are drawn over steps, and create none")
{
    UiRig rig(songOf({row("x.x. x.x. .... ....")}));
    const Rect first = rig.rect("bar.1");
    rig.moveTo({first.center().x, first.most.y - 2.0F});
    rig.press();
    const Rect last = rig.rect("bar.8");
    rig.moveTo({last.center().x, last.least.y + 2.0F});
    rig.release();
    const auto& steps = rig.pattern(0).steps;
    CHECK(steps[0].notes[0].velocity < 15);
    CHECK(steps[6].notes[0].velocity > 90);
    CHECK(steps[2].notes[0].velocity > steps[0].notes[0].velocity);
    CHECK(rig.steps(0) == "x.x.x.x.........");
    rig.key('Z', kCtrl);
    CHECK(rig.live.session.undoLabel().empty());
}

TEST_CASE("the overview chooses what is played")
{
    UiRig rig(emptySong());
    const Rect all = rig.rect("overview");
    const float step = all.size().x / 16.0F;
    rig.moveTo({all.least.x + step * 4.5F, all.center().y});
    rig.press();
    rig.moveTo({all.least.x + step * 11.5F, all.center().y});
    rig.release();
    CHECK(rig.pattern(0).first == 4);
    CHECK(rig.pattern(0).last == 11);
    rig.doubleClick("overview");
    CHECK(rig.pattern(0).first == 0);
    CHECK(rig.pattern(0).last == 15);
}

TEST_CASE("the inspector changes what it shows, by mouse and by keys alone")
{
    UiRig rig(songOf({row("x... .... .... ....")}));
    rig.wheel("step.chance", -1.0F);
    CHECK(rig.pattern(0).steps[0].probability == 99);
    rig.key(Special::Tab);
    rig.key(Special::Tab);
    rig.key(Special::Down);
    rig.key(Special::Down);
    rig.key(Special::Right);
    CHECK(rig.pattern(0).steps[0].notes[0].velocity == 101);
}

TEST_CASE("a tempo is typed, and only then is a letter a command")
{
    UiRig rig(emptySong());
    rig.doubleClick("tempo");
    rig.type("97");
    CHECK(rig.song().tempo.bpm() == 120.0);
    rig.key('=');  // a letter in a field is no command
    CHECK(rig.song().tempo.bpm() == 120.0);
    rig.key(Special::Enter);
    rig.frame(5);
    CHECK(rig.song().tempo.bpm() == 97.0);
    rig.key('=');  // and is one again
    CHECK(rig.song().tempo.bpm() == 98.0);
}

TEST_CASE("a tempo that is typed is taken to the hundredth, not to what the wheel steps by")
{
    UiRig rig(emptySong());
    rig.doubleClick("tempo");
    rig.type("133.55");
    rig.key(Special::Enter);
    rig.frame(5);
    CHECK(rig.song().tempo.bpm() == doctest::Approx(133.55));
}

TEST_CASE("a pattern of one page is seen, and clicked, on every page of a longer one")
{
    Pattern longer;
    longer.steps.resize(64);
    longer.last = 63;
    std::vector<Pattern> patterns(5);
    patterns.push_back(longer);
    UiRig rig(songOf(patterns));
    rig.key(']');
    CHECK(rig.has("cell.6.17"));
    CHECK_FALSE(rig.has("cell.6.1"));
    rig.click("cell.1.5");
    CHECK(rig.steps(0) == "....x...........");
}

TEST_SUITE_END();
