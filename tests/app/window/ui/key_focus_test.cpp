#include "app/window/ui/actions.hpp"
#include "core/io/song_file.hpp"

#include "tests/app/window/ui/ui_rig.hpp"
#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace clave;
using namespace clave::test;

TEST_SUITE_BEGIN("app/window/ui/key_focus");

namespace {
Song someSong()
{
    Song song = songOf({row("x..."), row("..x.")});
    song.scenes = {{}, {}};
    return song;
}

/// Goes on by Tab until the ring is around that control; false when it never is.
bool goTo(UiRig& rig, const std::string& name)
{
    for (int i = 0; i < 200; ++i) {
        rig.key(Special::Tab);
        if (rig.ui.state().focus.name == name)
            return rig.has("focus");
    }
    return false;
}
}  // namespace

TEST_CASE("every screen is gone through by Tab, round and back, and lets go with Esc")
{
    for (const Special screen : {Special::F3, Special::F4, Special::F5, Special::F6}) {
        UiRig rig(someSong());
        rig.key(screen);
        CHECK_FALSE(rig.has("focus"));
        rig.key(Special::Tab);
        const auto first = rig.ui.state().focus.name;
        CHECK_FALSE(first.empty());
        CHECK(rig.has("focus"));
        std::set<std::string> seen {first};
        rig.key(Special::Tab);
        for (int i = 0; i < 200 && rig.ui.state().focus.name != first; ++i) {
            seen.insert(rig.ui.state().focus.name);
            rig.key(Special::Tab);
        }
        CHECK(seen.size() >= 15);
        CHECK(seen.contains("play"));
        rig.key(Special::Tab);
        rig.key(Special::Tab, keys::kShift);
        CHECK(rig.ui.state().focus.name == first);
        rig.key(Special::Escape);
        CHECK_FALSE(rig.has("focus"));
    }
}

TEST_CASE("Enter does what a click does: launches, types values and names, chooses from a list")
{
    UiRig rig(someSong());
    rig.key(Special::F3);
    REQUIRE(goTo(rig, "slot.1.0"));
    rig.key(Special::Enter);
    rig.frame(3);
    CHECK(rig.ui.state().screens.patterns.chosen == PatternPlace {1, 0});
    rig.key(Special::Up);
    CHECK(rig.ui.state().focus.name == "slot.0.0");
    rig.key(Special::Down);
    CHECK(rig.ui.state().focus.name == "slot.1.0");
    INFO("with Ctrl a pattern is looked at, and not launched");
    rig.key(Special::Up);
    rig.hold(keys::kCtrl);
    rig.key(Special::Enter, keys::kCtrl);
    rig.frame(2);
    rig.hold({});
    CHECK(rig.ui.state().screens.patterns.chosen == PatternPlace {0, 0});
    CHECK(rig.ui.state().pinned.contains(rig.song().tracks[0]->id));

    rig.key(Special::F4);
    REQUIRE(goTo(rig, "song.name"));
    rig.key(Special::Enter);
    rig.frame(3);
    rig.type("Rain");
    rig.key(Special::Enter);
    rig.frame(5);
    CHECK(rig.song().name == "Rain");
    REQUIRE(goTo(rig, "song.swing"));
    rig.key(Special::Enter);
    rig.frame(3);
    rig.type("62");
    rig.key(Special::Enter);
    rig.frame(5);
    CHECK(rig.song().swing.percent == 62.0);
}

TEST_CASE("a list that was opened by Enter is gone through alone, and what opened it has the ring again")
{
    UiRig rig(someSong());
    rig.key(Special::F4);
    REQUIRE(goTo(rig, "arrangement.add"));
    rig.key(Special::Enter);
    rig.frame(3);
    CHECK(rig.ui.state().focus.name == "arrangement.add.0");
    rig.key(Special::Down);
    CHECK(rig.ui.state().focus.name == "arrangement.add.1");
    rig.key(Special::Enter);
    rig.frame(3);
    REQUIRE(rig.song().arrangement.size() == 1);
    CHECK(rig.song().arrangement[0].scene == 1);
    CHECK(rig.ui.state().focus.name == "arrangement.add");
    rig.key(Special::Enter);
    rig.frame(3);
    rig.key(Special::Escape);
    rig.frame(3);
    CHECK(rig.ui.state().focus.name == "arrangement.add");
    CHECK(rig.song().arrangement.size() == 1);
}

