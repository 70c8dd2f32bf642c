#include "tests/support/builders.hpp"
#include "tests/support/test_player.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace clave;
using namespace clave::test;

namespace {

/// Scenes of one bar each: C, E, G.
Song threeScenes()
{
    Song song = songOf({row("x... .... .... ....")});
    for (const int pitch : {64, 67}) {
        addPattern(song, 0, row("x... .... .... ....", pitch));
        addScene(song, {static_cast<std::int16_t>(song.scenes.size())});
    }
    return song;
}

/// The first note of each bar: "C E G ".
std::string bars(const TestPlayer& player)
{
    std::string text;
    for (const auto& one : player.played()) {
        if (one.message.isNoteOn())
            text += one.message.note() == 60 ? "C" : one.message.note() == 64 ? "E" : "G";
    }
    return text;
}

TestPlayer inSongMode(const Song& song, bool loop = true)
{
    TestPlayer player(song);
    player.performance.songMode = true;
    player.performance.loop = loop;
    player.publish();
    player.start();
    return player;
}

}  // namespace

TEST_SUITE("core/engine/arrangement")
{
    TEST_CASE("an arrangement plays its entries with their repeats, and goes round")
    {
        Song song = threeScenes();
        song.arrangement = {{0, 2}, {2, 1}, {1, 3}};
        TestPlayer player = inSongMode(song);
        player.playTo(9 * kBar);
        CHECK(bars(player) == "CCGEEECCG");
    }

    TEST_CASE("without a loop it ends at its end, with nothing sounding")
    {
        Song song = threeScenes();
        changePattern(song, 0, 2, [](Pattern& p) { p.steps[0].notes[0].gate = Gate::infinite(); });
        song.arrangement = {{0, 1}, {2, 2}};
        TestPlayer player = inSongMode(song, false);
        player.playTo(9 * kBar);
        CHECK(bars(player) == "CGG");
        CHECK(player.state.ended);
        CHECK(player.state.endedAt == 3 * kBar);
        CHECK(player.played().back().at == Position(3 * kBar));
        CHECK(player.sounding() == 0);
    }

    TEST_CASE("conditions go on counting passes over the repeats of an entry")
    {
        Song song = threeScenes();
        changePattern(song, 0, 0, [](Pattern& p) { p.steps[0].condition = passesOf(3, 3); });
        song.arrangement = {{0, 4}, {1, 1}};
        TestPlayer player = inSongMode(song);
        player.playTo(5 * kBar);
        CHECK(player.notes() == "3.1.1 C3 100\n5.1.1 E3 100\n");
    }

    TEST_CASE("an arrangement of one entry counts passes on for ever, until its loop is switched off")
    {
        Song song = threeScenes();
        song.arrangement = {{0, 2}};
        TestPlayer player = inSongMode(song);
        player.playTo(5 * kBar);
        CHECK(player.state.tracks[0].lastPass == 4);
        player.performance.loop = false;
        player.publish();
        player.playTo(9 * kBar);
        CHECK(player.state.endedAt == 6 * kBar);
    }

    TEST_CASE("loop, entries and repeats may be changed while they play")
    {
        Song song = threeScenes();
        song.arrangement = {{0, 1}, {1, 1}};
        TestPlayer player = inSongMode(song, false);
        player.playTo(kBar + kBeat);
        player.performance.loop = true;
        player.publish();
        player.playTo(2 * kBar + kBeat);
        CHECK(bars(player) == "CEC");
        player.song.arrangement = {{0, 2}, {2, 1}};
        player.publish();
        player.playTo(5 * kBar);
        CHECK(bars(player) == "CECCG");
    }

    TEST_CASE("canceling does not stop the arrangement; launching by hand leaves it; it can be joined again")
    {
        Song song = threeScenes();
        song.arrangement = {{0, 1}, {1, 1}};
        TestPlayer player = inSongMode(song);
        player.playTo(kBeat);
        player.cancelLaunches();
        player.playTo(kBar + kBeat);
        CHECK(bars(player) == "CE");
        player.performance.songMode = false;
        player.launchScene(2, LaunchAt::Bar);
        player.playTo(4 * kBar + kBeat);
        CHECK(bars(player) == "CEGGG");
        player.performance.songMode = true;
        player.publish();
        player.playTo(7 * kBar);
        CHECK(bars(player) == "CEGGGCE");
    }

    TEST_CASE("playing begins in the middle after a seek, with the entry, passes and chance of that place")
    {
        Song song = threeScenes();
        song.arrangement = {{0, 2}, {1, 4}, {2, 1}};
        changePattern(song, 0, 1, [](Pattern& p) {
            p.steps[0].condition = passesOf(3, 4);
            p.steps[4] = stepOf(71);
            p.steps[4].probability = 50;
        });
        TestPlayer whole = inSongMode(song);
        whole.playTo(7 * kBar);
        TestPlayer part(song);
        part.performance.songMode = true;
        part.publish();
        part.start(4 * kBar);
        part.playTo(7 * kBar);
        const std::string all = whole.notes();
        CHECK(all.find(part.notes()) != std::string::npos);
        CHECK(part.notes().starts_with("5.1.1 E3 100"));
    }

    TEST_CASE("playing stops after so many bars, also across scenes of other metres")
    {
        Song song = threeScenes();
        song.scenes[1].metre = Metre {3, 4};
        song.arrangement = {{0, 1}, {1, 4}};
        TestPlayer player(song);
        player.performance.songMode = true;
        player.performance.stopAfterBars = 3;
        player.publish();
        player.start();
        player.playTo(9 * kBar);
        CHECK(player.state.ended);
        CHECK(player.state.endedAt == kBar + 2 * (3 * kBeat));
    }

    TEST_CASE("the number of bars may be changed while playing")
    {
        TestPlayer player(threeScenes());
        player.start();
        player.playTo(2 * kBar + kBeat);
        player.performance.stopAfterBars = 1;
        player.publish();
        player.playTo(9 * kBar);
        CHECK(player.state.endedAt == 3 * kBar);
    }
}

