#include "tests/support/builders.hpp"
#include "tests/support/test_player.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace clave::test;

namespace {

/// What one bar of a pattern plays.
std::string bar(const Pattern& pattern)
{
    TestPlayer player(songOf({pattern}));
    return player.playBars(1).events();
}

}  // namespace

TEST_SUITE("core/engine/voices")
{
    TEST_CASE("gates from an eighth of a step to 128 steps sound as long as they say")
    {
        for (const std::int32_t eighths : {1, 4, 8, 12, 100, 1024}) {
            CAPTURE(eighths);
            Pattern pattern = row("x");
            pattern.steps.resize(128);
            pattern.last = 127;
            pattern.steps[0].notes[0].gate = Gate::of(Gate::kStep / 8 * eighths);
            TestPlayer player(songOf({pattern}));
            player.start();
            player.playTo(8 * kBar);
            const bool wholePattern = eighths == 1024;
            if (wholePattern)
                player.playTo(8 * kBar + Tick {1});
            REQUIRE(player.played().size() >= 2);
            CHECK(player.played()[1].at == Position(Tick {630 * eighths}));
            CHECK(player.played()[1].message.isNoteOff());
        }
    }

    TEST_CASE("a tied note goes on into an equal one, which is not struck again")
    {
        CHECK(bar(row("ttx. .... .... ....")) == lines(R"(
            1.1.1 C3 100
            1.1.3+2520 C3 off
        )"));
    }

    TEST_CASE("a tied note ends where another pitch begins, and at a rest")
    {
        Pattern pattern = row("tx.. .... .... ....");
        pattern.steps[1].notes[0].pitch = 64;
        CHECK(bar(pattern) == lines(R"(
            1.1.1 C3 100
            1.1.2 C3 off
            1.1.2 E3 100
            1.1.2+2520 E3 off
        )"));
        CHECK(bar(row("t... .... .... ....")) == "1.1.1 C3 100\n1.1.2 C3 off\n");
    }

    TEST_CASE("a tie goes round the end of the pattern")
    {
        TestPlayer player(songOf({row("x... .... .... ...t")}));
        player.playBars(2);
        CHECK(player.events() == lines(R"(
            1.1.1 C3 100
            1.1.1+2520 C3 off
            1.4.4 C3 100
            2.1.1+2520 C3 off
            2.4.4 C3 100
            3.1.1 C3 off
        )"));
    }

    TEST_CASE("a chord in which one note is tied on changes only the others")
    {
        Pattern pattern = row("tx.. .... .... ....");
        pattern.steps[0] = chordOf({60, 64});
        pattern.steps[0].notes[0].gate = pattern.steps[0].notes[1].gate = Gate::tied();
        pattern.steps[1] = chordOf({60, 67});
        CHECK(bar(pattern) == lines(R"(
            1.1.1 C3 100
            1.1.1 E3 100
            1.1.2 E3 off
            1.1.2 G3 100
            1.1.2+2520 C3 off
            1.1.2+2520 G3 off
        )"));
    }

    TEST_CASE("a slide overlaps the next note by five milliseconds")
    {
        Pattern pattern = row("sx.. .... .... ....");
        pattern.steps[1].notes[0].pitch = 64;
        // 5 ms at 120 bpm are 201.6 ticks.
        CHECK(bar(pattern) == lines(R"(
            1.1.1 C3 100
            1.1.2 E3 100
            1.1.2+202 C3 off
            1.1.2+2520 E3 off
        )"));
    }

    TEST_CASE("a slide to the same pitch lengthens the note")
    {
        CHECK(bar(row("ssx. .... .... ....")) == lines(R"(
            1.1.1 C3 100
            1.1.3+2520 C3 off
        )"));
    }

    TEST_CASE("a slide into a rest holds to its beginning")
    {
        CHECK(bar(row("s... .... .... ....")) == "1.1.1 C3 100\n1.1.2 C3 off\n");
    }

    TEST_CASE("the same pitch again ends the note that still sounds first")
    {
        Pattern pattern = row("x.x. .... .... ....");
        pattern.steps[0].notes[0].gate = Gate::of(Gate::kStep * 4);
        CHECK(bar(pattern) == lines(R"(
            1.1.1 C3 100
            1.1.3 C3 off
            1.1.3 C3 100
            1.1.3+2520 C3 off
        )"));
    }

    TEST_CASE("two steps that meet at one moment are one note of the longer length")
    {
        Pattern pattern = row("xx.. .... .... ....");
        pattern.steps[0].nudge = 2520;
        pattern.steps[1].nudge = -2520;
        pattern.steps[1].notes[0].gate = Gate::of(Gate::kStep);
        CHECK(bar(pattern) == "1.1.1+2520 C3 100\n1.1.2+2520 C3 off\n");
    }

    TEST_CASE("velocity 0 ends the note of its pitch and starts none")
    {
        Pattern pattern = row("i..o .... .... ....");
        CHECK(bar(pattern) == "1.1.1 C3 100\n1.1.4 C3 off\n");
        pattern.steps[0] = chordOf({60, 64});
        pattern.steps[0].notes[0].gate = pattern.steps[0].notes[1].gate = Gate::infinite();
        TestPlayer player(songOf({pattern}));
        player.playBars(1);
        CHECK(player.events() == lines(R"(
            1.1.1 C3 100
            1.1.1 E3 100
            1.1.4 C3 off
            2.1.1 E3 off
        )"));
    }

    TEST_CASE("an infinite note sounds until the track's next note, over passes")
    {
        Pattern pattern = row("i... .... .... ....");
        pattern.steps[0].condition = passesOf(1, 3);
        TestPlayer player(songOf({pattern}));
        player.start();
        player.playTo(3 * kBar + kBeat);
        CHECK(player.events() == "1.1.1 C3 100\n4.1.1 C3 off\n4.1.1 C3 100\n");
    }

    TEST_CASE("muting cuts what sounds, or lets it ring to its length")
    {
        for (const MuteStyle style : {MuteStyle::Cut, MuteStyle::LetRing}) {
            Pattern pattern = row("x... x... .... ....");
            pattern.steps[0].notes[0].gate = Gate::of(Gate::kStep * 3);
            Song song = songOf({pattern});
            changeTrack(song, 0, [&](Track& track) { track.muteStyle = style; });
            TestPlayer player(song);
            player.start();
            player.playTo(kSixteenth);
            player.performance.tracks[0].mute = LiveMute::Muted;
            player.publish();
            player.playTo(kBar);
            const bool cuts = style == MuteStyle::Cut;
            CHECK(
                player.events() == (cuts ? "1.1.1 C3 100\n1.1.2 C3 off\n" : "1.1.1 C3 100\n1.1.4 C3 off\n"));
        }
    }

    TEST_CASE("solo silences the others, and a live unmute stands over the saved mute")
    {
        Song song = songOf({row("x"), row("x")});
        changeTrack(song, 1, [](Track& track) { track.solo = true; });
        TestPlayer solo(song);
        solo.playBars(1);
        CHECK(solo.notes(0).empty());
        CHECK_FALSE(solo.notes(1).empty());
        changeTrack(song, 1, [](Track& track) {
            track.solo = false;
            track.mute = true;
        });
        TestPlayer muted(song);
        muted.performance.tracks[1].mute = LiveMute::Sounding;
        muted.publish();
        muted.playBars(1);
        CHECK_FALSE(muted.notes(1).empty());
    }

    TEST_CASE("transposing while a note is held ends the note that was sent")
    {
        TestPlayer player(songOf({row("i... x... .... ....")}));
        player.start();
        player.playTo(kSixteenth);
        changeTrack(player.song, 0, [](Track& track) { track.transpose = 7; });
        player.publish();
        player.playTo(kBar);
        CHECK(player.events() == lines(R"(
            1.1.1 C3 100
            1.2.1 C3 off
            1.2.1 G3 100
            1.2.1+2520 G3 off
        )"));
    }

    TEST_CASE("a change of channel or port ends the note where it was sent")
    {
        Song song = songOf({row("i... x... .... ....")});
        song.ports = {{"other", "", 0, 0}};
        TestPlayer player(song);
        player.start();
        player.playTo(kSixteenth);
        changeTrack(
            player.song, 0, [](Track& track) { track.destination = {"other", Channel::from1to16(5)}; });
        player.publish();
        player.playTo(kBar);
        player.stop();
        const auto& played = player.played();
        REQUIRE(played.size() == 4);
        CHECK(played[1].message == Message::noteOff(Channel::from1to16(1), 60));
        CHECK(played[1].port == 0);
        CHECK(played[1].at == Position(kSixteenth));
        CHECK(played[2].message == Message::noteOn(Channel::from1to16(5), 60, 100));
        CHECK(played[2].port == 1);
        CHECK(player.sounding() == 0);
    }

    TEST_CASE("deleting a track, or its pattern, ends what it has sounding")
    {
        TestPlayer player(songOf({row("i..."), row("i...", 64)}));
        player.start();
        player.playTo(kSixteenth);
        player.song.tracks.erase(player.song.tracks.begin());
        player.song.scenes[0].slots.erase(player.song.scenes[0].slots.begin());
        player.performance.tracks.erase(player.performance.tracks.begin());
        player.publish();
        player.playTo(kSixteenth * 2);
        CHECK(player.events() == lines(R"(
            1.1.1 C3 100
            1.1.1 E3 100
            1.1.2 C3 off
        )"));
        changeTrack(player.song, 0, [](Track& track) { track.slots.clear(); });
        player.publish();
        player.playTo(kSixteenth * 3);
        CHECK(player.sounding() == 0);
    }

    TEST_CASE("stop ends everything, and what was decided ahead plays on after continue")
    {
        Pattern early = row(".... x... .... ....");
        early.steps[4].nudge = -5039;
        TestPlayer player(songOf({row("i... x... .... ....", 64), early}));
        player.start();
        player.playTo(kBeat - Tick {10});
        player.stop();
        CHECK(player.sounding() == 0);
        player.forget();
        player.resume();
        player.playTo(kBeat + Tick {1});
        CHECK(player.notes() == "1.2.1 E3 100\n");
    }
}
