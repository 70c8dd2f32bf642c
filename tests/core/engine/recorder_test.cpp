#include "core/engine/recorder.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/live_rig.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {

constexpr Nanoseconds kStep = 125ms;  ///< a sixteenth at 120 bpm
constexpr Nanoseconds kLoop = 16 * kStep;

Pattern empty(std::size_t steps = 16)
{
    Pattern pattern;
    pattern.steps.resize(steps);
    pattern.last = static_cast<std::uint8_t>(steps - 1);
    return pattern;
}

/// Plays into a song that records; times count from the first step.
class Take {
public:
    explicit Take(const Song& song, Recording how = {}) : rig(song)
    {
        how.on = true;
        REQUIRE(rig.send(SetRecording {how}));
    }
    void play()
    {
        REQUIRE(rig.send(Play {}));
        rig.wake();
        begin = rig.clock.now() + ClockWork::Timing {}.startDelay;
        begin += rig.session.song()->metronome.countInBars * kLoop;
    }
    void note(Nanoseconds at, Nanoseconds length, int pitch = 60, int channel = 1)
    {
        messages_.emplace(at, Message::noteOn(Channel::from1to16(channel), pitch, 90));
        messages_.emplace(at + length, Message::noteOff(Channel::from1to16(channel), pitch));
    }
    /// Up to so long after the first step; what was played by then is heard.
    void runTo(Nanoseconds end)
    {
        for (const auto& [at, message] : messages_)
            rig.keyboard.push(begin + at, message);
        messages_.clear();
        rig.run(begin + end - rig.clock.now());
    }
    [[nodiscard]] const Pattern& pattern(std::size_t track = 0, std::size_t slot = 0) const
    {
        return *rig.session.song()->tracks[track]->slots[slot];
    }
    /// "x..x": where notes are.
    [[nodiscard]] std::string grid(std::size_t track = 0, std::size_t slot = 0) const
    {
        std::string text;
        for (const Step& step : pattern(track, slot).steps)
            text += !step.on             ? '.'
                : step.notes.size() == 1 ? 'x'
                                         : static_cast<char>('0' + step.notes.size());
        return text;
    }
    /// When note-ons left in [from, to), as the person at the synth hears them.
    [[nodiscard]] std::vector<Nanoseconds> heard(Nanoseconds from, Nanoseconds to) const
    {
        std::vector<Nanoseconds> list;
        for (const auto& one : rig.notes()) {
            if (one.time - begin >= from && one.time - begin < to)
                list.push_back(one.time - begin);
        }
        return list;
    }

