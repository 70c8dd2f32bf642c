#include "controllers/lights/light_source.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/live_rig.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

TEST_SUITE_BEGIN("controllers/lights");

namespace {
/// One letter a state, so that a row of lights is a row of text.
char letter(LightState state)
{
    constexpr std::string_view kLetters = ".xXhcpPo?s?????O";
    static_assert(kLetters.size() == kLightStateCount);
    switch (state) {
    case LightState::Queued:
        return 'q';
    case LightState::Armed:
        return 'a';
    case LightState::Recording:
        return 'r';
    case LightState::Muted:
        return 'm';
    case LightState::Soloed:
        return 'S';
    case LightState::Locked:
        return 'l';
    default:
        return kLetters[static_cast<std::size_t>(state)];
    }
}

/// An instrument that plays and somebody who looks at it.
struct Look {
    explicit Look(Song song) : rig(std::move(song)) {}

    [[nodiscard]] LightAnswer one(LightQuestion question)
    {
        return answer(question, focus, rig.snapshot(), rig.status());
    }
    [[nodiscard]] std::string row(LightSource source, int count, std::string_view word = {}, int second = 0)
    {
        std::string text;
        for (int i = 0; i < count; ++i)
            text += letter(one({.source = source, .index = i, .second = second, .word = word}).state);
        return text;
    }
    [[nodiscard]] std::string steps(int count = 16) { return row(LightSource::StepState, count); }
    void send(CommandWhat what)
    {
        REQUIRE(rig.send(std::move(what)));
        rig.run(2ms);
    }

    LiveRig rig;
    Focus focus;
};
constexpr Nanoseconds kStep = 125ms;  // a sixteenth at 120 bpm
}  // namespace

TEST_CASE("pads show which steps are on, loud, beyond the window and beyond the pattern")
{
    Pattern pattern = row("xX.x xxxx xxxx");
    pattern.last = 9;
    Look look(songOf({pattern}));
    CHECK(look.steps() == "xX.xxxxxxxOOoooo");
    look.focus.pattern.slot = 5;
    CHECK(look.steps(18) == "................oo");
    look.focus.pattern = {3, 0};
    CHECK(look.steps(4) == "oooo");
}

TEST_CASE("pages show further steps of the pattern")
{
    Look look(songOf({row("x... .... .... .... .X.. .... .... ...x")}));
    look.focus.pageSteps = 16;
    look.focus.page = 1;
    CHECK(look.steps() == ".X.............x");
    CHECK(look.row(LightSource::PageState, 4) == "xsoo");
}

TEST_CASE("the place that plays is shown in its pattern and nowhere else, on a step that is on and on one "
          "that is off")
{
    Song song = songOf({row("x.x. .... .... ....")});
    addPattern(song, 0, row("xxxx"));
    Look look(song);
    look.send(Play {});
    look.rig.run(kStep / 2);
    CHECK(look.steps() == "P.x.............");
    look.rig.run(kStep);
    CHECK(look.steps() == "xpx.............");
    look.focus.pattern.slot = 1;
    CHECK(look.steps(4) == "xxxx");
    look.focus.pattern.slot = 0;
    look.send(Stop {});
    CHECK(look.steps(4) == "x.x.");
}

TEST_CASE("the page overview shows what is looked at and what plays")
{
    Look look(songOf({row("x... .... .... .... x... .... .... ....")}));
    look.focus.pageSteps = 16;
    look.send(Play {});
    look.rig.run(kStep / 2);
    CHECK(look.row(LightSource::PageState, 3) == "Pxo");
    look.rig.run(16 * kStep);
    CHECK(look.row(LightSource::PageState, 3) == "spo");
}

TEST_CASE("held steps and the place of the next notes are seen")
{
    Look look(songOf({row("x... ....")}));
    look.focus.held.set(2);
    look.send(SetStepIn {true});
    look.send(SetCursor {{{0, 0}, 5}});
    CHECK(look.steps(8) == "x.h..c..");
    look.send(SetStepIn {false});
    CHECK(look.steps(8) == "x.h.....");
}

