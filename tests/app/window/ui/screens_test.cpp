#include "app/window/ui/titles.hpp"
#include "app/window/ui/view.hpp"

#include "tests/app/window/ui/ui_rig.hpp"
#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace clave::test;

TEST_SUITE_BEGIN("app/window/ui/screens");

namespace {
constexpr Modifiers kCtrl {true, false, false};

Song twoScenes()
{
    Song song = songOf({row("x... x... x... x..."), row(".... x... .... x...")});
    addPattern(song, 0, row("xxxx xxxx xxxx xxxx"));
    addScene(song, {1, 0});
    return song;
}
}  // namespace

TEST_CASE("a click on a pattern launches it, at the place that is chosen")
{
    UiRig rig(twoScenes());
    rig.key(Special::F3);
    rig.click("slot.0.1");
    const auto& slot = rig.live.session.performance().tracks[0].slot;
    CHECK(slot.target == 1);
    CHECK(slot.at == LaunchAt::PatternEnd);
    CHECK_FALSE(slot.keepPlace);
    rig.click("launch.at.3");
    rig.click("launch.keep");
    rig.click("slot.0.0");
    CHECK(slot.target == 0);
    CHECK(slot.at == LaunchAt::Beat);
    CHECK(slot.keepPlace);
}

TEST_CASE("Ctrl+click on a pattern looks at it and launches nothing")
{
    UiRig rig(twoScenes());
    rig.key(Special::F3);
    rig.hold(kCtrl);
    rig.click("slot.0.1");
    rig.hold({});
    CHECK(rig.live.session.performance().tracks[0].slot.number == 0);
    CHECK(rig.live.session.performance().entry.cursor.pattern == PatternPlace {0, 1});
    rig.key(Special::F2);
    rig.click("cell.1.3");
    CHECK(rig.steps(0, 1) == "xx.xxxxxxxxxxxxx");
}

TEST_CASE("patterns are made, copied, pasted, cleared and deleted, each one step of undo")
{
    UiRig rig(twoScenes());
    const Song before = rig.song();
    rig.key(Special::F3);
    rig.hold(kCtrl);
    rig.click("slot.0.1");
    rig.hold({});
    rig.click("pattern.copy");
    rig.hold(kCtrl);
    rig.click("slot.1.3");
    rig.hold({});
    rig.click("pattern.paste");
    CHECK(rig.pattern(1, 3) == rig.pattern(0, 1));
    rig.click("pattern.duplicate");
    CHECK(rig.pattern(1, 4) == rig.pattern(0, 1));
    rig.click("pattern.clear");
    CHECK(rig.steps(1, 4) == "................");
    rig.click("pattern.color.5");
    CHECK(rig.pattern(1, 4).color == 5);
    rig.click("pattern.delete");
    CHECK(rig.song().tracks[1]->slots[4] == nullptr);
    rig.click("pattern.new");
    CHECK(rig.pattern(1, 4) == Pattern {});
    for (int i = 0; i < 6; ++i)
        rig.key('Z', kCtrl);
    CHECK(rig.song() == before);
}

TEST_CASE("a pattern gets a name by typing it")
{
    UiRig rig(twoScenes());
    rig.key(Special::F3);
    rig.click("pattern.name");
    rig.type("Night bus");
    rig.click("pattern.copy");
    CHECK(rig.pattern(0).name == "Night bus");
    rig.click("track.name");
    rig.type("Kick");
    rig.click("pattern.copy");
    CHECK(rig.song().tracks[0]->name == "Kick");
    CHECK(rig.song().tracks[0]->slots.size() == 2);
}

TEST_CASE("scenes are launched, inserted, duplicated and deleted")
{
    UiRig rig(twoScenes());
    rig.key(Special::F3);
    rig.click("scene.1.launch");
    CHECK(rig.live.session.performance().scene.target == 1);
    rig.click("scenes.duplicate");
    REQUIRE(rig.song().scenes.size() == 3);
    CHECK(rig.song().scenes[2] == rig.song().scenes[1]);
    rig.click("scenes.delete");
    CHECK(rig.song().scenes.size() == 2);
    rig.click("scenes.take");
    CHECK(rig.song().scenes.size() == 3);
    rig.click("scene.0.slot.0");
    CHECK(rig.song().scenes[0].slots[0] == 1);
    rig.click("scene.0.slot.0", 1);
    CHECK(rig.song().scenes[0].slots[0] == Scene::kStop);
    CHECK(rig.refusals.empty());
}

TEST_CASE("a scene that is duplicated with its patterns can be changed alone")
{
    UiRig rig(twoScenes());
    rig.key(Special::F3);
    rig.click("scene.0");
    rig.click("scenes.copy");
    REQUIRE(rig.song().scenes.size() == 3);
    const auto slot = static_cast<std::size_t>(rig.song().scenes[1].slots[0]);
    CHECK(slot == 2);
    CHECK(rig.pattern(0, slot) == rig.pattern(0, 0));
    rig.key('Z', kCtrl);
    CHECK(rig.song().scenes.size() == 2);
    CHECK(rig.song().tracks[0]->pattern(2) == nullptr);
}

