#include "tests/support/builders.hpp"
#include "tests/support/test_player.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace clave;
using namespace clave::test;

namespace {

constexpr std::string_view kOneABar = "x... .... .... ....";

Song oneABar(const Condition& condition)
{
    Pattern pattern = row(kOneABar);
    pattern.steps[0].condition = condition;
    return songOf({pattern});
}

/// The passes, from 1, in which a track sounds its first note of the bar: "1 3 5".
std::string passesOfTrack(const TestPlayer& player, int track = 0)
{
    std::string text;
    for (const auto& one : player.played()) {
        if (one.message.isNoteOn() && one.track == track)
            text += std::to_string(floorDiv(one.at.nearestTick(), kBar) + 1) + " ";
    }
    return text;
}

std::string passesWith(const Condition& condition, int bars = 20)
{
    return passesOfTrack(TestPlayer(oneABar(condition)).playBars(bars));
}

Condition asking(Ask Condition::* question, Ask answer)
{
    Condition condition;
    condition.*question = answer;
    return condition;
}

/// Steps of one bar, each with its own condition or probability.
Song chain(std::string_view steps, const std::function<void(Pattern&)>& change)
{
    Pattern pattern = row(steps);
    change(pattern);
    return songOf({pattern});
}

}  // namespace

TEST_SUITE("core/engine/conditions")
{
    TEST_CASE("A:B plays in the A-th of every B passes, for ever")
    {
        CHECK(passesWith(passesOf(1, 2)) == "1 3 5 7 9 11 13 15 17 19 ");
        CHECK(passesWith(passesOf(2, 2)) == "2 4 6 8 10 12 14 16 18 20 ");
        CHECK(passesWith(passesOf(2, 4)) == "2 6 10 14 18 ");
        CHECK(passesWith(passesOf(3, 5)) == "3 8 13 18 ");
        CHECK(passesWith(passesOf(4, 7)) == "4 11 18 ");
        CHECK(passesWith(passesOf(8, 8)) == "8 16 ");
    }

    TEST_CASE("a mask of passes may have several")
    {
        Condition condition;
        condition.cycle = {5, 0b10011};
        CHECK(passesWith(condition, 10) == "1 2 5 6 7 10 ");
    }

    TEST_CASE("first is true in the first pass and not first in every other")
    {
        CHECK(passesWith(asking(&Condition::first, Ask::Yes), 4) == "1 ");
        CHECK(passesWith(asking(&Condition::first, Ask::No), 4) == "2 3 4 ");
    }

    TEST_CASE("first is true again after each launch, and A:B counts anew")
    {
        for (const auto& [condition, expected] :
            {std::pair {asking(&Condition::first, Ask::Yes), "1 4 "}, std::pair {passesOf(2, 2), "2 5 7 "}}) {
            TestPlayer player(oneABar(condition));
            player.start();
            player.playTo(2 * kBar + 2 * kBeat);
            player.launchScene(0, LaunchAt::Bar);
            player.playTo(7 * kBar);
            CHECK(passesOfTrack(player) == expected);
        }
    }

    TEST_CASE("the chain 50 %, not pre, not pre, pre plays either its ends or its middle")
    {
        const Song song = chain("xxxx .... .... ....", [](Pattern& p) {
            p.steps[0].probability = 50;
            p.steps[1].condition = asking(&Condition::pre, Ask::No);
            p.steps[2].condition = asking(&Condition::pre, Ask::No);
            p.steps[3].condition = asking(&Condition::pre, Ask::Yes);
        });
        const std::string grid = TestPlayer(song).playBars(40).grid();
        int ends = 0;
        int middles = 0;
        for (std::size_t bar = 0; bar < 40; ++bar) {
            const std::string one = grid.substr(bar * 16, 4);
            CAPTURE(one);
            CHECK((one == "x..x" || one == ".xx."));
            ends += one == "x..x" ? 1 : 0;
            middles += one == ".xx." ? 1 : 0;
        }
        CHECK(ends > 5);
        CHECK(middles > 5);
    }

    TEST_CASE("pre starts false and survives a change of pattern")
    {
        Song song = chain("x... .... .... ....", [](Pattern& p) { p.steps[0].condition.pre = Ask::Yes; });
        CHECK(TestPlayer(song).playBars(3).notes().empty());
        // A pattern whose condition is true comes before the one that asks.
        Pattern truth = row("x... .... .... ....");
        truth.steps[0].condition = passesOf(1, 1);
        truth.steps[0].condition.first = Ask::Yes;
        addPattern(song, 0, truth);
        song.scenes[0].slots = {1};
        addScene(song, {0});
        TestPlayer player(song);
        player.start();
        player.playTo(kBeat);
        player.launchScene(1, LaunchAt::Bar);
        player.playTo(4 * kBar);
        CHECK(passesOfTrack(player) == "1 2 3 4 ");
    }

    TEST_CASE("a failed draw leaves pre as it was")
    {
        const Song song = chain("xxx. .... .... ....", [](Pattern& p) {
            p.steps[0].condition = passesOf(1, 2);
            p.steps[1].condition = passesOf(1, 1);
            p.steps[1].condition.first = Ask::Yes;  // would be false from the second pass on
            p.steps[1].probability = 0;
            p.steps[2].condition = asking(&Condition::pre, Ask::Yes);
        });
        const std::string grid = TestPlayer(song).playBars(4).grid();
        CHECK(grid.substr(0, 4) == "x.x.");
        CHECK(grid.substr(16, 4) == "....");
        CHECK(grid.substr(32, 4) == "x.x.");
    }

    TEST_CASE("neighbor asks the track before, at the same tick as well")
    {
        Pattern above = row(kOneABar);
        above.steps[0].condition = passesOf(2, 3);
        Pattern asks = row(kOneABar);
        asks.steps[0].condition = asking(&Condition::neighbour, Ask::Yes);
        Pattern asksNot = row(kOneABar);
        asksNot.steps[0].condition = asking(&Condition::neighbour, Ask::No);
        TestPlayer yes(songOf({above, asks}));
        CHECK(passesOfTrack(yes.playBars(6), 1) == "2 5 ");
        TestPlayer no(songOf({above, asksNot}));
        CHECK(passesOfTrack(no.playBars(6), 1) == "1 3 4 6 ");
    }

    TEST_CASE("neighbor is false for the first track and beside a track without conditions")
    {
        const Condition yes = asking(&Condition::neighbour, Ask::Yes);
        const Condition no = asking(&Condition::neighbour, Ask::No);
        CHECK(passesWith(yes, 3).empty());
        CHECK(passesWith(no, 3) == "1 2 3 ");
        Pattern asks = row(kOneABar);
        asks.steps[0].condition = yes;
        asks.steps.at(4) = asks.steps[0];
        asks.steps[4].condition = no;
        CHECK(TestPlayer(songOf({row(kOneABar), asks})).playBars(1).grid(1) == "....x...........");
    }

    TEST_CASE("a negative nudge of the neighbor does not change the order of evaluation")
    {
        Pattern above = row(".... x... .... ....");
        above.steps[4].condition = passesOf(1, 2);
        Pattern asks = row("x... x... .... ....");
        asks.steps[0].condition = asking(&Condition::neighbour, Ask::Yes);
        asks.steps[4].condition = asking(&Condition::neighbour, Ask::Yes);
        const std::string straight = TestPlayer(songOf({above, asks})).playBars(4).grid(1);
        above.steps[4].nudge = -5000;
        CHECK(TestPlayer(songOf({above, asks})).playBars(4).grid(1) == straight);
        CHECK(straight.substr(0, 32) == "....x...........x...............");
    }

    TEST_CASE("fill plays while fill is held, not fill while it is not")
    {
        TestPlayer player(chain("xx.. .... .... ....", [](Pattern& p) {
            p.steps[0].condition.fill = Ask::Yes;
            p.steps[1].condition.fill = Ask::No;
        }));
        player.start();
        player.playTo(kBar);
        player.performance.fill = true;
        player.publish();
        player.playTo(2 * kBar);
        player.performance.fill = false;
        player.publish();
        player.playTo(3 * kBar);
        CHECK(player.grid() == ".x..............x................x..............");
    }

    TEST_CASE("fill armed in a pass is on for all of the next pass and off after it")
    {
        for (const int sixteenth : {0, 1, 8, 15}) {
            CAPTURE(sixteenth);
            Pattern pattern = row("x... .... .... ...x");
            pattern.steps[0].condition.fill = Ask::Yes;
            pattern.steps[15].condition.fill = Ask::Yes;
            TestPlayer player(songOf({pattern}));
            player.start();
            player.playTo(2 * kBar + kSixteenth * sixteenth + Tick {1});
            ++player.performance.fillArms;
            player.publish();
            player.playTo(6 * kBar);
            CHECK(passesOfTrack(player) == "4 4 ");
        }
    }

    TEST_CASE("fill armed while the next pass is decided ahead still lasts one pass")
    {
        Pattern pattern = row("x... .... .... ...x");
        pattern.steps[0].nudge = -2520;
        pattern.steps[15].condition.fill = Ask::Yes;
        TestPlayer player(songOf({pattern}));
        player.start();
        player.playTo(2 * kBar - Tick {100});
        ++player.performance.fillArms;
        player.publish();
        player.playTo(6 * kBar);
        int fills = 0;
        for (const auto& one : player.played()) {
            if (one.message.isNoteOn() && floorMod(one.at.nearestTick(), kBar) == kSixteenth * 15)
                fills += floorDiv(one.at.nearestTick(), kBar) == 2 ? 1 : 100;
        }
        CHECK(fills == 1);
    }

    TEST_CASE("no chance never plays and full chance always")
    {
        Pattern pattern = row("xx.. .... .... ....");
        pattern.steps[0].probability = 0;
        TestPlayer player(songOf({pattern}));
        player.start();
        player.playTo(500 * kBar);
        std::size_t count = 0;
        for (const auto& one : player.played()) {
            count += one.message.isNoteOn() ? 1U : 0U;
            if (one.message.isNoteOn())
                REQUIRE(floorMod(one.at.nearestTick(), kBar) == kSixteenth);
        }
        CHECK(count == 500);
    }

    TEST_CASE("each of the usual percentages plays as often as it says")
    {
        for (const int percent :
            {1, 3, 4, 6, 9, 13, 19, 25, 33, 41, 50, 59, 67, 75, 81, 87, 91, 94, 96, 98, 99}) {
            CAPTURE(percent);
            Pattern pattern = row("x");
            pattern.steps[0].probability = static_cast<std::uint8_t>(percent);
            TestPlayer player(songOf({pattern}));
            player.start();
            constexpr int kDraws = 10'000;
            player.playTo(kSixteenth * kDraws);
            double count = 0;
            for (const auto& one : player.played())
                count += one.message.isNoteOn() ? 1 : 0;
            const double p = percent / 100.0;
            // Four standard deviations: one run in 16,000 is outside.
            CHECK(std::abs(count - kDraws * p) < 4.0 * std::sqrt(kDraws * p * (1.0 - p)));
        }
    }

    TEST_CASE("a song's chance amount of 0 plays every step, and 50 goes half way")
    {
        Pattern pattern = row("x");
        pattern.steps[0].probability = 20;
        Song song = songOf({pattern});
        song.chanceAmount = 0;
        CHECK(TestPlayer(song).playBars(2).grid() == std::string(32, 'x'));
        song.chanceAmount = 50;
        const std::string half = TestPlayer(song).playBars(500).grid();
        CHECK(std::abs(static_cast<double>(std::ranges::count(half, 'x')) / 8000.0 - 0.6) < 0.03);
    }

    TEST_CASE("a condition that is false holds back the locks too")
    {
        Pattern pattern = row(kOneABar);
        pattern.steps[0].condition = passesOf(2, 2);
        pattern.steps[0].locks = {{Lock::Kind::Cc, 74, 12}};
        const std::string events = TestPlayer(songOf({pattern})).playBars(2).events();
        CHECK(events == lines(R"(
            2.1.1 cc 74 12
            2.1.1 C3 100
            2.1.1+2520 C3 off
        )"));
    }
}
