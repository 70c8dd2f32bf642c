#include "core/engine/command.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/live_rig.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {

Song clockedSong(double bpm, double offsetMs = 0.0, double clockOffsetMs = 0.0)
{
    Song song = songOf({row("x... x... x... x...")});
    song.tempo = Tempo::clampedBpm(bpm);
    song.ports = {PortSetup {"", "", offsetMs, 0.0, true, clockOffsetMs}};
    return song;
}

std::vector<TimePoint> timesOf(const RecordingOutput& output, const Message& message)
{
    std::vector<TimePoint> times;
    for (const auto& one : output.recorded()) {
        if (one.message == message)
            times.push_back(one.time);
    }
    return times;
}

/// System messages from the first start, position or stop on: "start 96 stop ".
std::string transportOf(const RecordingOutput& output)
{
    std::string text;
    std::size_t clocks = 0;
    const auto say = [&](const char* word) {
        if (clocks > 0 && !text.empty())
            text += std::to_string(clocks) + " ";
        clocks = 0;
        text += word;
    };
    for (const auto& one : output.recorded()) {
        if (one.message == Message::clock())
            ++clocks;
        else if (one.message == Message::start())
            say("start ");
        else if (one.message == Message::continueSong())
            say("continue ");
        else if (one.message == Message::stop())
            say("stop ");
        else if (one.message.isSystem())
            say(("position " + std::to_string(one.message.songPosition()) + " ").c_str());
    }
    return text;
}
}  // namespace

