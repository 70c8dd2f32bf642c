#include "tests/app/window/ui/ui_rig.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>

using namespace clave;
using namespace clave::test;

TEST_SUITE_BEGIN("app/window/ui/dialogs");

namespace {
constexpr Modifiers kCtrl {true, false, false};
constexpr Modifiers kCtrlShift {true, true, false};
constexpr int kUntilDone = 6;  // frames

void enter(UiRig& rig)
{
    rig.key(Special::Enter);
    rig.frame(kUntilDone);
}

template <typename T>
const T* wished(const UiRig& rig)
{
    return rig.wishes.empty() ? nullptr : std::get_if<T>(&rig.wishes.back());
}
}  // namespace

TEST_CASE("Ctrl+K, some letters and Enter do anything; Esc does nothing")
{
    UiRig rig(songOf({row("x...")}));
    rig.key('K', kCtrl);
    rig.frame(2);
    CHECK(rig.has("dialog"));
    rig.type("metronome");
    enter(rig);
    CHECK(rig.song().metronome.on);
    CHECK_FALSE(rig.has("dialog"));
    rig.key('K', kCtrl);
    rig.frame(2);
    rig.type("metronome");
    rig.key(Special::Escape);
    rig.frame(2);
    CHECK(rig.song().metronome.on);
    CHECK_FALSE(rig.has("dialog"));
}

TEST_CASE("the palette goes to a track by its name, and Down takes the next answer")
{
    Song song = songOf({row("x..."), row("x..."), row("x...")});
    changeTrack(song, 1, [](Track& track) { track.name = "Bass one"; });
    changeTrack(song, 2, [](Track& track) { track.name = "Bass two"; });
    UiRig rig(song);
    rig.key('K', kCtrl);
    rig.frame(2);
    rig.type("track bass");
    rig.key(Special::Down);
    enter(rig);
    CHECK(rig.live.session.performance().entry.cursor.pattern.track == 2);
}

TEST_CASE("while a dialog is open, letters are no commands and the grid takes no clicks")
{
    UiRig rig(songOf({row("x... .... .... ....")}));
    const Rect cell = rig.rect("cell.1.2");
    rig.key(Special::F1);
    rig.frame(2);
    rig.key('M');
    rig.key(Special::Space);
    CHECK(rig.live.session.performance().tracks[0].mute == LiveMute::AsSaved);
    CHECK(rig.live.session.performance().transport.number == 0);
    rig.moveTo({2.0F, cell.center().y});
    rig.press();
    rig.release();
    CHECK_FALSE(rig.has("dialog"));  // a click beside it closes it
    CHECK(rig.steps(0) == "x...............");
}

TEST_CASE("panic is obeyed also while a dialog is open")
{
    UiRig rig(songOf({row("x...")}));
    rig.key(Special::F1);
    rig.frame(2);
    rig.key(Special::F12);
    CHECK(rig.live.session.performance().panics == 1);
}

TEST_CASE("values are typed over a selection as one step of undo, with a sentence while they are wrong")
{
    UiRig rig(songOf({row("xxxx xxxx xxxx xxxx")}));
    rig.key('A', kCtrl);
    rig.key('V');
    rig.frame(2);
    rig.click("value.1");
    rig.frame(2);
    rig.type("300");
    CHECK_FALSE(rig.ui.state().trouble.empty());
    enter(rig);
    CHECK(rig.has("dialog"));  // what is wrong is not taken
    CHECK(rig.pattern(0).steps[0].notes[0].velocity == 100);
    rig.key(Special::Escape);
    rig.frame(2);
    rig.key('V');
    rig.frame(2);
    rig.click("value.1");
    rig.frame(2);
    rig.type("10..25");
    CHECK(rig.ui.state().trouble.empty());
    enter(rig);
    CHECK_FALSE(rig.has("dialog"));
    for (std::size_t i = 0; i < 16; ++i)
        CHECK(rig.pattern(0).steps[i].notes[0].velocity == 10 + i);
    rig.key('Z', kCtrl);
    CHECK(rig.pattern(0).steps[9].notes[0].velocity == 100);
    CHECK(rig.live.session.undoLabel().empty());
}