TEST_CASE("an edit by anyone is on the pads at once")
{
    Look look(songOf({row("....")}));
    look.send(ToggleStep {{0, 0}, 2});
    CHECK(look.steps(4) == "..x.");
}

TEST_CASE("tracks show the chosen one, their mutes as they sound, solos and arming")
{
    Look look(songOf({row("x"), row("x"), row("x")}));
    look.focus.pattern.track = 1;
    CHECK(look.row(LightSource::TrackSelect, 4) == "xsxo");
    look.send(ToggleMute {0});
    CHECK(look.row(LightSource::TrackMute, 4) == "mxxo");
    Track solo = *look.rig.session.song()->tracks[1];
    solo.solo = true;
    look.send(SetTrack {1, solo});
    CHECK(look.row(LightSource::TrackMute, 3) == "mx.");
    CHECK(look.row(LightSource::TrackSolo, 3) == ".S.");
    look.send(ArmTrack {2, true});
    CHECK(look.row(LightSource::TrackArm, 3) == "..a");
    CHECK(look.row(LightSource::TransportRecord, 1) == ".");
    Recording recording;
    recording.on = true;
    look.send(SetRecording {recording});
    CHECK(look.row(LightSource::TransportRecord, 1) == "a");
    look.send(Play {});
    CHECK(look.row(LightSource::TrackArm, 3) == "..r");
    CHECK(look.row(LightSource::TransportRecord, 1) == "r");
    look.focus.bank = 2;
    CHECK(look.row(LightSource::TrackSelect, 2) == "xo");
}

TEST_CASE("a track flickers with the steps that sound, and not while it is muted")
{
    Look look(songOf({row("x.xx"), row("xxxx")}));
    look.send(ToggleMute {1});
    look.send(Play {});
    look.rig.run(kStep / 4);
    CHECK(look.row(LightSource::TrackPlays, 2) == "Pp");
    look.rig.run(kStep / 2);
    CHECK(look.row(LightSource::TrackPlays, 2) == "pp");
    look.rig.run(kStep / 2);
    CHECK(look.row(LightSource::TrackPlays, 2) == "pp");  // the second step is off
}

TEST_CASE("scenes and patterns that are asked for wait until they play")
{
    Song song = songOf({row("xxxx xxxx xxxx xxxx")});
    addPattern(song, 0, row("x... x... x... x..."));
    addScene(song, {1});
    Look look(song);
    CHECK(look.row(LightSource::SceneState, 3) == "xxo");
    look.send(Play {});
    look.rig.run(kStep);
    CHECK(look.row(LightSource::SceneState, 3) == "Pxo");
    look.send(LaunchScene {1, LaunchAt::Bar});
    CHECK(look.row(LightSource::SceneState, 3) == "Pqo");
    look.rig.run(16 * kStep);
    CHECK(look.row(LightSource::SceneState, 3) == "xPo");
    look.send(LaunchPattern {{0, 0}, LaunchAt::Bar});
    const auto slot = [&](int number) {
        return letter(look.one({.source = LightSource::SlotState, .index = 0, .second = number}).state);
    };
    CHECK(slot(0) == 'q');
    CHECK(slot(1) == 'P');
    CHECK(slot(2) == 'o');
    look.rig.run(16 * kStep);
    CHECK(slot(0) == 'P');
    CHECK(look.one({.source = LightSource::SlotState, .index = -1}).state == LightState::PlayingOn);
    CHECK(slot(1) == 'x');
}

TEST_CASE("keys show root, scale, what is held and what sounds")
{
    Song song = songOf({row("x...", 43)});
    song.scale = {0, *scaleNotes("major")};
    Look look(song);
    CHECK(look.row(LightSource::KeyState, 8) == "XxxxxxxX");
    look.focus.keys.set(38);
    CHECK(look.row(LightSource::KeyState, 8) == "XhxxxxxX");
    look.send(Play {});
    look.rig.run(kStep / 2);
    CHECK(look.row(LightSource::KeyState, 8) == "XhxxPxxX");  // the fifth key of C major is G1, 43
    CHECK(look.one({.source = LightSource::KeyState, .index = 100}).state == LightState::Outside);
}