TEST_SUITE("core/engine/clock_out")
{
    TEST_CASE("exactly 24 clocks a quarter note lie between start and the end of the asked bars")
    {
        for (const double bpm : {30.0, 120.0, 133.37, 300.0}) {
            CAPTURE(bpm);
            LiveRig rig(clockedSong(bpm));
            REQUIRE(rig.send(SetStopAfterBars {2}));
            REQUIRE(rig.send(Play {}));
            rig.run(std::chrono::milliseconds {static_cast<int>(8 * 60'000 / bpm) + 300});
            CHECK(transportOf(rig.output()) == "start 192 stop ");
        }
    }

    TEST_CASE("the last bar is whole, also when a nudge looks far ahead of it")
    {
        Song song = clockedSong(120);
        Pattern pattern = row("xxxx xxxx xxxx xxxx");
        for (auto& step : pattern.steps)
            step.nudge = -4000;
        song.tracks = songOf({pattern}).tracks;
        LiveRig rig(song);
        REQUIRE(rig.send(SetStopAfterBars {1}));
        REQUIRE(rig.send(Play {}));
        rig.run(2'300ms);
        CHECK(transportOf(rig.output()) == "start 96 stop ");
        CHECK(rig.notes().size() == 16);
        CHECK(rig.status().ended);
        CHECK(rig.unpaired() == "");
    }

    TEST_CASE("clocks go on until a start that is still to come")
    {
        class Later final : public SyncSource {
        public:
            [[nodiscard]] SyncReading read(TimePoint) noexcept override { return reading; }
            [[nodiscard]] SyncReport report() const noexcept override { return {}; }
            void askStart(Position, TimePoint) noexcept override {}
            void askStop(TimePoint) noexcept override {}
            void askTempo(Tempo, TimePoint) noexcept override {}
            SyncReading reading;
        } source;
        LiveRig rig(clockedSong(120));
        rig.run(200ms);
        rig.follow(&source);
        source.reading.state = SyncReading::State::Running;
        source.reading.start = 1;
        source.reading.line = {Position {}, rig.clock.now() + 900ms, Tempo::clampedBpm(120)};
        rig.run(1'500ms);
        const auto clocks = timesOf(rig.output(), Message::clock());
        for (std::size_t i = 1; i < clocks.size(); ++i)
            CHECK(clocks[i] - clocks[i - 1] < 30ms);
        CHECK(transportOf(rig.output()).starts_with("start "));
    }

    TEST_CASE("who was started is stopped when the port is closed")
    {
        LiveRig rig(clockedSong(120));
        REQUIRE(rig.send(Play {}));
        rig.run(500ms);
        rig.output().close(rig.clock.now());
        CHECK(rig.output().recorded().back().message == Message::stop());
    }

    TEST_CASE("clocks lie on the notes' grid, before the notes, whatever the swing")
    {
        Song song = clockedSong(133.37);
        song.swing.percent = 66.0;
        LiveRig rig(song);
        REQUIRE(rig.send(Play {}));
        rig.run(2s);
        const auto clocks = timesOf(rig.output(), Message::clock());
        const auto starts = timesOf(rig.output(), Message::start());
        REQUIRE(starts.size() == 1);
        const auto notes = rig.notes();
        REQUIRE(notes.size() == 5);
        const TimePoint first = notes.front().time;
        CHECK(starts.front() == first - 1ms);
        const auto begin = std::ranges::find(clocks, first);
        REQUIRE(begin != clocks.end());
        const Timeline line {Position {}, first, song.tempo};
        std::int64_t number = 0;
        for (auto clock = begin; clock != clocks.end(); ++clock, ++number)
            CHECK(*clock == line.timeAt(Tick {number * kPpqn / 24}));
        const auto& recorded = rig.output().recorded();
        for (std::size_t i = 1; i < recorded.size(); ++i) {
            if (recorded[i].message == Message::clock())
                CHECK(recorded[i - 1].time < recorded[i].time);
        }
    }

    TEST_CASE("clocks go on while stopped, at the song's tempo, and at a new one from the next clock on")
    {
        LiveRig rig(clockedSong(120));
        rig.run(1s);
        REQUIRE(rig.send(SetTempo {Tempo::clampedBpm(60)}));
        rig.run(1s);
        const auto clocks = timesOf(rig.output(), Message::clock());
        CHECK(clocks.size() >= 47 + 23);
        CHECK(clocks.size() <= 49 + 25);
        CHECK((clocks[10] - clocks[9]).count() / 1000 == 20'833);
        CHECK((clocks.back() - clocks[clocks.size() - 2]).count() / 1000 == 41'666);
        CHECK(transportOf(rig.output()) == "");
    }

    TEST_CASE("stop and continue: the clock after continue is the one that was next")
    {
        LiveRig rig(clockedSong(120));
        REQUIRE(rig.send(Play {}));
        rig.run(777ms);
        REQUIRE(rig.send(Stop {}));
        rig.run(100ms);
        const auto before = rig.status().position;
        REQUIRE(rig.send(Continue {}));
        rig.run(1s);
        REQUIRE(rig.send(Stop {}));
        rig.run(100ms);
        const auto played = rig.status().position;
        const auto text = transportOf(rig.output());
        CAPTURE(text);
        CHECK(text.starts_with("start "));
        CHECK(text.find("continue") != std::string::npos);
        // Clocks between start and stop, and continue and stop: all of the song up to the place.
        const Tick clock {kPpqn / 24};
        const auto counted = [&](const char* from) {
            return std::stoll(text.substr(text.find(from) + std::string(from).size()));
        };
        CHECK(counted("start ") == floorDiv(before.ceilTick() - Tick {1}, clock) + 1);
        CHECK(counted("start ") + counted("continue ") == floorDiv(played.ceilTick() - Tick {1}, clock) + 1);
    }

    TEST_CASE("playing from a place names it: position 16 lands on tick 80640")
    {
        LiveRig rig(clockedSong(120));
        REQUIRE(rig.send(Play {Tick {80640}}));
        rig.run(500ms);
        CHECK(transportOf(rig.output()).starts_with("position 16 continue "));
        const auto begun = timesOf(rig.output(), Message::continueSong());
        REQUIRE(rig.notes().size() >= 1);
        CHECK(begun.front() == rig.notes().front().time - 1ms);
    }

    TEST_CASE("a seek while playing stops the others, names the place and goes on")
    {
        LiveRig rig(clockedSong(120));
        REQUIRE(rig.send(Play {}));
        rig.run(500ms);
        REQUIRE(rig.send(Seek {Tick {80640 + 100}}));
        rig.run(500ms);
        const auto text = transportOf(rig.output());
        CAPTURE(text);
        CHECK(text.starts_with("start "));
        // Five clocks from the place itself to the next sixteenth, the only one that can be named.
        CHECK(text.find("stop 5 position 17 continue ") != std::string::npos);
    }

    TEST_CASE("offsets move notes and clock independently, 20 ms either way")
    {
        for (const auto& [notesBy, clockBy] : {std::pair {-20.0, 20.0}, {20.0, -20.0}, {0.0, -20.0}}) {
            CAPTURE(notesBy);
            LiveRig rig(clockedSong(120, notesBy, clockBy));
            rig.run(100ms);
            REQUIRE(rig.send(Play {}));
            rig.run(1s);
            REQUIRE(rig.send(Stop {}));
            rig.run(200ms);
            const auto starts = timesOf(rig.output(), Message::start());
            REQUIRE(starts.size() == 1);
            const auto apart = rig.notes().front().time - (starts.front() + 1ms);
            CHECK(apart == std::chrono::milliseconds {static_cast<int>(notesBy - clockBy)});
            CHECK(rig.unpaired() == "");
            CHECK(rig.status().refused == 0);
        }
    }

    TEST_CASE("edits, mutes and a change of tempo lose no clock and double none")
    {
        LiveRig rig(clockedSong(120));
        REQUIRE(rig.send(SetStopAfterBars {4}));
        REQUIRE(rig.send(Play {}));
        for (int i = 0; i < 60; ++i) {
            rig.run(std::chrono::milliseconds {7 + i});
            REQUIRE(rig.send(SetSongName {"edit " + std::to_string(i)}));
            if (i % 10 == 5)
                REQUIRE(rig.send(SetTempo {Tempo::clampedBpm(120 + i)}));
        }
        rig.run(8s);
        CHECK(transportOf(rig.output()) == "start 384 stop ");
        const auto clocks = timesOf(rig.output(), Message::clock());
        const TimePoint begun = timesOf(rig.output(), Message::start()).front() + 1ms;
        for (std::size_t i = 1; i < clocks.size(); ++i)
            CHECK((clocks[i] <= begun || clocks[i] - clocks[i - 1] > 10ms));
    }

    TEST_CASE("after a stall whoever counts clocks is told the place")
    {
        LiveRig rig(clockedSong(120));
        REQUIRE(rig.send(Play {}));
        rig.run(1s);
        rig.lateness = [] { return Nanoseconds {1500ms}; };
        rig.wake();
        rig.lateness = {};
        rig.run(1s);
        const auto text = transportOf(rig.output());
        CAPTURE(text);
        CHECK(text.find("stop position ") != std::string::npos);
        CHECK(text.find("continue ") != std::string::npos);
    }

    TEST_CASE("who is not sent clock gets none")
    {
        Song song = clockedSong(120);
        song.ports.front().sendsClock = false;
        LiveRig rig(song);
        REQUIRE(rig.send(Play {}));
        rig.run(1s);
        CHECK(transportOf(rig.output()) == "");
        CHECK(timesOf(rig.output(), Message::clock()).empty());
    }
}
