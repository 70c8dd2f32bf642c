#include "core/engine/direction.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/test_player.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>

using namespace clave;
using namespace clave::test;

namespace {

constexpr std::array kAll {Direction::Forward, Direction::Backward, Direction::EndsTwice, Direction::EndsOnce,
    Direction::Random, Direction::Walk};

Pattern running(Direction direction, std::size_t steps)
{
    Pattern pattern = row(std::string(steps, 'x'));
    for (std::size_t i = 0; i < steps; ++i)
        pattern.steps[i].notes[0].pitch = static_cast<std::uint8_t>(i);
    pattern.direction = direction;
    return pattern;
}

/// The steps that are played, as digits.
std::string order(const Pattern& pattern, int count)
{
    TestPlayer player(songOf({pattern}));
    player.start();
    player.playTo(pattern.rate.step() * count);
    std::string text;
    for (const auto& one : player.played()) {
        if (one.message.isNoteOn())
            text += static_cast<char>('0' + one.message.note());
    }
    return text;
}

}  // namespace

TEST_SUITE("core/engine/direction")
{
    TEST_CASE("each direction goes its way over four steps")
    {
        CHECK(order(running(Direction::Forward, 4), 12) == "012301230123");
        CHECK(order(running(Direction::Backward, 4), 12) == "321032103210");
        CHECK(order(running(Direction::EndsTwice, 4), 12) == "012332100123");
        CHECK(order(running(Direction::EndsOnce, 4), 12) == "012321012321");
    }

    TEST_CASE("a pass is n, 2n or 2n - 2 steps, and one step is a pass in every direction but the one that "
              "repeats it")
    {
        for (const Direction direction : kAll) {
            CAPTURE(static_cast<int>(direction));
            const bool twice = direction == Direction::EndsTwice;
            CHECK(passLength(direction, 1) == (twice ? 2 : 1));
            CHECK(passLength(direction, 4) == (twice ? 8 : direction == Direction::EndsOnce ? 6 : 4));
            CHECK(order(running(direction, 1), 5) == "00000");
        }
    }

    TEST_CASE("A:B counts passes in every direction, by chance as well")
    {
        for (const Direction direction : kAll) {
            for (const std::size_t steps : {1U, 2U, 4U}) {
                CAPTURE(static_cast<int>(direction));
                CAPTURE(steps);
                Pattern pattern = running(direction, steps);
                for (auto& step : pattern.steps)
                    step.condition = passesOf(2, 3);
                TestPlayer player(songOf({pattern}));
                player.start();
                const auto length = passLength(direction, static_cast<std::uint32_t>(steps));
                player.playTo(kSixteenth * length * 9);
                std::string expected;
                for (const char pass : std::string(".x..x..x."))
                    expected += std::string(length, pass);
                CHECK(player.grid() == expected);
            }
        }
    }

    TEST_CASE("random visits every step and repeats the song's choice")
    {
        const std::string chosen = order(running(Direction::Random, 8), 400);
        for (char step = '0'; step < '8'; ++step)
            CHECK(std::ranges::count(chosen, step) > 25);
        CHECK(chosen == order(running(Direction::Random, 8), 400));
        CHECK(chosen.substr(0, 8) != chosen.substr(8, 8));
    }

    TEST_CASE("a walk goes on, back or stays within a pass, around the ends, half of the time on")
    {
        const std::string walked = order(running(Direction::Walk, 8), 8000);
        int on = 0;
        int back = 0;
        int stay = 0;
        for (std::size_t i = 1; i < walked.size(); ++i) {
            if (i % 8 == 0)
                continue;  // each pass begins at a draw of its own
            const int move = (walked[i] - walked[i - 1] + 8) % 8;
            REQUIRE((move == 0 || move == 1 || move == 7));
            (move == 1 ? on : move == 7 ? back : stay) += 1;
        }
        CHECK(std::abs(on - 3500) < 150);
        CHECK(std::abs(back - 1750) < 130);
        CHECK(std::abs(stay - 1750) < 130);
    }

    TEST_CASE("only the window of a pattern is played")
    {
        Pattern pattern = running(Direction::Forward, 8);
        pattern.first = 2;
        pattern.last = 4;
        CHECK(order(pattern, 7) == "2342342");
        pattern.direction = Direction::Backward;
        CHECK(order(pattern, 7) == "4324324");
        pattern.direction = Direction::EndsOnce;
        CHECK(order(pattern, 8) == "23432343");
    }

    TEST_CASE("patterns of 12 and 16 steps meet again after 48")
    {
        TestPlayer player(songOf({row("x... .... ...."), row("x... .... .... ....")}));
        player.playBars(6);
        const std::string a = player.grid(0);
        const std::string b = player.grid(1);
        std::vector<std::size_t> together;
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (a[i] == 'x' && b[i] == 'x')
                together.push_back(i);
        }
        CHECK(together == std::vector<std::size_t> {0, 48});
    }

    TEST_CASE(
        "an aligned pattern is where the song is after a seek; both run on through an edit of the length")
    {
        Song song = songOf({running(Direction::Forward, 5)});
        TestPlayer player(song);
        player.start(kSixteenth * 7);
        player.playTo(kSixteenth * 8);
        CHECK(player.take().front().message.note() == 2);
        changePattern(player.song, 0, 0, [](Pattern& p) { p.last = 2; });
        player.publish();
        player.playTo(kSixteenth * 9);
        // Step 8 since the start, of a pattern of three.
        CHECK(player.take().back().message.kind() == 0x80);
        CHECK(player.state.tracks[0].lastStep == 8 % 3);
    }

    TEST_CASE("a free pattern runs on over a launch, an aligned one begins anew")
    {
        for (const bool free : {false, true}) {
            CAPTURE(free);
            Pattern pattern = running(Direction::Forward, 5);
            pattern.sync = free ? Sync::Free : Sync::Aligned;
            TestPlayer player(songOf({pattern}));
            player.start();
            player.playTo(kBeat);
            player.launchScene(0, LaunchAt::Bar);
            player.playTo(kBar);
            player.playTo(kBar + kSixteenth);
            CHECK(player.state.tracks[0].lastStep == (free ? 16 % 5 : 0));
        }
    }

    TEST_CASE("value lanes loop at their own length")
    {
        Pattern pattern = row("xxxx xxxx");
        for (std::size_t i = 0; i < 8; ++i) {
            pattern.steps[i].notes[0].pitch = static_cast<std::uint8_t>(60 + i);
            pattern.steps[i].notes[0].velocity = static_cast<std::uint8_t>(10 * (i + 1));
        }
        pattern.lanes[static_cast<std::size_t>(Lane::Pitch)] = {0, 3};
        pattern.lanes[static_cast<std::size_t>(Lane::Velocity)] = {2, 2};
        TestPlayer player(songOf({pattern}));
        player.start();
        player.playTo(2 * kBeat + kSixteenth * 2);
        CHECK(player.notes() == lines(R"(
            1.1.1 C3 30
            1.1.2 C#3 40
            1.1.3 D3 30
            1.1.4 C3 40
            1.2.1 C#3 30
            1.2.2 D3 40
            1.2.3 C3 30
            1.2.4 C#3 40
            1.3.1 D3 30
            1.3.2 C3 40
        )"));
    }

    TEST_CASE("rates make steps of the length they say")
    {
        for (const auto& [name, ticks] : std::vector<std::pair<const char*, std::int64_t>> {{"1x", 5040},
                 {"2x", 2520}, {"8x", 630}, {"1/8x", 40320}, {"1x.", 7560}, {"1xt", 3360}, {"8xt", 420}}) {
            CAPTURE(name);
            Pattern pattern = row("x");
            pattern.rate = *Rate::parse(name);
            TestPlayer player(songOf({pattern}));
            player.start();
            player.playTo(kBar * 4);
            std::int64_t count = 0;
            for (const auto& one : player.played()) {
                if (one.message.isNoteOn())
                    REQUIRE(one.at == Position(Tick {ticks * count++}));
            }
            CHECK(count == (4 * kBar.count + ticks - 1) / ticks);
        }
    }
}