TEST_CASE("a bar of pads shows the value of the held step, else of the cursor's")
{
    Song song = songOf({row("xX..")});
    Look look(song);
    look.focus.held.set(1);
    CHECK(look.row(LightSource::ValueBar, 8, "velocity", 8) == "xxxxxxxs");
    look.focus.held.reset();
    look.focus.held.set(0);
    CHECK(look.row(LightSource::ValueBar, 8, "velocity", 8) == "xxxxxs..");
    CHECK(look.row(LightSource::ValueBar, 8, "condition", 8) == "s.......");
    look.focus.held.reset();
    look.focus.held.set(2);
    CHECK(look.row(LightSource::ValueBar, 8, "velocity", 8) == "........");  // no note
    CHECK(look.row(LightSource::ValueBar, 8, "chance", 8) == "xxxxxxxs");
    CHECK(look.one({.source = LightSource::Param, .word = "tempo"}).level > 50);
    CHECK(look.one({.source = LightSource::StepValue, .index = 1, .word = "velocity"}).level == 127);
}

TEST_CASE("buttons show whether what they switch is on")
{
    Look look(songOf({row("x")}));
    const auto is = [&](LightSource source) { return letter(look.one({.source = source}).state); };
    CHECK(is(LightSource::TransportPlay) == '.');
    look.send(Play {});
    CHECK(is(LightSource::TransportPlay) == 'P');
    CHECK(look.row(LightSource::Beat, 5) == "X...o");
    look.rig.run(4 * kStep + 20ms);
    CHECK(look.row(LightSource::Beat, 5) == ".x..o");
    look.send(SetFill {true});
    CHECK(is(LightSource::Fill) == 'x');
    CHECK(is(LightSource::EditLock) == '.');
    Track locked = *look.rig.session.song()->tracks[0];
    locked.editLock = true;
    look.send(SetTrack {0, locked});
    CHECK(is(LightSource::EditLock) == 'l');
    look.focus.locked = true;
    CHECK(is(LightSource::FocusLock) == 'l');
    CHECK(is(LightSource::Follow) == 'x');
    look.focus.layer = "keys";
    CHECK(letter(look.one({.source = LightSource::Layer, .word = "keys"}).state) == 'h');
    CHECK(letter(look.one({.source = LightSource::Layer, .word = "shift"}).state) == '.');
    CHECK(look.one({.source = LightSource::Undo, .canUndo = true}).state == LightState::On);
    CHECK(look.one({.source = LightSource::Redo, .canUndo = true}).state == LightState::Off);
}

TEST_CASE("what a map does not give is taken from the nearest look, and never hides a step")
{
    LightBind bind;
    const auto put = [&](LightState state, Hue hue) {
        bind.looks[static_cast<std::size_t>(state)] = Light {hue};
    };
    put(LightState::On, Hue::Green);
    put(LightState::Off, Hue::DarkGrey);
    CHECK(look(bind, {LightState::Accent, LightState::Accent}).hue == Hue::Green);
    CHECK(look(bind, {LightState::PlayingOn, LightState::Accent}).hue == Hue::Green);
    CHECK(look(bind, {LightState::Playing, LightState::Off}).hue == Hue::DarkGrey);
    CHECK(look(bind, {LightState::OutsideOn, LightState::OutsideOn}).hue == Hue::DarkGrey);
    put(LightState::Playing, Hue::White);
    CHECK(look(bind, {LightState::PlayingOn, LightState::Accent}).hue == Hue::White);
    CHECK(look(bind, {LightState::Held, LightState::On}).hue == Hue::Green);
    CHECK(look(bind, {LightState::On, LightState::On, 64}).level == 64);
    CHECK(look(LightBind {}, {LightState::Locked}) == Light {});
}

TEST_CASE("every word of a map is a source of its own")
{
    int number = 0;
    for (const std::string_view word : lightSourceWords())
        CHECK(static_cast<int>(*lightSource(word)) == number++);
    CHECK(number == kLightSourceCount);
    CHECK_FALSE(lightSource("step.stat").has_value());
}

TEST_SUITE_END();
