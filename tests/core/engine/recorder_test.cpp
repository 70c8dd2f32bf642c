#include "core/engine/recorder.hpp"

#include "tests/core/engine/recorded_take.hpp"
#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {

double ms(Nanoseconds time)
{
    return std::chrono::duration<double, std::milli> {time}.count();
}

/// Where the step sounds, swung by so many per cent, from the first step at 120 bpm.
Nanoseconds swungAt(std::size_t step, double percent)
{
    const double pair = 250.0 * static_cast<double>(step / 2);
    return Nanoseconds {std::llround((pair + (step % 2 != 0 ? 2.5 * percent : 0.0)) * 1e6)};
}

}  // namespace

TEST_SUITE("core/engine/recorder")
{
    TEST_CASE("notes 20 ms early or late go to their nearest step, with their lengths, straight and swung")
    {
        for (const double percent : {50.0, 62.0}) {
            CAPTURE(percent);
            Song song = songOf({empty()});
            song.swing.percent = percent;
            Take take(song);
            take.play();
            Dice dice(7);
            std::map<std::size_t, Nanoseconds> lengths;
            for (std::size_t step = 0; step < 16; step += 1 + step % 3) {
                const Nanoseconds play = dice.as<std::int64_t>({-20'000'000, 20'000'000}) * 1ns;
                lengths[step] = dice.as<std::int64_t>({20'000'000, 110'000'000}) * 1ns;
                take.note(std::max<Nanoseconds>(swungAt(step, percent) + play, -4ms), lengths[step],
                    48 + static_cast<int>(step));
            }
            take.runTo(kLoop + 500ms);
            std::string expected(16, '.');
            for (const auto& [step, length] : lengths) {
                expected[step] = 'x';
                const Step& written = take.pattern().steps[step];
                REQUIRE(written.notes.size() == 1);
                CHECK(written.notes[0].pitch == 48 + step);
                CHECK(written.notes[0].velocity == 90);
                CHECK(written.nudge == 0);
            }
            CHECK(take.grid() == expected);
            take.runTo(2 * kLoop + 500ms);
            // In the second pass each lasts as long as it was held.
            for (const auto& [step, length] : lengths) {
                const auto pitch = static_cast<int>(48 + step);
                std::vector<Nanoseconds> times;
                for (const auto& one : take.rig.output().recorded()) {
                    if (one.message.size == 3 && one.message.note() == pitch
                        && one.time - take.begin > kLoop + swungAt(step, percent) - 60ms)
                        times.push_back(one.time - take.begin);
                }
                REQUIRE(times.size() >= 2);
                CHECK(ms(times[0]) == doctest::Approx(ms(kLoop + swungAt(step, percent))).epsilon(1e-6));
                CHECK(ms(times[1] - times[0]) == doctest::Approx(ms(length)).epsilon(0.001));
            }
            CHECK(take.rig.refusals.empty());
        }
    }

    TEST_CASE(
        "at strength 0 a loop plays back within a millisecond of what was played; at 50 half of it is left")
    {
        for (const double percent : {50.0, 62.0}) {
            for (const int strength : {0, 50}) {
                CAPTURE(percent);
                CAPTURE(strength);
                Song song = songOf({empty()});
                song.swing.percent = percent;
                Take take(song, {true, {}, static_cast<std::uint8_t>(strength), 0.0});
                take.play();
                Dice dice(11);
                std::vector<double> expected;
                for (std::size_t step = 1; step < 16; step += 2) {
                    const Nanoseconds off = dice.as<std::int64_t>({-20'000'000, 20'000'000}) * 1ns;
                    take.note(swungAt(step, percent) + off, 60ms);
                    expected.push_back(
                        ms(kLoop + swungAt(step, percent)) + ms(off) * (100 - strength) / 100.0);
                }
                take.runTo(2 * kLoop);
                const auto heard = take.heard(kLoop - 60ms, 2 * kLoop - 60ms);
                REQUIRE(heard.size() == expected.size());
                for (std::size_t i = 0; i < heard.size(); ++i)
                    CHECK(std::abs(ms(heard[i]) - expected[i]) < (strength == 0 ? 0.1 : 2.0));
            }
        }
    }

    TEST_CASE(
        "the first note sounds when it is played, and no note sounds twice, also at the end of the loop")
    {
        Song song = songOf({empty()});
        song.metronome.countInBars = 1;
        song.metronome.destination.port = "click";
        song.ports = {{"click", "", 0.0, 0.0}};
        Take take(song);
        take.play();
        take.note(-200ms, 60ms, 59);  // too early for any step
        take.note(-40ms, 100ms, 60);  // in the last half step before the start
        take.note(kLoop - 30ms, 100ms, 64);  // the next pass's first step
        take.note(kLoop + 5 * kStep - 50ms, 90ms, 66);
        take.note(2 * kLoop - 1ms, 300ms, 67);
        take.runTo(3 * kLoop - 100ms);
        CHECK(take.grid() == "3....x..........");
        std::map<int, int> count;
        for (const auto& one : take.rig.notes())
            ++count[one.message.note()];
        CHECK(count[60] == 1 + 2);  // by hand, and in the second and third pass
        CHECK(count[64] == 1 + 1);
        CHECK(count[66] == 1 + 1);
        CHECK(count[67] == 1);
        CHECK(take.rig.notes()[1].time - take.begin <= -40ms + 4ms);
        REQUIRE(take.rig.send(Stop {}));
        take.rig.run(10ms);
        CHECK(take.rig.unpaired().empty());
    }

    TEST_CASE("whatever is played, each key sounds once when it is pressed and once a pass after that")
    {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            Pattern pattern = empty(dice.as<std::size_t>({1, 16}));
            pattern.direction = static_cast<Direction>(dice.as<int>({0, 5}));
            pattern.rate.power = static_cast<std::int8_t>(dice.as<int>({-1, 1}));
            Song song = songOf({pattern});
            song.swing.percent = dice.as<int>({50, 75});
            Take take(song, {true, {}, static_cast<std::uint8_t>(dice.as<int>({0, 100})), 0.0});
            take.play();
            for (int i = 0; i < 12; ++i)  // each pitch once
                take.note(dice.as<int>({-30, 4000}) * 1ms, dice.as<int>({5, 900}) * 1ms, 40 + i);
            take.runTo(4s);
            // Only what was played by hand so far may have sounded so early after the press.
            std::map<int, std::vector<Nanoseconds>> byPitch;
            for (const auto& one : take.rig.notes())
                byPitch[one.message.note()].push_back(one.time - take.begin);
            for (const auto& [pitch, times] : byPitch) {
                for (std::size_t i = 1; i < times.size() && pattern.direction == Direction::Forward; ++i)
                    CHECK(ms(times[i] - times[0])
                        > ms(pattern.windowSize() * kStep) * std::pow(0.5, pattern.rate.power) * 0.5);
            }
            REQUIRE(take.rig.send(Stop {}));
            take.rig.run(20ms);
            CHECK(take.rig.unpaired().empty());
            for (const auto& refusal : take.rig.refusals)
                CHECK(refusal == "A step has at most 8 notes.");
        }
    }

    TEST_CASE("backwards, there and back, and by chance: the step that plays is the step that is written")
    {
        for (const Direction direction : {Direction::Backward, Direction::EndsTwice, Direction::EndsOnce,
                 Direction::Random, Direction::Walk}) {
            CAPTURE(static_cast<int>(direction));
            Pattern pattern = empty();
            pattern.direction = direction;
            Take take(songOf({pattern}));
            take.play();
            take.runTo(5 * kStep - 20ms);
            take.note(5 * kStep + 10ms, 50ms);
            take.runTo(5 * kStep + 40ms);
            const auto playing = static_cast<std::size_t>(take.rig.status().tracks[0].step);
            take.runTo(8 * kStep);
            CHECK(take.pattern().steps[playing].on);
            CHECK(std::ranges::count(take.grid(), 'x') == 1);
        }
    }

    TEST_CASE("undo takes back one pass, and then the one before")
    {
        Take take(songOf({row("x...x...x...x...", 36)}));
        take.play();
        take.note(2 * kStep, 50ms);
        take.note(6 * kStep, 50ms);
        take.note(15 * kStep, 4 * kStep, 62);  // held into the second pass
        take.note(kLoop - 20ms, 50ms, 64);
        take.note(kLoop + 3 * kStep, 50ms, 65);
        take.runTo(2 * kLoop);
        CHECK(take.grid() == "2.xxx.x.x...x..x");
        REQUIRE(take.rig.send(Undo {}));
        CHECK(take.grid() == "x.x.x.x.x...x...");  // the held one was written with what it was held into
        REQUIRE(take.rig.send(Undo {}));
        CHECK(take.grid() == "x...x...x...x...");
        CHECK(take.rig.session.undoLabel().empty());
    }

    TEST_CASE("replacing clears the steps that pass, as they pass, and keeps what is played")
    {
        Take take(songOf({row("xxxxxxxxxxxxxxxx", 36), row("xxxx", 40)}),
            {true, Recording::Mode::Replace, 100, 0.0});
        take.play();
        take.note(4 * kStep + 15ms, 60ms);
        take.note(6 * kStep - 15ms, 400ms, 62);
        take.runTo(10 * kStep + kStep / 2);
        CHECK(take.grid() == "....x.x...xxxxxx");
        CHECK(take.pattern().steps[4].notes[0].pitch == 60);
        CHECK(take.pattern().steps[6].notes[0].pitch == 62);
        CHECK(take.grid(1) == "xxxx");  // not recorded into
        REQUIRE(take.rig.send(SetRecording {}));
        take.runTo(2 * kLoop);
        CHECK(take.grid() == "....x.x...xxxxxx");
        REQUIRE(take.rig.send(Undo {}));
        CHECK(take.grid() == "xxxxxxxxxxxxxxxx");
    }
}
