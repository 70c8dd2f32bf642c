#include "tests/support/builders.hpp"
#include "tests/support/live_rig.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {

constexpr Nanoseconds kStep120 = 125ms;  ///< a sixteenth at 120 bpm

/// Asks to play, and returns when position 0 sounds.
TimePoint play(LiveRig& rig, Tick from = {})
{
    REQUIRE(rig.send(Play {from}));
    rig.wake();
    return rig.clock.now() + ClockWork::Timing {}.startDelay;
}

ClockWork::Timing farAhead()
{
    ClockWork::Timing timing;
    timing.lookAhead = 60ms;
    return timing;
}

std::vector<Nanoseconds> times(const std::vector<RecordedMessage>& notes, TimePoint since)
{
    std::vector<Nanoseconds> list;
    for (const auto& note : notes)
        list.push_back(note.time - since);
    return list;
}

}  // namespace

TEST_SUITE("core/engine/clock_work")
{
    TEST_CASE("notes are due on the beat however late the wake-ups are, after a million sixteenths too")
    {
        Song song = songOf({row("x")});
        song.tempo = Tempo::clampedBpm(999);
        LiveRig rig(song, farAhead());
        rig.interval = 20ms;
        rig.lateness = [] { return 300us; };
        const TimePoint begin = play(rig);
        constexpr double kStep = 60e9 / 999 / 4;
        constexpr std::int64_t kSteps = 1'000'000;
        std::int64_t count = 0;
        double worst = 0.0;
        while (count < kSteps) {
            rig.run(10s);
            for (const auto& one : rig.output().take()) {
                if (one.message.isNoteOn()) {
                    const double exact = static_cast<double>(count++) * kStep;
                    worst =
                        std::max(worst, std::abs(static_cast<double>((one.time - begin).count()) - exact));
                }
            }
        }
        CHECK(worst <= 1.0);  // nanoseconds
        CHECK(rig.status().skips == 0);
    }

    TEST_CASE("after a stall it goes on in phase: no burst, and nothing left sounding")
    {
        Pattern pattern = row("x");
        pattern.steps[0].notes[0].gate = Gate::of(Gate::kStep * 100);  // sounds on while it stalls
        LiveRig rig(songOf({pattern}));
        const TimePoint begin = play(rig);
        rig.run(1s);
        const TimePoint stalled = rig.clock.now();
        rig.clock.advance(10s);
        rig.run(1s);
        REQUIRE(rig.send(Stop {}));
        rig.run(10ms);
        CHECK(rig.status().skips == 1);
        CHECK(rig.unpaired() == "");
        for (const auto& note : rig.notes()) {
            CHECK((note.time - begin) % kStep120 == 0ns);
            const bool inStall = note.time > stalled + 20ms && note.time < stalled + 10s;
            CHECK_FALSE(inStall);
        }
        // 8 before and 8 after; the ones handed over before the stall may be one more.
        CHECK(rig.notes().size() >= 16);
        CHECK(rig.notes().size() <= 18);
    }

    TEST_CASE("a change of tempo holds from its exact position")
    {
        LiveRig rig(songOf({row("x")}), farAhead());
        const TimePoint begin = play(rig);
        rig.run(1030ms);
        REQUIRE(rig.send(SetTempo {Tempo::clampedBpm(240)}));
        rig.wake();
        const Nanoseconds cut = rig.clock.now() + ClockWork::Timing {}.cutGuard - begin;
        rig.run(1s);
        const double played = static_cast<double>(cut.count()) / static_cast<double>(kStep120.count());
        std::int64_t step = 0;
        for (const Nanoseconds time : times(rig.notes(), begin)) {
            const double exact = static_cast<double>(step) <= played
                ? static_cast<double>(step) * 125e6
                : static_cast<double>(cut.count()) + (static_cast<double>(step) - played) * 62.5e6;
            CHECK(std::abs(static_cast<double>(time.count()) - exact) <= 2.0);
            ++step;
        }
        CHECK(step > 20);
    }

    TEST_CASE("a change that is meant for a place is in force just there, by however much it comes before")
    {
        for (const Nanoseconds early : {Nanoseconds {3ms}, Nanoseconds {10ms}, Nanoseconds {50ms}}) {
            LiveRig rig(songOf({row("x")}), farAhead());
            rig.interval = 1ms;
            const TimePoint begin = play(rig);
            rig.run(begin + 8 * kStep120 - early - rig.clock.now());
            const Position bar {2 * Tick {kPpqn}};
            REQUIRE(rig.session.apply({SetTempo {Tempo::clampedBpm(60)}, "script test", 0, bar}));
            rig.run(2s);
            std::int64_t step = 0;
            for (const Nanoseconds time : times(rig.notes(), begin)) {
                const auto exact = step <= 8 ? step * kStep120 : 8 * kStep120 + (step - 8) * 2 * kStep120;
                CHECK(std::abs((time - exact).count()) <= 2);
                ++step;
            }
            CHECK(step > 12);
            CHECK(rig.unpaired() == "");
        }
    }

    TEST_CASE("a knob that turns the tempo at every wake-up neither loses nor doubles a note")
    {
        LiveRig rig(songOf({row("x")}), farAhead());
        play(rig);
        double bpm = 60;
        for (int turn = 0; turn < 1000; ++turn) {
            REQUIRE(rig.send(SetTempo {Tempo::clampedBpm(bpm += 0.3)}));
            rig.wake();
        }
        REQUIRE(rig.send(Stop {}));
        rig.run(10ms);
        CHECK(rig.unpaired() == "");
        const auto notes = rig.notes();
        // 2 s from 60 to 360 bpm are seven beats.
        CHECK(notes.size() >= 28);
        CHECK(notes.size() <= 29);
        for (std::size_t i = 2; i < notes.size(); ++i)
            CHECK(notes[i].time - notes[i - 1].time < notes[i - 1].time - notes[i - 2].time);
    }

    TEST_CASE("a mute, a stop and an edit act within 4 ms, though it plays 60 ms ahead")
    {
        const Nanoseconds within = ClockWork::Timing {}.cutGuard + 2ms + 1us;
        Pattern pattern = row("x");
        pattern.rate.power = 3;  // a note every 15.6 ms
        const auto silences = [&](const CommandWhat& command) {
            LiveRig rig(songOf({pattern}), farAhead());
            play(rig);
            rig.run(500ms);
            const TimePoint asked = rig.clock.now();
            REQUIRE(rig.send(command));
            rig.run(500ms);
            CHECK(rig.notes().back().time <= asked + within);
            if (!std::holds_alternative<ToggleStep>(command))  // its last note sounds to its length
                CHECK(rig.output().recorded().back().time <= asked + within);
            CHECK(rig.unpaired() == "");
        };
        silences(SetLiveMute {0, LiveMute::Muted});
        silences(Stop {});
        silences(ToggleStep {{0, 0}, 0});
        silences(DeleteTrack {0});
        // And the other way round: what is switched on is heard at its next place.
        pattern.steps[0].on = false;
        LiveRig rig(songOf({pattern}), farAhead());
        play(rig);
        rig.run(500ms);
        const TimePoint asked = rig.clock.now();
        REQUIRE(rig.send(ToggleStep {{0, 0}, 0}));
        rig.run(500ms);
        REQUIRE_FALSE(rig.notes().empty());
        CHECK(rig.notes().front().time <= asked + within + 15'625us);
    }

    TEST_CASE(
        "on a port that is filled a period at a time notes are exact, and a mute acts within a period + 5 ms")
    {
        for (const Nanoseconds period :
            {Nanoseconds {1'333'333}, Nanoseconds {5'333'333}, Nanoseconds {21'333'333}}) {
            CAPTURE(period.count());
            for (int phase = 0; phase < 40; ++phase) {
                Song song = songOf({row("xxxx xxxx xxxx xxxx")});
                song.tempo = Tempo::clampedBpm(300);
                LiveRig rig(song);
                rig.setPeriod(period);
                REQUIRE(rig.send(Play {}));
                rig.run(500ms + std::chrono::microseconds {phase * 1'300});
                const auto exact = rig.notes();
                for (std::size_t i = 1; i < exact.size(); ++i)
                    CHECK(exact[i].time - exact[0].time == 50ms * static_cast<int>(i));
                CHECK(rig.output().report().late == 0);
                const TimePoint pressed = rig.clock.now();
                REQUIRE(rig.send(SetLiveMute {0, LiveMute::Muted}));
                rig.run(300ms);
                CHECK(rig.output().recorded().back().time <= pressed + period + 5ms);
                CHECK(rig.unpaired() == "");
            }
        }
    }

    TEST_CASE("a port's offset moves its notes earlier or later, and nobody else's")
    {
        Song song = songOf({row("x..."), row("x..."), row("x...")});
        song.ports = {{"early", "", -40.0, 0}, {"late", "", 30.0, 0}};
        changeTrack(song, 1, [](Track& track) { track.destination.port = "early"; });
        changeTrack(song, 2, [](Track& track) { track.destination.port = "late"; });
        LiveRig rig(song);
        play(rig);
        rig.run(1s);
        for (std::size_t beat = 1; beat < 2; ++beat) {
            const TimePoint straight = rig.notes(0)[beat].time;
            CHECK(rig.notes(1)[beat].time == straight - 40ms);
            CHECK(rig.notes(2)[beat].time == straight + 30ms);
        }
        REQUIRE(rig.send(Stop {}));
        rig.run(200ms);
        CHECK(rig.unpaired() == "");
    }

    TEST_CASE("continue goes on where stop was, play begins anew, seek moves while playing")
    {
        Pattern pattern = row("xxxxxxxxxxxxxxxx");
        for (std::size_t i = 0; i < 16; ++i)
            pattern.steps[i].notes[0].pitch = static_cast<std::uint8_t>(i);
        LiveRig rig(songOf({pattern}));
        const auto heard = [&] {
            std::vector<int> list;
            for (const auto& one : rig.output().take()) {
                if (one.message.isNoteOn())
                    list.push_back(one.message.note());
            }
            return list;
        };
        play(rig);
        rig.run(300ms);  // three steps
        REQUIRE(rig.send(Stop {}));
        rig.run(1s);
        CHECK(heard() == std::vector {0, 1, 2});
        CHECK_FALSE(rig.status().playing);
        REQUIRE(rig.send(Continue {}));
        rig.run(250ms);
        CHECK(heard() == std::vector {3, 4});
        REQUIRE(rig.send(Seek {kSixteenth * 10}));
        rig.run(200ms);
        CHECK(heard() == std::vector {10, 11});
        REQUIRE(rig.send(Play {}));
        rig.run(100ms);
        CHECK(heard() == std::vector {0});
        REQUIRE(rig.send(Stop {}));
        rig.run(20ms);
        REQUIRE(rig.send(Seek {kSixteenth * 5}));
        rig.run(300ms);
        CHECK(heard().empty());
        REQUIRE(rig.send(Continue {}));
        rig.run(100ms);
        CHECK(heard() == std::vector {5});
    }

    TEST_CASE("play pressed twice quickly plays once, from the second press")
    {
        LiveRig rig(songOf({row("x...")}));
        play(rig);
        REQUIRE(rig.send(Play {}));
        const TimePoint begin = play(rig);
        rig.run(400ms);
        REQUIRE(rig.send(Stop {}));
        rig.run(10ms);
        REQUIRE(rig.notes().size() == 1);
        CHECK((rig.notes()[0].time - begin).count() == 0);
        CHECK(rig.unpaired() == "");
    }

    TEST_CASE("the count-in is before position 0, and the status says so")
    {
        Song song = songOf({row("x...")});
        song.metronome.countInBars = 1;
        LiveRig rig(song);
        play(rig);
        rig.run(1s);
        CHECK(rig.status().countingIn);
        CHECK(rig.status().position < Position {});
        rig.run(1100ms);
        CHECK_FALSE(rig.status().countingIn);
        CHECK(rig.notes().size() == 5);
    }

    TEST_CASE("the status tells bar, beat, step, scene and what is queued")
    {
        Song song = songOf({row("xxxx")});
        addScene(song, {0});
        LiveRig rig(song);
        play(rig);
        rig.run(2600ms);  // a bar and one beat and a bit
        REQUIRE(rig.send(LaunchScene {1, LaunchAt::Bar, false}));
        rig.wake();
        const ClockStatus status = rig.status();
        CHECK(status.playing);
        CHECK(status.bar == 1);
        CHECK(status.beat == 1);
        CHECK(status.scene == 0);
        CHECK(status.queuedScene == 1);
        CHECK(status.queuedSceneAt == Position(Tick {kPpqn * 8}));
        CHECK(status.tracks[0].step == 0);
        CHECK(status.tracks[0].pass == 5);
        CHECK(status.tracks[0].fired);
    }

    TEST_CASE("what is queued while it is stopped is shown, and played")
    {
        Song song = songOf({row("x...")});
        addPattern(song, 0, row("x...", 64));
        addScene(song, {1});
        LiveRig rig(song);
        REQUIRE(rig.send(LaunchScene {1, std::nullopt, false}));
        rig.wake();
        CHECK(rig.status().queuedScene == 1);
        play(rig);
        rig.run(100ms);
        CHECK(rig.notes()[0].message.note() == 64);
    }

    TEST_CASE("the scene that plays stays the one when others come or go, also by undo")
    {
        Song song = songOf({row("x...")});
        addScene(song, {0});
        song.scenes[1].metre = Metre {3, 4};
        LiveRig rig(song);
        REQUIRE(rig.send(LaunchScene {1, std::nullopt, false}));
        play(rig);
        rig.run(100ms);
        const auto check = [&](int scene) {
            rig.wake();
            CHECK(rig.status().scene == scene);
            CHECK(rig.status().metre == Metre {3, 4});
        };
        REQUIRE(rig.send(InsertScene {0, Scene {}}));
        check(2);
        REQUIRE(rig.send(Undo {}));
        check(1);
        REQUIRE(rig.send(DeleteScene {0}));
        check(0);
        REQUIRE(rig.send(DeleteScene {0}));
        check(-1);
        REQUIRE(rig.send(Undo {}));
        rig.run(2s);
        CHECK(rig.notes().size() >= 4);
    }

    TEST_CASE("the end of an arrangement stops playing and ends every note")
    {
        Song song = songOf({row("i...")});
        song.arrangement = {{0, 1}};
        LiveRig rig(song, farAhead());
        REQUIRE(rig.send(SetSongMode {true}));
        REQUIRE(rig.send(SetLoop {false}));
        const TimePoint begin = play(rig);
        rig.run(3s);
        CHECK_FALSE(rig.status().playing);
        CHECK(rig.status().ended);
        CHECK(rig.unpaired() == "");
        CHECK(rig.notes().back().time - begin == 1500ms);
    }
}