TEST_SUITE("core/engine/metronome")
{
    TEST_CASE("the count-in clicks so many bars before the first note")
    {
        Song song = threeScenes();
        song.metre = {3, 4};
        song.metronome.countInBars = 1;
        TestPlayer player(song);
        player.start();
        player.playTo(kBeat);
        CHECK(player.events() == lines(R"(
            0.2.1 E4 100
            0.2.3 E4 off
            0.3.1 F4 100
            0.3.3 F4 off
            0.4.1 F4 100
            0.4.3 F4 off
            1.1.1 C3 100
            1.1.1+2520 C3 off
        )"));
    }

    TEST_CASE("the metronome accents the first beat of each bar, and clicks once a beat in 1/32 too")
    {
        Song song = threeScenes();
        song.metronome.on = true;
        song.metre = {2, 4};
        TestPlayer player(song);
        player.playBars(1);
        CHECK(player.notes(PlayerEvent::kMetronomeTrack)
            == "1.1.1 E4 100\n1.2.1 F4 100\n1.3.1 E4 100\n1.4.1 F4 100\n");
        song.metre = {32, 32};
        TestPlayer quick(song);
        quick.playBars(1);
        const std::string clicks = quick.notes(PlayerEvent::kMetronomeTrack);
        CHECK(std::ranges::count(clicks, '\n') == 32);
    }

    TEST_CASE("clicks come in order with notes that are decided far ahead")
    {
        Song song = threeScenes();
        song.metronome.on = true;
        changePattern(song, 0, 0, [](Pattern& p) {
            p.rate.power = -3;
            p.steps[1] = stepOf(60);
            p.steps[1].nudge = -5000;
        });
        TestPlayer player(song);
        player.start();
        player.playTo(2 * kBar, Tick {500});
        Position last;
        for (const auto& one : player.played()) {
            REQUIRE(one.at >= last);
            last = one.at;
        }
    }
}
