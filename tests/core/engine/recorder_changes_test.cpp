#include "tests/core/engine/recorded_take.hpp"
#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <memory>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

TEST_SUITE("core/engine/recorder")
{
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
