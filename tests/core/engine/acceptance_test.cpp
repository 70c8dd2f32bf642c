#include "core/engine/render.hpp"
#include "core/time/timeline.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/random_song.hpp"
#include "tests/support/test_player.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

using namespace clave;
using namespace clave::test;

namespace {

/// The bars, from 1, in which a track begins a note.
std::string barsOf(const TestPlayer& player, int track = 0)
{
    std::string text;
    for (const auto& one : player.played()) {
        if (one.message.isNoteOn() && one.track == track)
            text += std::to_string(floorDiv(one.at.nearestTick(), kBar) + 1) + " ";
    }
    return text;
}

/// A song whose every step is drawn: eight tracks of sixteen steps at half chance, all on pitches of their
/// own.
Song allByChance()
{
    std::vector<Pattern> patterns;
    for (int track = 0; track < 8; ++track) {
        Pattern pattern = row("xxxx xxxx xxxx xxxx");
        for (std::size_t i = 0; i < 16; ++i) {
            pattern.steps[i].notes[0].pitch = static_cast<std::uint8_t>(i);
            pattern.steps[i].probability = 50;
        }
        patterns.push_back(pattern);
    }
    return songOf(patterns);
}

}  // namespace

TEST_SUITE("acceptance")
{
    TEST_CASE("acceptance 1: 16 steps through 10,000 bars are where they belong, with full-length notes too")
    {
        Pattern pattern = row("xxxx xxxx xxxx xxxx");
        for (auto& step : pattern.steps)
            step.notes[0].gate = Gate::of(Gate::kStep);
        TestPlayer player(songOf({pattern}));
        const Timeline line(Position {}, TimePoint {}, Tempo::clampedBpm(133.37));
        player.start();
        std::int64_t step = 0;
        double worst = 0.0;
        for (int bars = 10; bars <= 10'000; bars += 10) {
            player.playTo(kBar * bars);
            for (const auto& one : player.take()) {
                if (!one.message.isNoteOn())
                    continue;
                REQUIRE(one.at == Position(kSixteenth * step));
                const auto time = static_cast<double>((line.timeAt(one.at) - TimePoint {}).count());
                worst = std::max(worst, std::abs(time - static_cast<double>(step++) * 60e9 / (133.37 * 4)));
            }
        }
        CHECK(step == 160'000);
        CHECK(worst <= 1.0);  // nanoseconds
    }

    TEST_CASE("acceptance 2: conditions over 20 passes, the pre chain and fill")
    {
        Pattern pattern = row("x... .... .... ....");
        const std::vector<std::pair<Condition, std::string>> table {
            {passesOf(1, 2), "1 3 5 7 9 11 13 15 17 19 "}, {passesOf(2, 2), "2 4 6 8 10 12 14 16 18 20 "},
            {passesOf(2, 4), "2 6 10 14 18 "}, {passesOf(3, 5), "3 8 13 18 "}, {passesOf(4, 7), "4 11 18 "}};
        for (const auto& [condition, expected] : table) {
            pattern.steps[0].condition = condition;
            CHECK(barsOf(TestPlayer(songOf({pattern})).playBars(20)) == expected);
        }
        // Not pre after a true one is silent, pre after it plays: pre itself is no condition to remember.
        Pattern chain = row("xxxx .... .... ....");
        chain.steps[0].condition = passesOf(1, 2);
        chain.steps[1].condition.pre = chain.steps[2].condition.pre = Ask::No;
        chain.steps[3].condition.pre = Ask::Yes;
        const std::string grid = TestPlayer(songOf({chain})).playBars(2).grid();
        CHECK(grid.substr(0, 4) == "x..x");
        CHECK(grid.substr(16, 4) == ".xx.");
        Pattern fill = row("x... .... .... ....");
        fill.steps[0].condition = {};
        fill.steps[0].condition.fill = Ask::Yes;
        TestPlayer player(songOf({fill}));
        player.start();
        for (int pass = 1; pass <= 20; ++pass) {
            player.playTo(kBar * pass - kBeat);
            if (pass % 5 == 0) {
                ++player.performance.fillArms;
                player.publish();
            }
        }
        CHECK(barsOf(player) == "6 11 16 ");
    }

    TEST_CASE("acceptance 3: the table of swing, and recording what was played gives the step again")
    {
        const Swing swing {62.0, kSixteenth};
        CHECK(swung(kSixteenth, swing).ticks() / 21 == doctest::Approx(297.6).epsilon(1e-9));
        for (std::int64_t tick = 0; tick < kBar.count; tick += 7) {
            const Position played = swung(Tick {tick}, swing);
            const Tick recorded = unswung(played, swing).nearestTick();
            REQUIRE(recorded == Tick {tick});
            REQUIRE(swung(recorded, swing) == played);
        }
    }

    TEST_CASE("acceptance 5: directions, also of one step, and A:B by chance")
    {
        for (const auto& [direction, expected] : std::vector<std::pair<Direction, std::string>> {
                 {Direction::Forward, "01230123"}, {Direction::Backward, "32103210"},
                 {Direction::EndsTwice, "01233210"}, {Direction::EndsOnce, "01232101"}}) {
            Pattern pattern = row("xxxx");
            for (std::size_t i = 0; i < 4; ++i)
                pattern.steps[i].notes[0].pitch = static_cast<std::uint8_t>(i);
            pattern.direction = direction;
            TestPlayer player(songOf({pattern}));
            std::string order;
            for (const auto& one : player.playBars(0.5).played()) {
                if (one.message.isNoteOn())
                    order += static_cast<char>('0' + one.message.note());
            }
            CHECK(order == expected);
        }
        Pattern random = row("xxxx");
        random.direction = Direction::Random;
        for (auto& step : random.steps)
            step.condition = passesOf(2, 2);
        CHECK(TestPlayer(songOf({random})).playBars(1).grid() == "....xxxx....xxxx");
        Pattern one = row("x");
        for (const Direction direction :
            {Direction::Random, Direction::Walk, Direction::EndsOnce, Direction::Backward}) {
            one.direction = direction;
            CHECK(TestPlayer(songOf({one})).playBars(0.25).grid() == "xxxx");
        }
    }

    TEST_CASE("acceptance 6: a first step nudged early sounds at the end of the pass before; after a start, "
              "at once")
    {
        Pattern pattern = row("x... .... .... ....");
        pattern.steps[0].nudge = -2520;
        pattern.steps[0].condition = passesOf(2, 2);
        TestPlayer even(songOf({pattern}));
        CHECK(even.playBars(6).notes() == "1.4.4+2520 C3 100\n3.4.4+2520 C3 100\n5.4.4+2520 C3 100\n");
        pattern.steps[0].condition = passesOf(1, 2);
        TestPlayer odd(songOf({pattern}));
        CHECK(odd.playBars(5).notes() == "1.1.1 C3 100\n2.4.4+2520 C3 100\n4.4.4+2520 C3 100\n");
    }

    TEST_CASE("acceptance 7: slides, ties, retrigs, and changes while notes are held leave nothing sounding")
    {
        Pattern pattern = row("s.ti x.tt s.xx i..o");
        pattern.steps[2].retrig.count = 3;
        pattern.steps[10].retrig.rate = 12;
        pattern.steps[10].retrig.length = Retrig::kStep * 8;
        Song song = songOf({pattern});
        song.ports = {{"other", "", 0, 0}};
        TestPlayer player(song);
        player.start();
        for (int i = 0; i < 400; ++i) {
            player.playTo(Position(Tick {1777 * (i + 1)}));
            changeTrack(player.song, 0, [i](Track& track) {
                track.transpose = static_cast<std::int8_t>(i % 3);
                track.destination.channel = Channel::from0to15(i / 7 % 16);
                track.destination.port = i / 11 % 2 == 0 ? "" : "other";
            });
            player.publish();
        }
        player.stop();
        CHECK(player.sounding() == 0);
        std::int64_t balance = 0;
        for (const auto& one : player.played())
            balance += one.message.isNoteOn() ? 1 : one.message.isNoteOff() ? -1 : 0;
        CHECK(balance == 0);
        CHECK(player.played().size() > 100);
    }

    TEST_CASE("acceptance 10: the same song gives the same bytes, and one probability changes no other draw")
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const auto song = std::make_shared<const Song>(randomSong(seed));
            const RenderOptions options {8, -1, std::chrono::milliseconds {500}};
            CHECK(renderingText(render(song, options), *song) == renderingText(render(song, options), *song));
        }
        const Song before = allByChance();
        Song after = before;
        changePattern(after, 3, 0, [](Pattern& p) { p.steps[5].probability = 80; });
        TestPlayer first(before);
        TestPlayer second(after);
        first.playBars(100);
        second.playBars(100);
        std::size_t changed = 0;
        const auto others = [&](const TestPlayer& player) {
            std::vector<PlayedMessage> list;
            for (const auto& one : player.played()) {
                if (one.track == 3 && one.message.note() == 5)
                    ++changed;
                else
                    list.push_back(one);
            }
            return list;
        };
        CHECK(others(first) == others(second));
        CHECK(changed > 200);
    }

    TEST_CASE("a day at 133.37 bpm: every position exact, every time within a nanosecond")
    {
        Song song = songOf({row("x... x... x... x...")});
        TestPlayer player(song);
        const Timeline line(Position {}, TimePoint {}, Tempo::clampedBpm(133.37));
        const Position end = line.positionAt(TimePoint {std::chrono::hours {24}});
        player.start();
        std::int64_t beat = 0;
        double worst = 0.0;
        while (player.state.now < end) {
            player.playTo(player.state.now + Position(kBar * 16));
            for (const auto& one : player.take()) {
                if (!one.message.isNoteOn())
                    continue;
                REQUIRE(one.at == Position(kBeat * beat));
                const long double exact = static_cast<long double>(beat++) * 60e9L / 133.37L;
                const auto time = static_cast<long double>((line.timeAt(one.at) - TimePoint {}).count());
                worst = std::max(worst, static_cast<double>(std::abs(time - exact)));
            }
        }
        CHECK(beat > 192'000);
        CHECK(worst <= 1.0);
    }
}
