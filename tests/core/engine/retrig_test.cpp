#include "tests/support/builders.hpp"
#include "tests/support/test_player.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace clave;
using namespace clave::test;

namespace {

Pattern withRetrig(std::string_view steps, const Retrig& retrig)
{
    Pattern pattern = row(steps);
    pattern.steps[0].retrig = retrig;
    return pattern;
}

std::vector<std::int64_t> onTicks(const TestPlayer& player)
{
    std::vector<std::int64_t> ticks;
    for (const auto& one : player.played()) {
        if (one.message.isNoteOn())
            ticks.push_back(one.at.nearestTick().count);
    }
    return ticks;
}

std::vector<int> velocities(const TestPlayer& player)
{
    std::vector<int> list;
    for (const auto& one : player.played()) {
        if (one.message.isNoteOn())
            list.push_back(one.message.velocity());
    }
    return list;
}

Retrig byCount(int count)
{
    Retrig retrig;
    retrig.count = static_cast<std::uint8_t>(count);
    return retrig;
}

Retrig byRate(int rate, double steps)
{
    Retrig retrig;
    retrig.rate = static_cast<std::uint8_t>(rate);
    retrig.length = static_cast<std::int32_t>(steps * Retrig::kStep);
    return retrig;
}

}  // namespace

TEST_SUITE("core/engine/retrig")
{
    TEST_CASE("1 to 10 hits by count divide a step into whole ticks")
    {
        for (int count = 1; count <= 10; ++count) {
            CAPTURE(count);
            TestPlayer player(songOf({withRetrig("x... .... .... ....", byCount(count))}));
            std::vector<std::int64_t> expected;
            for (int i = 0; i < count; ++i)
                expected.push_back(5040 / count * i);
            CHECK(onTicks(player.playBars(1)) == expected);
            CHECK(5040 % count == 0);
        }
    }

    TEST_CASE("all 17 rates are whole ticks apart")
    {
        // Elektron's spacings at 960 ticks a quarter, times 21.
        const std::vector<std::int64_t> spacings {
            3840, 1920, 1280, 960, 768, 640, 480, 384, 320, 240, 192, 160, 120, 96, 80, 60, 48};
        for (std::size_t i = 0; i < Retrig::kRates.size(); ++i) {
            CAPTURE(i);
            TestPlayer player(songOf(
                {withRetrig("x... .... .... .... .... .... .... ....", byRate(Retrig::kRates[i], 32))}));
            const auto ticks = onTicks(player.playBars(2));
            REQUIRE(ticks.size() == static_cast<std::size_t>(2 * kBar.count / (spacings[i] * 21)));
            for (std::size_t k = 0; k < ticks.size(); ++k)
                REQUIRE(ticks[k] == static_cast<std::int64_t>(k) * spacings[i] * 21);
        }
    }

    TEST_CASE("a retrig by rate runs over several steps until its length")
    {
        TestPlayer player(songOf({withRetrig("x... .... .... ....", byRate(8, 5))}));
        CHECK(player.playBars(1).notes() == lines(R"(
            1.1.1 C3 100
            1.1.3 C3 100
            1.2.1 C3 100
        )"));
    }

    TEST_CASE("the next step that plays cuts a retrig, one that is off does not")
    {
        TestPlayer player(songOf({withRetrig("x... .x.. .... ....", byRate(16, 16))}));
        CHECK(player.playBars(1).grid() == "xxxxxx..........");
        Pattern off = withRetrig("x... .x.. .... ....", byRate(16, 16));
        off.steps[5].on = false;
        CHECK(TestPlayer(songOf({off})).playBars(1).grid() == "xxxxxxxxxxxxxxxx");
    }

    TEST_CASE("the next step ends a hit that still sounds")
    {
        Pattern pattern = withRetrig("x.x. .... .... ....", byRate(2, 16));
        pattern.steps[0].notes[0].gate = Gate::of(Gate::kStep);  // the whole spacing, two beats
        pattern.steps[2].notes[0].pitch = 64;
        CHECK(TestPlayer(songOf({pattern})).playBars(1).events() == lines(R"(
            1.1.1 C3 100
            1.1.3 C3 off
            1.1.3 E3 100
            1.1.3+2520 E3 off
        )"));
    }

    TEST_CASE("an infinite retrig goes on until the next step that plays")
    {
        Retrig endless = byRate(16, 1);
        endless.length = Retrig::kInfinite;
        TestPlayer player(songOf({withRetrig("x... .... .... .... .... .... .... .x..", endless)}));
        CHECK(player.playBars(2).grid() == std::string(30, 'x') + "..");
    }

    TEST_CASE("each hit ends before the next begins, at the same tick")
    {
        Pattern pattern = withRetrig("x... .... .... ....", byCount(3));
        pattern.steps[0].notes[0].gate = Gate::of(Gate::kStep);
        CHECK(TestPlayer(songOf({pattern})).playBars(1).events() == lines(R"(
            1.1.1 C3 100
            1.1.1+1680 C3 off
            1.1.1+1680 C3 100
            1.1.1+3360 C3 off
            1.1.1+3360 C3 100
            1.1.2 C3 off
        )"));
    }

    TEST_CASE("velocities ramp from the first hit to the last")
    {
        Retrig down = byCount(5);
        down.velocityRamp = -80;
        CHECK(velocities(TestPlayer(songOf({withRetrig("x...", down)})).playBars(0.2))
            == std::vector {100, 80, 60, 40, 20});
        Retrig up = byCount(4);
        up.velocityRamp = 127;
        CHECK(velocities(TestPlayer(songOf({withRetrig("x...", up)})).playBars(0.2))
            == std::vector {100, 127, 127, 127});
        Retrig away = byCount(3);
        away.velocityRamp = -127;
        CHECK(velocities(TestPlayer(songOf({withRetrig("x...", away)})).playBars(0.2))
            == std::vector {100, 37, 1});
    }

    TEST_CASE("a chord is repeated as a chord")
    {
        Pattern pattern = row("x... .... .... ....");
        pattern.steps[0] = chordOf({60, 64});
        pattern.steps[0].retrig = byCount(2);
        CHECK(TestPlayer(songOf({pattern})).playBars(1).notes() == lines(R"(
            1.1.1 C3 100
            1.1.1 E3 100
            1.1.1+2520 C3 100
            1.1.1+2520 E3 100
        )"));
    }

    TEST_CASE("the last hit of a tied step is held into the next, whatever the slicing")
    {
        Pattern same = row("tx.. .... .... ....");
        same.steps[0].retrig = byCount(2);
        const std::string expected = lines(R"(
            1.1.1 C3 100
            1.1.1+2520 C3 off
            1.1.1+2520 C3 100
            1.1.2+2520 C3 off
        )");
        for (const Position slice : {kNever, Position(Tick {100}), Position(Tick {2520})}) {
            TestPlayer player(songOf({same}));
            player.start();
            player.playTo(kBar, slice);
            CHECK(player.events() == expected);
        }
    }

    TEST_CASE("a retrig into the next step leaves nothing sounding")
    {
        Pattern pattern = row("x.x. x.x.");
        for (auto& step : pattern.steps)
            step.retrig = byRate(12, 3);
        pattern.steps[2].nudge = -3000;
        pattern.steps[4].nudge = 3000;
        TestPlayer player(songOf({pattern}));
        player.playBars(8);
        CHECK(player.sounding() == 0);
    }

    TEST_CASE("a slow track that comes early takes no retrig from a fast one, whatever the slicing")
    {
        Pattern fast = row("xxxx xxxx xxxx xxxx");
        fast.rate.power = 1;
        for (auto& step : fast.steps)
            step.retrig = byCount(2);
        Pattern slow = row("xx");  // a step lasts two beats; the second comes early by almost all of it
        slow.rate.power = -3;
        slow.steps[1].nudge = -5000;
        for (const Position slice : {kNever, Position(Tick {100}), Position(Tick {2520})}) {
            TestPlayer player(songOf({fast, slow}));
            player.start();
            player.playTo(2 * kBar, slice);
            CHECK(std::ranges::count_if(player.played(), [](const PlayedMessage& one) {
                return one.track == 0 && one.message.isNoteOn();
            }) == 2 * 64);  // of each of 64 steps
        }
    }

    TEST_CASE("retrigs swing hit by hit")
    {
        Song song = songOf({withRetrig("x... .... .... ....", byRate(32, 2))});
        song.swing.percent = 75;
        // The first half of the pair takes 7560 of 10080 ticks, the second 2520.
        CHECK(onTicks(TestPlayer(song).playBars(1)) == std::vector<std::int64_t> {0, 3780, 7560, 8820});
    }
}