TEST_CASE("the arrangement is put together, moved and repeated")
{
    UiRig rig(twoScenes());
    rig.key(Special::F4);
    rig.click("arrangement.all");
    CHECK(rig.song().arrangement == std::vector<ArrangementEntry> {{0, 1}, {1, 1}});
    rig.click("entry.0.down");
    CHECK(rig.song().arrangement == std::vector<ArrangementEntry> {{1, 1}, {0, 1}});
    rig.wheel("entry.0.repeats", 2.0F);
    CHECK(rig.song().arrangement[0].repeats == 3);
    rig.click("entry.1.remove");
    CHECK(rig.song().arrangement.size() == 1);
    rig.click("arrangement.add");
    rig.frame(2);
    rig.click("arrangement.add.1");
    CHECK(rig.song().arrangement[1].scene == 1);
    rig.click("song.mode");
    CHECK(rig.live.session.performance().songMode);
    CHECK(rig.refusals.empty());
}

TEST_CASE("what the song is as a whole is changed on its screen")
{
    UiRig rig(twoScenes());
    rig.key(Special::F4);
    rig.click("song.name");
    rig.type("Bus");
    rig.click("song.metronome");
    CHECK(rig.song().name == "Bus");
    CHECK(rig.song().metronome.on);
    rig.wheel("song.beats", -1.0F);
    CHECK(rig.song().metre == Metre {3, 4});
    rig.click("song.unit");
    rig.frame(2);
    rig.click("song.unit.3");
    CHECK(rig.song().metre == Metre {3, 8});
    rig.click("song.scale");
    rig.frame(2);
    rig.click("song.scale.2");
    CHECK(rig.song().scale.notes == namedScales()[2].notes);
    const auto seed = rig.song().seed;
    rig.click("song.roll");
    CHECK(rig.song().seed != seed);
    CHECK(rig.refusals.empty());
}

TEST_CASE("outputs are added, tried, chosen and removed; a port that is used can go")
{
    UiRig rig(twoScenes());
    rig.key(Special::F6);
    rig.click("outputs.add");
    REQUIRE(rig.song().ports.size() == 1);
    CHECK(rig.song().ports[0].name == "Port 1");
    rig.click("output.1.test");
    CHECK(std::get<wish::TestNote>(rig.wishes.back()).output == 1);
    rig.click("output.1.port");
    rig.frame(2);
    rig.click("output.1.port.0");
    CHECK(std::get<wish::UseOutput>(rig.wishes.back()).port == "synth");
    rig.click("output.1.clock");
    CHECK(rig.song().ports[0].sendsClock);
    Track track = *rig.song().tracks[0];
    track.slots.clear();
    track.destination.port = "Port 1";
    REQUIRE(rig.live.send(SetTrack {0, track}));
    rig.frame(2);
    rig.click("output.1.remove");
    CHECK(rig.song().ports.empty());
    CHECK(rig.song().tracks[0]->destination.port.empty());
    rig.key('Z', kCtrl);
    CHECK(rig.song().ports.size() == 1);
    CHECK(rig.song().tracks[0]->destination.port == "Port 1");
    CHECK(rig.refusals.empty());
}

TEST_CASE("panic and pause on the Monitor, sync and size in Settings")
{
    UiRig rig(twoScenes());
    rig.key(Special::F5);
    rig.click("monitor.panic");
    CHECK(rig.live.session.performance().panics == 1);
    rig.click("monitor.pause");
    CHECK(rig.ui.state().screens.monitor.paused);
    rig.click("monitor.copy");
    CHECK(std::get<wish::CopyText>(rig.wishes.back()).text.starts_with("Clock: "));
    rig.key(Special::F6);
    rig.click("sync.1");
    CHECK(std::get<wish::UseSync>(rig.wishes.back()).source == "midi");
    rig.click("scale.larger");
    CHECK(std::get<wish::UseScale>(rig.wishes.back()).scale == doctest::Approx(1.25));
}

TEST_CASE("a pattern's own color comes before its track's, and that before the one of its id")
{
    Song song = twoScenes();
    changeTrack(song, 0, [](Track& track) { track.color = 7; });
    changePattern(song, 0, 1, [](Pattern& pattern) { pattern.color = 2; });
    UiRig rig(song);
    UiState state;
    Asks asks;
    Rects rects;
    const ClockStatus status;
    const UiFrame frame {
        rig.live.snapshot(), status, {}, {}, {}, false, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
    const Theme& theme = rig.ui.theme();
    const Context ui {frame, state, asks, theme, {}, rects};
    CHECK(trackColor(ui, 0) == theme.tracks[6]);
    CHECK(patternColor(ui, 0, 0) == theme.tracks[6]);
    CHECK(patternColor(ui, 0, 1) == theme.tracks[1]);
    CHECK(trackColor(ui, 1) == theme.tracks[1]);
}

TEST_CASE("every screen and dialog draws at any size and scale, and an empty song needs no track")
{
    for (const ImVec2 size :
        {ImVec2 {960, 600}, ImVec2 {1280, 800}, ImVec2 {1920, 1080}, ImVec2 {320, 200}}) {
        for (const float scale : {0.75F, 1.0F, 3.0F}) {
            for (const Song& song : {twoScenes(), Song {}}) {
                UiRig rig(song, size, scale);
                for (const auto screen : {Special::F2, Special::F3, Special::F4, Special::F5, Special::F6}) {
                    rig.key(screen);
                    rig.frame(2);
                }
                for (const char letter : {'V', 'E', 'D'}) {
                    rig.key(letter);
                    rig.frame(3);
                    rig.key(Special::Enter);
                    rig.frame(6);
                    rig.key(Special::Escape);
                }
                rig.key('K', kCtrl);
                rig.frame(3);
                rig.key(Special::Escape);
                CHECK(rig.ui.state().dialog == Dialog::None);
                CHECK(rig.refusals.empty());
            }
        }
    }
}

TEST_SUITE_END();