TEST_CASE("a chord is typed into a step")
{
    UiRig rig(songOf({row("....")}));
    rig.key('V');
    rig.frame(2);
    rig.type("C4 E4 G4");
    enter(rig);
    REQUIRE(rig.pattern(0).steps[0].notes.size() == 3);
    CHECK(rig.pattern(0).steps[0].on);
    CHECK(rig.pattern(0).steps[0].notes[2].pitch == 79);
}

TEST_CASE("Euclid changes nothing until it is taken, and is one step of undo")
{
    UiRig rig(songOf({row("x... x... x... x...")}));
    rig.key('E');
    rig.frame(2);
    rig.wheel("euclid.pulses", -1.0F);
    CHECK(rig.steps(0) == "x...x...x...x...");
    enter(rig);
    CHECK_FALSE(rig.has("dialog"));
    CHECK(rig.steps(0) == "x....x....x.....");
    rig.key('Z', kCtrl);
    CHECK(rig.steps(0) == "x...x...x...x...");
}

TEST_CASE("Open lists songs and MIDI files, and opens what is chosen or typed")
{
    const TempFolder folder;
    const auto path = std::filesystem::path(folder.path());
    std::ofstream(path / "one.clave") << "{}";
    std::ofstream(path / "two.mid") << "x";
    UiRig rig(songOf({row("x...")}));
    rig.key('O', kCtrl);
    rig.frame(2);
    rig.type((path / "").string());
    enter(rig);
    CHECK(rig.ui.state().screens.dialog.files.folder == path.string());
    CHECK(rig.ui.state().screens.dialog.files.entries.size() == 2);
    rig.frame(2);
    rig.type("tw");
    enter(rig);
    const auto* const wish = wished<wish::Open>(rig);
    REQUIRE(wish != nullptr);
    CHECK(wish->path == (path / "two.mid").string());
    CHECK_FALSE(rig.has("dialog"));
}

TEST_CASE("Open says when a file is not there")
{
    UiRig rig(songOf({row("x...")}));
    rig.key('O', kCtrl);
    rig.frame(2);
    rig.type("/nowhere/x.clave");
    enter(rig);
    CHECK(rig.has("dialog"));
    CHECK(rig.ui.state().trouble.starts_with("/nowhere/x.clave does not exist"));
    CHECK(rig.wishes.empty());
}

TEST_CASE("Save as saves under the name that is typed, and says what it writes over")
{
    const TempFolder folder;
    const auto path = std::filesystem::path(folder.path());
    std::ofstream(path / "old.clave") << "{}";
    UiRig rig(songOf({row("x...")}));
    rig.key('S', kCtrlShift);
    rig.frame(2);
    rig.type((path / "old").string());
    CHECK(rig.ui.state().screens.dialog.note.starts_with("Replaces"));
    enter(rig);
    const auto* const wish = wished<wish::SaveAs>(rig);
    REQUIRE(wish != nullptr);
    CHECK(wish->path == (path / "old.clave").string());
}

TEST_CASE("Save as stays, with the reason, until the song is saved")
{
    const TempFolder folder;
    UiRig rig(songOf({row("x...")}));
    rig.saveTrouble = "/sys/x cannot be written.";
    rig.key('S', kCtrlShift);
    rig.frame(2);
    rig.type(folder.file("x"));
    enter(rig);
    CHECK(rig.has("dialog"));
    CHECK(rig.ui.state().trouble == rig.saveTrouble);
    rig.saveTrouble.clear();
    enter(rig);
    CHECK_FALSE(rig.has("dialog"));
    CHECK(rig.wishes.size() == 2);
}