TEST_CASE("on Steps, Ctrl+Tab begins it, and Tab and Enter are the grid's again after Esc")
{
    UiRig rig(someSong());
    rig.key(Special::Tab, keys::kCtrl);
    CHECK(rig.has("focus"));
    REQUIRE(goTo(rig, "follow"));
    rig.key(Special::Enter);
    rig.frame(3);
    CHECK_FALSE(rig.ui.state().follow);
    CHECK(rig.steps(0) == "x...");
    rig.key(Special::Escape);
    rig.key(Special::Enter);
    rig.frame(3);
    CHECK(rig.steps(0) == "....");
}

TEST_CASE("where the grid is not seen, its keys change nothing and say so")
{
    for (const Special screen : {Special::F3, Special::F4, Special::F5, Special::F6, Special::F7}) {
        UiRig rig(someSong());
        const auto before = songText(rig.song());
        rig.key(screen);
        for (const Special key : {Special::Enter, Special::Delete, Special::Backspace})
            rig.key(key);
        rig.key('Y');
        rig.key('R', keys::kAlt);
        rig.key('X', keys::kCtrl);
        rig.key(Special::Delete, keys::kCtrl);
        CHECK(rig.ui.state().said.find("F2") != std::string::npos);
        rig.key(Special::Up, keys::kShift);
        CHECK(songText(rig.song()) == before);
        rig.key('=');
        CHECK(rig.song().tempo.bpm() == someSong().tempo.bpm() + 1.0);
        rig.key('Z', keys::kCtrl);
        CHECK(songText(rig.song()) == before);
    }
}

TEST_CASE("what the mouse holds ends with its button, whatever screen is shown by then")
{
    UiRig rig(someSong());
    rig.moveTo(rig.rect("key.60").center());
    rig.press();
    rig.key(Special::F6);
    rig.release();
    REQUIRE(rig.keys.size() == 2);
    CHECK_FALSE(rig.keys[1].down);
    rig.key(Special::F2);
    rig.moveTo(rig.rect("cell.1.2").center());
    rig.press();
    rig.moveTo(rig.rect("cell.1.3").center());
    rig.key(Special::F4);
    rig.release();
    rig.key(Special::F2);
    rig.moveTo(rig.rect("cell.1.4").center());
    rig.frame(3);
    CHECK(rig.steps(0) == "xxx.");
}

TEST_CASE("with Shift, the piano's keys stay down for a chord until it is let go")
{
    UiRig rig(someSong());
    rig.hold(keys::kShift);
    rig.click("key.60");
    rig.click("key.64");
    CHECK(std::ranges::count(rig.keys, true, &wish::Key::down) == 2);
    CHECK(std::ranges::count(rig.keys, false, &wish::Key::down) == 0);
    rig.hold({});
    rig.frame(2);
    CHECK(std::ranges::count(rig.keys, false, &wish::Key::down) == 2);
}

TEST_CASE("Ctrl+S and the screens' keys take what is typed into a field first")
{
    UiRig rig(someSong());
    rig.key(Special::F4);
    rig.click("song.name");
    rig.type("Rain");
    rig.key('S', keys::kCtrl);
    rig.frame(6);
    CHECK(rig.song().name == "Rain");
    const bool isSaved = std::ranges::any_of(
        rig.wishes, [](const Wish& wish) { return std::holds_alternative<wish::Save>(wish); });
    CHECK((isSaved || rig.ui.state().dialog == Dialog::SaveAs));
    rig.key(Special::Escape);
    rig.click("song.name");
    rig.type(" again");
    rig.key(Special::F3);
    rig.frame(6);
    CHECK(rig.ui.state().screen == Screen::Patterns);
}

TEST_CASE("Step in has its rests, ties and steps back as buttons, too")
{
    UiRig rig(songOf({row("....")}));
    rig.key('R');
    rig.click("key.60");
    rig.click("step-in.tie");
    rig.click("step-in.rest");
    rig.click("key.62");
    rig.click("step-in.back");
    rig.frame(3);
    CHECK(rig.steps(0) == "x...");
    CHECK(rig.pattern(0).steps[0].notes[0].gate.length() > Gate::kStep);
}

TEST_SUITE_END();