    LiveRig rig;
    TimePoint begin {};

private:
    std::multimap<Nanoseconds, Message> messages_;
};

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

    TEST_CASE("stopping ends and writes what is held")
    {
        Take take(songOf({empty()}));
        take.play();
        take.note(4 * kStep, 10s);
        take.runTo(8 * kStep);
        CHECK(take.grid() == "................");
        REQUIRE(take.rig.send(Stop {}));
        take.rig.run(10ms);
        CHECK(take.grid() == "....x...........");
        CHECK(
            take.pattern().steps[4].notes[0].gate.length() == doctest::Approx(4 * Gate::kStep).epsilon(0.02));
    }

    TEST_CASE("notes go to the armed tracks of their channel, else to the only one, else to the cursor's")
    {
        Take take(songOf({empty(), empty(), empty()}));
        take.play();
        take.note(1 * kStep, 50ms, 60, 9);
        take.runTo(3 * kStep);
        CHECK(take.grid(0) == ".x..............");
        REQUIRE(take.rig.send(ArmTrack {2}));
        take.note(4 * kStep, 50ms, 60, 9);
        take.runTo(6 * kStep);
        CHECK(take.grid(2) == "....x...........");
        REQUIRE(take.rig.send(ArmTrack {1}));
        take.note(8 * kStep, 50ms, 60, 2);
        take.note(9 * kStep, 50ms, 60, 3);
        take.note(10 * kStep, 50ms, 60, 9);  // nobody's
        take.runTo(12 * kStep);
        CHECK(take.grid(0) == ".x..............");
        CHECK(take.grid(1) == "........x.......");
        CHECK(take.grid(2) == "....x....x......");
        CHECK(take.rig.notes().size() == 4);
    }

    TEST_CASE("the input's latency is taken off")
    {
        Take take(songOf({empty()}), {true, {}, 0, 80.0});
        take.play();
        take.note(4 * kStep + 80ms, 50ms);
        take.runTo(kLoop);
        CHECK(take.grid() == "....x...........");
        CHECK(std::abs(take.pattern().steps[4].nudge) <= 1);
    }

    TEST_CASE("at the end of a scene a note of the last half step belongs to the next one's pattern")
    {
        Song song = songOf({empty()});
        const std::size_t slot = addPattern(song, 0, empty());
        addScene(song, {static_cast<std::int16_t>(slot)});
        Take take(song);
        take.play();
        take.runTo(kStep);
        REQUIRE(take.rig.send(LaunchScene {1, LaunchAt::Bar, false}));
        take.note(kLoop - 4 * kStep, 6 * kStep, 50);  // held over the change
        take.note(kLoop - 40ms, 30ms, 51);
        take.note(kLoop + kStep, 30ms, 52);
        take.runTo(2 * kLoop - 100ms);
        CHECK(take.grid(0, 0) == "............x...");
        CHECK(take.grid(0, slot) == "xx..............");
        CHECK(take.rig.refusals.empty());
    }

    TEST_CASE("tempo changes, seeks, mutes and edits under the hands break nothing, and a lock says why")
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            Song song = songOf({empty(), row("x.x.")});
            addPattern(song, 0, empty(5));
            addScene(song, {1, Scene::kStop});
            Take take(
                song, {true, seed % 2 != 0 ? Recording::Mode::Replace : Recording::Mode::Overdub, 30, 0.0});
            take.play();
            Nanoseconds at {0};
            for (int i = 0; i < 40; ++i) {
                at += dice.as<int>({1, 200}) * 1ms;
                take.note(
                    at - dice.as<int>({0, 100}) * 1ms, dice.as<int>({1, 2000}) * 1ms, dice.as<int>({40, 80}));
                take.runTo(at);
                switch (dice.as<int>({0, 8})) {
                case 0:
                    (void)take.rig.send(SetTempo {Tempo::clampedBpm(dice.as<int>({20, 400}))});
                    break;
                case 1:
                    (void)take.rig.send(Seek {Tick {dice.as<std::int64_t>({0, 400'000})}});
                    break;
                case 2:
                    (void)take.rig.send(LaunchScene {dice.as<std::size_t>({0, 1}), LaunchAt::Beat, false});
                    break;
                case 3:
                    (void)take.rig.send(DeleteTrack {0});
                    break;
                case 4:
                    (void)take.rig.send(Undo {});
                    break;
                case 5:
                    (void)take.rig.send(
                        dice.as<int>({0, 1}) != 0 ? CommandWhat {Stop {}} : CommandWhat {Play {}});
                    break;
                case 6:
                    (void)take.rig.send(ArmTrack {dice.as<std::size_t>({0, 1}), dice.as<int>({0, 1}) != 0});
                    break;
                default:
                    (void)take.rig.send(
                        SetPattern {{0, 0}, std::make_shared<Pattern>(empty(dice.as<std::size_t>({1, 9})))});
                }
            }
            take.runTo(at + 3s);
            REQUIRE(take.rig.send(Stop {}));
            take.rig.run(20ms);
            CHECK(take.rig.unpaired().empty());
        }
        Song locked = songOf({empty()});
        changeTrack(locked, 0, [](Track& track) { track.editLock = true; });
        Take take(locked);
        take.play();
        take.note(kStep, 20ms);
        take.runTo(kLoop);
        REQUIRE(take.rig.refusals.size() == 1);
    }
}
