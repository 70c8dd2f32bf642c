#include "tests/support/builders.hpp"
#include "tests/support/test_player.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace clave::test;

namespace {

/// One track with a pattern of C in slot 0, one of E in slot 1, and a scene for each.
Song twoScenes(
    std::string_view first = "x... .... .... ....", std::string_view second = "x... .... .... ....")
{
    Song song = songOf({row(first)});
    addPattern(song, 0, row(second, 64));
    addScene(song, {1});
    return song;
}

/// Asks for scene 1 at `asked` and returns where its first E sounds.
std::string whereFrom(Tick asked, LaunchAt at, Song song)
{
    TestPlayer player(std::move(song));
    player.start();
    player.playTo(asked);
    player.launchScene(1, at);
    player.playTo(asked + 4 * kBar);
    for (const auto& one : player.played()) {
        if (one.message.isNoteOn() && one.message.note() == 64)
            return placeText(one.at);
    }
    return "never";
}

}  // namespace

TEST_SUITE("core/engine/launch")
{
    TEST_CASE("a scene starts at the next place of the kind it is asked for")
    {
        const Tick asked = kBeat + kSixteenth + Tick {7};
        CHECK(whereFrom(asked, LaunchAt::Now, twoScenes()) == "1.2.2+7");
        CHECK(whereFrom(asked, LaunchAt::Step, twoScenes()) == "1.2.3");
        CHECK(whereFrom(asked, LaunchAt::Beat, twoScenes()) == "1.3.1");
        CHECK(whereFrom(asked, LaunchAt::Bar, twoScenes()) == "2.1.1");
        Song longer = twoScenes("x... .... .... .... .... ....");
        CHECK(whereFrom(asked, LaunchAt::SceneEnd, longer) == "3.1.1");  // two whole bars
        longer.scenes[0].bars = 3;
        CHECK(whereFrom(asked, LaunchAt::SceneEnd, longer) == "4.1.1");
    }

    TEST_CASE("a pattern starts at the end of the pattern that plays")
    {
        TestPlayer player(twoScenes("x... .... ...."));
        player.start();
        player.playTo(kSixteenth * 13);
        player.launchPattern(0, 1, LaunchAt::PatternEnd);
        player.playTo(2 * kBar);
        CHECK(player.notes() == "1.1.1 C3 100\n1.4.1 C3 100\n2.3.1 E3 100\n");
    }

    TEST_CASE("asked for exactly at the boundary, it starts there")
    {
        CHECK(whereFrom(kBar, LaunchAt::Bar, twoScenes()) == "2.1.1");
    }

    TEST_CASE("keeping the place goes on at the same step and pass")
    {
        Song song = twoScenes("xxxx xxxx", "xxxx xxxx");
        for (std::size_t i = 0; i < 8; ++i) {
            changePattern(song, 0, 1, [i](Pattern& p) {
                p.steps[i].notes[0].pitch = static_cast<std::uint8_t>(70 + i);
                p.steps[i].condition = passesOf(1, 2);
            });
        }
        TestPlayer player(song);
        player.start();
        player.playTo(kBar + kSixteenth * 2);
        player.forget();
        player.launchPattern(0, 1, LaunchAt::Step, true);
        player.playTo(2 * kBar);
        // The third pass (an odd one) from its third step on; then an even one, which is silent.
        CHECK(player.notes() == lines(R"(
            2.1.3 C4 100
            2.1.4 C#4 100
            2.2.1 D4 100
            2.2.2 D#4 100
            2.2.3 E4 100
            2.2.4 F4 100
        )"));
    }

    TEST_CASE("a new pattern ends the notes of the old one")
    {
        Song song = twoScenes("i... .... .... ....");
        TestPlayer player(song);
        player.start();
        player.playTo(kBeat);
        player.launchScene(1, LaunchAt::Beat);
        player.playTo(2 * kBeat);
        CHECK(player.events() == lines(R"(
            1.1.1 C3 100
            1.2.1 C3 off
            1.2.1 E3 100
            1.2.1+2520 E3 off
        )"));
    }

    TEST_CASE("a first note nudged ahead of its scene sounds before the launch")
    {
        Song song = twoScenes();
        changePattern(song, 0, 1, [](Pattern& p) { p.steps[0].nudge = -2520; });
        CHECK(whereFrom(kBeat, LaunchAt::Bar, song) == "1.4.4+2520");
    }

    TEST_CASE("what is queued can be canceled, and asked for again")
    {
        TestPlayer player(twoScenes());
        player.start();
        player.playTo(kBeat);
        player.launchScene(1, LaunchAt::Bar);
        player.launchPattern(0, 1, LaunchAt::Bar);
        player.playTo(2 * kBeat);
        player.cancelLaunches();
        player.playTo(2 * kBar);
        CHECK(player.notes() == "1.1.1 C3 100\n2.1.1 C3 100\n");
        player.launchScene(1, LaunchAt::Bar);
        player.playTo(3 * kBar);
        CHECK(player.notes() == "1.1.1 C3 100\n2.1.1 C3 100\n3.1.1 E3 100\n");
    }

    TEST_CASE("a pattern queued by hand for the same moment stands over the scene's")
    {
        Song song = twoScenes();
        addPattern(song, 0, row("x... .... .... ....", 67));
        TestPlayer player(song);
        player.playBars(0);
        player.launchPattern(0, 2, LaunchAt::Now);  // while stopped
        player.start();
        player.playTo(kBeat);
        player.launchScene(1, LaunchAt::Bar);
        player.launchPattern(0, 0, LaunchAt::Bar);
        player.playTo(2 * kBar);
        CHECK(player.notes() == "1.1.1 G3 100\n2.1.1 C3 100\n");
    }

    TEST_CASE("a scene asked for while stopped is the one that starts")
    {
        TestPlayer player(twoScenes());
        player.launchScene(1, LaunchAt::Bar);
        player.playBars(1);
        CHECK(player.notes() == "1.1.1 E3 100\n");
        player.forget();
        player.playBars(1);
        CHECK(player.notes() == "1.1.1 E3 100\n");
    }

    TEST_CASE("slots that stop and keep do so")
    {
        Song song = songOf({row("x... .... .... ...."), row("x... .... .... ....", 62)});
        addScene(song, {Scene::kKeep, Scene::kStop});
        TestPlayer player(song);
        player.start();
        player.playTo(kBeat);
        player.launchScene(1, LaunchAt::Bar);
        player.playTo(3 * kBar);
        CHECK(player.notes() == "1.1.1 C3 100\n1.1.1 D3 100\n2.1.1 C3 100\n3.1.1 C3 100\n");
    }

    TEST_CASE("a scene brings its own metre, tempo and length")
    {
        Song song = twoScenes("x... .... .... ....", "x... .... ....");
        song.scenes[1].metre = Metre {3, 4};
        song.scenes[1].tempo = Tempo::clampedBpm(90);
        TestPlayer player(song);
        player.start();
        player.playTo(kBeat);
        player.launchScene(1, LaunchAt::Bar);
        player.playTo(2 * kBar);
        REQUIRE_FALSE(player.marks.empty());
        CHECK(player.marks.back().at == Position(kBar));
        CHECK(player.marks.back().tempo == Tempo::clampedBpm(90));
        CHECK(player.marks.back().metre == Metre {3, 4});
        CHECK(player.state.sceneLength == 3 * kBeat);
        // From there on bars are three beats long.
        player.launchScene(0, LaunchAt::Bar);
        player.playTo(3 * kBar);
        CHECK(player.marks.back().at == Position(kBar + 6 * kBeat));
        CHECK(player.marks.back().tempo == Tempo {});
    }

    TEST_CASE("a pattern put into the slot that plays begins where it would be")
    {
        Song song = songOf({row("x... .... .... ....")});
        song.scenes[0].slots = {3};
        TestPlayer player(song);
        player.start();
        player.playTo(kBar + kBeat);
        changeTrack(player.song, 0, [](Track& track) {
            track.slots.resize(4);
            track.slots[3] = track.slots[0];
        });
        player.publish();
        player.playTo(3 * kBar);
        CHECK(player.notes() == "3.1.1 C3 100\n");
    }

    TEST_CASE("a metre that is edited counts from the bar that plays")
    {
        TestPlayer player(twoScenes());
        player.start();
        player.playTo(kBar + kBeat);
        player.song.metre = {3, 4};
        player.publish();
        player.launchScene(1, LaunchAt::Bar);
        player.playTo(2 * kBar);
        CHECK(player.notes() == "1.1.1 C3 100\n2.1.1 C3 100\n2.4.1 E3 100\n");
    }
}

TEST_SUITE("core/engine/programs")
{
    TEST_CASE("a program is sent before its pattern's first note, once, and only on change")
    {
        Song song = twoScenes();
        changePattern(song, 0, 0, [](Pattern& p) {
            p.program = 4;
            p.bank = 130;
        });
        changePattern(song, 0, 1, [](Pattern& p) { p.program = 9; });
        TestPlayer player(song);
        player.start();
        player.playTo(kBeat);
        CHECK(player.events() == lines(R"(
            1.1.1 cc 0 1
            1.1.1 cc 32 2
            1.1.1 program 5
            1.1.1 C3 100
            1.1.1+2520 C3 off
        )"));
        player.forget();
        player.launchScene(0, LaunchAt::Beat);
        player.playTo(kBeat + kSixteenth);
        CHECK(player.events() == "1.2.1 C3 100\n1.2.1+2520 C3 off\n");
        player.forget();
        player.launchScene(1, LaunchAt::Beat);
        player.playTo(kBeat * 2 + kSixteenth);
        CHECK(player.events() == "1.3.1 program 10\n1.3.1 E3 100\n1.3.1+2520 E3 off\n");
    }

    TEST_CASE("a port's lead time sends the next program early, once, and edits do not repeat it")
    {
        Song song = twoScenes();
        song.ports = {{"synth", "", 0.0, 500.0}};  // a beat at 120 bpm
        changeTrack(song, 0, [](Track& track) { track.destination.port = "synth"; });
        changePattern(song, 0, 0, [](Pattern& p) { p.program = 0; });
        changePattern(song, 0, 1, [](Pattern& p) { p.program = 1; });
        TestPlayer player(song);
        player.start();
        player.playTo(kSixteenth);
        player.launchScene(1, LaunchAt::Bar);
        for (int part = 1; part <= 32; ++part) {
            player.publish();
            player.playTo(kSixteenth * part);
        }
        CHECK(player.events() == lines(R"(
            1.1.1 program 1
            1.1.1 C3 100
            1.1.1+2520 C3 off
            1.4.1 program 2
            2.1.1 E3 100
            2.1.1+2520 E3 off
        )"));
    }

    TEST_CASE("a track that becomes audible, or is sent to another synth, gets its program then")
    {
        Song song = twoScenes();
        changePattern(song, 0, 0, [](Pattern& p) { p.program = 4; });
        changeTrack(song, 0, [](Track& track) { track.mute = true; });
        TestPlayer player(song);
        player.start();
        player.playTo(kBeat);
        CHECK(player.events().empty());
        changeTrack(player.song, 0, [](Track& track) { track.mute = false; });
        player.publish();
        player.playTo(2 * kBeat);
        changeTrack(player.song, 0, [](Track& track) { track.destination.channel = Channel::from1to16(3); });
        player.publish();
        player.playTo(3 * kBeat);
        changePattern(player.song, 0, 0, [](Pattern& p) { p.program = 6; });
        player.publish();
        player.playTo(kBar);
        CHECK(player.events() == "1.2.1 program 5\n1.3.1 program 5\n1.4.1 program 7\n");
    }

    TEST_CASE("a step's program lock makes the next launch send the pattern's program again")
    {
        Song song = twoScenes();
        changePattern(song, 0, 0, [](Pattern& p) {
            p.program = 4;
            p.steps[4].on = true;
            p.steps[4].locks = {{Lock::Kind::Program, Lock::kNoBank, 20}};
        });
        TestPlayer player(song);
        player.start();
        player.playTo(2 * kBeat);
        player.launchScene(0, LaunchAt::Beat);
        player.playTo(2 * kBeat + kSixteenth);
        CHECK(player.events() == lines(R"(
            1.1.1 program 5
            1.1.1 C3 100
            1.1.1+2520 C3 off
            1.2.1 program 21
            1.3.1 program 5
            1.3.1 C3 100
            1.3.1+2520 C3 off
        )"));
    }
}
