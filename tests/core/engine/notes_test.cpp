#include "tests/support/builders.hpp"
#include "tests/support/test_player.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace clave;
using namespace clave::test;

namespace {

Song major(std::initializer_list<int> pitches)
{
    Pattern pattern = row(std::string(16, '.'));
    std::size_t i = 0;
    for (const int pitch : pitches)
        pattern.steps[i++] = stepOf(pitch);
    Song song = songOf({pattern});
    song.scale = {0, *scaleNotes("major")};
    changeTrack(song, 0, [](Track& track) { track.scaleLock = true; });
    return song;
}

/// The pitches of one bar.
std::vector<int> pitches(const Song& song)
{
    TestPlayer player(song);
    std::vector<int> list;
    for (const auto& one : player.playBars(1).played()) {
        if (one.message.isNoteOn())
            list.push_back(one.message.note());
    }
    return list;
}

}  // namespace

TEST_SUITE("core/engine/notes")
{
    TEST_CASE("scale lock moves notes to the nearest of the scale, of two equally near ones down")
    {
        CHECK(pitches(major({60, 61, 63, 66, 68, 70})) == std::vector {60, 60, 62, 65, 67, 69});
        Song song = major({61});
        song.scale = {0, *scaleNotes("minor pentatonic")};  // C Eb F G Bb: C# and D
        CHECK(pitches(song) == std::vector {60});
        changePattern(song, 0, 0, [](Pattern& p) { p.steps[0].notes[0].pitch = 62; });
        CHECK(pitches(song) == std::vector {63});
    }

    TEST_CASE("transposing before the scale is diatonic, after it chromatic")
    {
        Song song = major({60, 64, 67});
        changeTrack(song, 0, [](Track& track) { track.transpose = 2; });
        CHECK(pitches(song) == std::vector {62, 65, 69});  // D F A
        changeTrack(song, 0, [](Track& track) {
            track.transpose = 0;
            track.transposeAfter = 2;
        });
        CHECK(pitches(song) == std::vector {62, 66, 69});  // D F# A
    }

    TEST_CASE("notes outside the keyboard are left out, and a pitch that comes twice is one note")
    {
        Song song = major({120, 127});
        changeTrack(song, 0, [](Track& track) {
            track.scaleLock = false;
            track.transpose = 5;
        });
        CHECK(pitches(song) == std::vector {125});
        Song chord = major({});
        changePattern(chord, 0, 0, [](Pattern& p) { p.steps[0] = chordOf({60, 61, 64}); });
        CHECK(pitches(chord) == std::vector {60, 64});
    }

    TEST_CASE("each note of a chord has a chance of its own")
    {
        Pattern pattern = row("x");
        pattern.steps[0] = chordOf({60, 64, 67});
        pattern.steps[0].notes[1].chance = 50;
        pattern.steps[0].notes[2].chance = 0;
        TestPlayer player(songOf({pattern}));
        player.start();
        player.playTo(kSixteenth * 4000);
        int counts[3] = {};
        for (const auto& one : player.played()) {
            if (one.message.isNoteOn())
                ++counts[one.message.note() == 60 ? 0 : one.message.note() == 64 ? 1 : 2];
        }
        CHECK(counts[0] == 4000);
        CHECK(std::abs(counts[1] - 2000) < 130);
        CHECK(counts[2] == 0);
    }

    TEST_CASE("velocities are scaled by the track and stay within 1 to 127")
    {
        Song song = songOf({row("xX.. .... .... ....")});
        changeTrack(song, 0, [](Track& track) { track.velocityScale = 50; });
        TestPlayer half(song);
        CHECK(half.playBars(1).notes() == "1.1.1 C3 50\n1.1.2 C3 64\n");
        changeTrack(song, 0, [](Track& track) { track.velocityScale = 200; });
        TestPlayer twice(song);
        CHECK(twice.playBars(1).notes() == "1.1.1 C3 127\n1.1.2 C3 127\n");
        changeTrack(song, 0, [](Track& track) { track.velocityScale = 0; });
        TestPlayer none(song);
        CHECK(none.playBars(1).notes() == "1.1.1 C3 1\n1.1.2 C3 1\n");
    }

    TEST_CASE("locks come before the notes of their step, each in the order a synth needs")
    {
        Pattern pattern = row("x... .... .... ....");
        pattern.steps[0].locks = {{Lock::Kind::Cc, 74, 12}, {Lock::Kind::Cc14, 1, 300},
            {Lock::Kind::Nrpn, 1000, 2000}, {Lock::Kind::Bend, 0, -100}, {Lock::Kind::Pressure, 0, 5},
            {Lock::Kind::Program, 130, 7}};
        TestPlayer player(songOf({pattern}));
        CHECK(player.playBars(0.0625).events() == lines(R"(
            1.1.1 cc 0 1
            1.1.1 cc 32 2
            1.1.1 program 8
            1.1.1 cc 74 12
            1.1.1 cc 1 2
            1.1.1 cc 33 44
            1.1.1 cc 99 7
            1.1.1 cc 98 104
            1.1.1 cc 6 15
            1.1.1 cc 38 80
            1.1.1 bend -100
            1.1.1 pressure 5
            1.1.1 C3 100
            1.1.1+2520 C3 off
        )"));
    }

    TEST_CASE("a step without notes sends its locks, at its nudged place")
    {
        Pattern pattern = row(".x.. .... .... ....");
        pattern.steps[1].notes.clear();
        pattern.steps[1].nudge = -1000;
        pattern.steps[1].locks = {{Lock::Kind::Cc, 74, 12}};
        TestPlayer player(songOf({pattern}));
        CHECK(player.playBars(1).events() == "1.1.1+4040 cc 74 12\n");
    }

    TEST_CASE(
        "ends of notes come before controllers, controllers before notes, across the tracks of a channel")
    {
        Pattern first = row("xx.. .... .... ....");
        first.steps[0].notes[0].gate = Gate::of(Gate::kStep);
        first.steps[1].notes[0].pitch = 62;
        Pattern second = row(".x.. .... .... ....", 72);
        second.steps[1].locks = {{Lock::Kind::Cc, 1, 2}};
        Song song = songOf({second, first});
        changeTrack(song, 1, [](Track& track) { track.destination.channel = Channel {}; });
        TestPlayer player(song);
        CHECK(player.playBars(1.5 / 16).events() == lines(R"(
            1.1.1 C3 100
            1.1.2 C3 off
            1.1.2 cc 1 2
            1.1.2 C4 100
            1.1.2 D3 100
            1.1.2+2520 C4 off
            1.1.2+2520 D3 off
        )"));
    }
}