TEST_CASE("typed values say beforehand what they make of the steps")
{
    UiRig rig(songOf({row("xxxx")}));
    rig.click("cell.1.1");
    rig.click("cell.1.1");
    rig.key('V');
    rig.frame(2);
    rig.type("61..72");
    CHECK(rig.ui.state().screens.dialog.note == "Enter makes it C#3.");
    rig.key(Special::Escape);
    rig.ui.state().selection = Selection {0, 0, 0, 3};
    rig.key('V');
    rig.frame(2);
    rig.type("C4..C5");
    CHECK(rig.ui.state().screens.dialog.note == "Enter makes them C4, E4, G#4, C5.");
}

TEST_CASE("the details of a step change what they say")
{
    UiRig rig(songOf({row("x... .... .... ....")}));
    rig.key('D');
    rig.frame(2);
    rig.click("details.slide");
    rig.click("details.fill");
    rig.wheel("details.cycle", 3.0F);
    rig.click("details.pass.2");
    rig.wheel("details.hits", 2.0F);
    rig.click("details.note.add");
    const Step& step = rig.pattern(0).steps[0];
    CHECK(step.slide);
    CHECK(step.condition.fill == Ask::Yes);
    CHECK(step.condition.cycle == CycleMask {4, 0b1011});
    CHECK(step.retrig.count == 3);
    CHECK(step.notes.size() == 2);
    CHECK(rig.refusals.empty());
}

TEST_CASE("undo says by name what it takes back")
{
    UiRig rig(songOf({row("x.x.")}));
    constexpr Modifiers kAlt {false, false, true};
    const auto undoAfter = [&](auto key) {
        rig.key(key, kAlt);
        return rig.live.session.undoLabel();
    };
    CHECK(undoAfter(Special::Right) == "rotate");
    CHECK(undoAfter('R') == "reverse");
    CHECK(undoAfter('D') == "double");
    CHECK(undoAfter('H') == "halve");
    CHECK(undoAfter('U') == "humanize");
    CHECK(undoAfter(Special::Up) == "pitch");
    rig.key('X', kCtrl);
    CHECK(rig.live.session.undoLabel() == "cut");
    rig.key('Z', kCtrl);
    CHECK(rig.ui.state().said == "Undone: cut");
}

TEST_CASE("all steps of 128 tracks are cut by few commands, and come back by one undo")
{
    Pattern full;
    full.steps.assign(128, stepOf(60));
    UiRig rig(songOf(std::vector<Pattern>(128, full)));
    const auto before = rig.live.session.song();
    const auto serial = rig.live.snapshot().serial;
    rig.key('A', kCtrl);
    rig.key('A', kCtrl);
    rig.key('X', kCtrl);
    const auto& tracks = rig.song().tracks;
    CHECK(std::ranges::all_of(tracks, [](const auto& track) {
        return std::ranges::all_of(track->slots[0]->steps, [](const Step& step) { return step == Step {}; });
    }));
    CHECK(rig.live.snapshot().serial - serial <= 130);
    rig.key('Z', kCtrl);
    CHECK(rig.song() == *before);
}

TEST_CASE("a new script gets a name that is free, in a folder that is there, and something to begin with")
{
    UiRig rig(songOf({row("x...")}));
    rig.scripts = std::make_shared<const ScriptsView>();
    rig.key(Special::F8);
    rig.click("script.new");
    rig.type("/tmp/no such folder/mine");
    rig.key(Special::Enter);
    rig.frame(6);
    CHECK(rig.wishes.empty());
    CHECK(rig.ui.state().trouble.find("is no folder") != std::string::npos);
    rig.key(Special::Escape);
    rig.click("script.new");
    rig.type("/tmp/clave new script of a test");
    rig.click("script.make");
    REQUIRE(rig.wishes.size() == 1);
    const auto made = std::get<wish::NewScript>(std::get<wish::ForScripts>(rig.wishes[0]));
    CHECK(made.path == "/tmp/clave new script of a test.py");
    CHECK(made.text.find("@on_step(track=1)") != std::string::npos);
}

TEST_SUITE_END();
