#include "tests/support/builders.hpp"
#include "tests/support/test_player.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

using namespace clave;
using namespace clave::test;

namespace {

/// A swing interval of 240 ticks at 960 a quarter, as in the usual tables.
Swing sixteenths(double percent)
{
    return {percent, kSixteenth};
}

double at960(Position position)
{
    return position.ticks() / 21.0;
}

/// Where the steps of one bar of running sixteenths sound, in ticks from their grid.
std::vector<std::int64_t> shifts(const Song& song, int bars = 1)
{
    TestPlayer player(song);
    std::vector<std::int64_t> list;
    player.playBars(bars);
    std::int64_t step = 0;
    for (const auto& one : player.played()) {
        if (one.message.isNoteOn())
            list.push_back(one.at.nearestTick().count - kSixteenth.count * step++);
    }
    return list;
}

}  // namespace

TEST_SUITE("core/engine/timing")
{
    TEST_CASE("the second step of a pair sounds where its swing says")
    {
        const std::vector<std::pair<double, double>> table {{50, 240}, {54, 259.2}, {58, 278.4}, {62, 297.6},
            {66, 316.8}, {200.0 / 3, 320}, {70, 336}, {75, 360}, {80, 384}};
        for (const auto& [percent, ticks] : table) {
            CAPTURE(percent);
            CHECK(at960(swung(kSixteenth, sixteenths(percent))) == doctest::Approx(ticks).epsilon(1e-9));
            CHECK(swung(2 * kSixteenth, sixteenths(percent)) == Position(2 * kSixteenth));
        }
    }

    TEST_CASE("swing bends the whole pair, and unswing straightens it to a unit")
    {
        const std::vector<double> bent {0, 74.4, 148.8, 223.2, 297.6, 343.2, 388.8, 434.4, 480};
        for (std::size_t i = 0; i < bent.size(); ++i) {
            const Position straight = Tick {static_cast<std::int64_t>(i) * 60 * 21};
            CHECK(at960(swung(straight, sixteenths(62))) == doctest::Approx(bent[i]).epsilon(1e-9));
        }
        for (const double percent : {25.0, 50.0, 54.0, 62.0, 75.0, 80.0}) {
            for (std::int64_t tick = -20160; tick < 40320; tick += 97) {
                const Position there = swung(Tick {tick}, sixteenths(percent));
                const auto error = (unswung(there, sixteenths(percent)) - Position(Tick {tick})).units;
                REQUIRE(std::abs(error) <= 2);
            }
        }
    }

    TEST_CASE("every second step swings, and note ends with it")
    {
        Song song = songOf({row("xxxx xxxx xxxx xxxx")});
        song.swing = sixteenths(62);
        const auto list = shifts(song);
        for (std::size_t i = 0; i < list.size(); ++i)
            CHECK(list[i] == (i % 2 == 0 ? 0 : 1210));  // 1209.6
        song = songOf({row(".x.. .... .... ....")});
        song.swing = sixteenths(75);
        CHECK(TestPlayer(song).playBars(1).events() == lines(R"(
            1.1.2+2520 C3 100
            1.1.2+3780 C3 off
        )"));
    }

    TEST_CASE("patterns of odd length keep their swung steps in place")
    {
        Song song = songOf({row("xxx")});
        song.swing = sixteenths(66);
        const auto list = shifts(song, 3);
        REQUIRE(list.size() == 48);
        for (std::size_t i = 0; i < list.size(); ++i)
            CHECK((list[i] > 0) == (i % 2 == 1));
    }

    TEST_CASE("triplet rates are not swung, dotted and straight ones are")
    {
        Song song = songOf({row("x")});
        song.swing = sixteenths(70);
        changePattern(song, 0, 0, [](Pattern& p) { p.rate.feel = Rate::Feel::Triplet; });
        TestPlayer triplets(song);
        triplets.playBars(1);
        std::int64_t count = 0;
        for (const auto& one : triplets.played()) {
            if (one.message.isNoteOn())
                CHECK(one.at == Position(Tick {3360 * count++}));
        }
        CHECK(count == 24);
    }

    TEST_CASE("a pattern's own swing and interval stand over the song's")
    {
        Song song = songOf({row("xxxx")});
        song.swing = sixteenths(80);
        changePattern(song, 0, 0, [](Pattern& p) { p.swing = Swing {75, kSixteenth * 2}; });
        const auto list = shifts(song);
        CHECK(std::vector(list.begin(), list.begin() + 4) == std::vector<std::int64_t> {0, 2520, 5040, 2520});
    }

    TEST_CASE("a groove shifts, accents and lengthens after swing")
    {
        Song song = songOf({row("xxxx")});
        song.swing = sixteenths(75);
        song.grooves = {{"lazy", {{0, 1.0, 1.0}, {100, 0.5, 2.0}}}};
        changePattern(song, 0, 0, [](Pattern& p) { p.groove = "lazy"; });
        TestPlayer player(song);
        player.playBars(1);
        CHECK(player.notes().starts_with(lines(R"(
            1.1.1 C3 100
            1.1.2+2620 C3 50
            1.1.3 C3 100
        )")));
    }

    TEST_CASE("nudges are fractions of the step at every rate")
    {
        for (const int power : {-3, 0, 2}) {
            CAPTURE(power);
            Pattern pattern = row(".x.. .... .... ....");
            pattern.rate.power = static_cast<std::int8_t>(power);
            pattern.steps[1].nudge = 2520;
            TestPlayer player(songOf({pattern}));
            player.start();
            player.playTo(4 * kBar);
            CHECK(player.played().front().at == Position(Tick {pattern.rate.step().count * 3 / 2}));
        }
    }

    TEST_CASE("a note nudged before the start sounds at the start, with its whole length")
    {
        Pattern pattern = row("x... .... .... ....");
        pattern.steps[0].nudge = -2520;
        TestPlayer player(songOf({pattern}));
        CHECK(player.playBars(1.5).events() == lines(R"(
            1.1.1 C3 100
            1.1.1+2520 C3 off
            1.4.4+2520 C3 100
            2.1.1 C3 off
        )"));
    }

    TEST_CASE("notes that nudges move past each other sound in order of time")
    {
        Pattern pattern = row("xx.. .... .... ....");
        pattern.steps[0].nudge = 4000;
        pattern.steps[1].nudge = -4000;
        pattern.steps[1].notes[0].pitch = 64;
        TestPlayer player(songOf({pattern}));
        CHECK(player.playBars(1).notes() == lines(R"(
            1.1.1+1040 E3 100
            1.1.1+4000 C3 100
        )"));
    }

    TEST_CASE("a nudge and swing add up: the nudge is taken before swing bends it")
    {
        Pattern pattern = row(".x.. .... .... ....");
        pattern.steps[1].nudge = -2520;
        Song song = songOf({pattern});
        song.swing = sixteenths(75);
        CHECK(TestPlayer(song).playBars(1).notes() == "1.1.1+3780 C3 100\n");
    }
}
