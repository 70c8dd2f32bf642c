#include "core/engine/command.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/live_rig.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>
#include <vector>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {

/// A source that says what the test wants, and notes what it is asked for.
class ToldSource final : public SyncSource {
public:
    [[nodiscard]] SyncReading read(TimePoint) noexcept override { return reading; }
    [[nodiscard]] SyncReport report() const noexcept override
    {
        SyncReport report;
        report.kind = SyncKind::Link;
        report.state = reading.state;
        return report;
    }
    void askStart(Position from, TimePoint earliest) noexcept override
    {
        begin(from, {from, earliest, Tempo::clampedBpm(120)});
    }
    void askStop(TimePoint) noexcept override { reading.state = SyncReading::State::Ready; }
    void askTempo(Tempo tempo, TimePoint) noexcept override { asked = tempo; }

    void begin(Position from, const Timeline& line)
    {
        reading.state = SyncReading::State::Running;
        reading.from = from;
        reading.line = line;
        ++reading.start;
    }

    SyncReading reading;
    std::optional<Tempo> asked;
};

Song sixteenths()
{
    return songOf({row("xxxx xxxx xxxx xxxx")});
}

/// How far notes are from a line, the first one being step `first`.
Nanoseconds worstFrom(const std::vector<RecordedMessage>& notes, const Timeline& line, std::int64_t first = 0)
{
    Nanoseconds worst {0};
    for (std::size_t i = 0; i < notes.size(); ++i) {
        const auto off = notes[i].time - line.timeAt(kSixteenth * (first + static_cast<std::int64_t>(i)));
        worst = std::max(worst, off < 0ns ? -off : off);
    }
    return worst;
}
}  // namespace

TEST_SUITE("core/engine/sync_work")
{
    TEST_CASE("who follows begins where and when the source says, and stops when it does")
    {
        ToldSource source;
        LiveRig rig(sixteenths());
        rig.follow(&source);
        rig.run(50ms);
        CHECK_FALSE(rig.status().playing);
        const Timeline line {Position {}, rig.clock.now() + 30ms, Tempo::clampedBpm(97.3)};
        source.begin({}, line);
        rig.run(2s);
        CHECK(rig.notes().size() == 13);
        CHECK(worstFrom(rig.notes(), line) <= 1ns);
        source.reading.state = SyncReading::State::Ready;
        rig.run(100ms);
        CHECK_FALSE(rig.status().playing);
        CHECK(rig.sounding() == 0);
        CHECK(rig.unpaired() == "");
    }

    TEST_CASE("a start that is known late is played at once and is in phase from then on")
    {
        ToldSource source;
        LiveRig rig(sixteenths());
        rig.follow(&source);
        const Timeline line {Position {}, rig.clock.now() - 7ms, Tempo::clampedBpm(120)};
        source.begin({}, line);
        rig.run(1s);
        CHECK(rig.notes().size() == 9);
        CHECK(worstFrom(rig.notes(), line) <= 1ns);  // as due; outputs send what is late at once
    }

    TEST_CASE("a tempo that wavers is followed without losing, doubling or jumping a note")
    {
        ToldSource source;
        LiveRig rig(sixteenths());
        rig.follow(&source);
        Timeline line {Position {}, rig.clock.now() + 30ms, Tempo::clampedBpm(120)};
        source.begin({}, line);
        for (int i = 0; i < 400; ++i) {
            rig.run(10ms);
            const Position here = line.positionAt(rig.clock.now());
            line = line.withTempoAt(here, Tempo::clampedBpm(120 + 20 * ((i / 50) % 2) - (i % 7)));
            source.reading.line = line;
        }
        const Timeline last = line;
        rig.run(3s);
        const auto notes = rig.notes();
        const auto played = last.positionAt(rig.clock.now()).ticks() / static_cast<double>(kSixteenth.count);
        CHECK(std::abs(static_cast<double>(notes.size()) - played) < 1.5);
        // At the end it is on the line again.
        const auto step = static_cast<std::int64_t>(notes.size()) - 1;
        const auto off = notes.back().time - last.timeAt(kSixteenth * step);
        CHECK(std::abs(off.count()) < 2'000);
        CHECK(rig.unpaired() == "");
    }

    TEST_CASE("nothing is played at or after the source's limit, and what waited comes when it moves")
    {
        ToldSource source;
        source.reading.limit = kSixteenth * 4;
        LiveRig rig(sixteenths());
        rig.follow(&source);
        source.begin({}, {Position {}, rig.clock.now() + 10ms, Tempo::clampedBpm(120)});
        rig.run(560ms);
        CHECK(rig.notes().size() == 4);
        source.reading.limit = kSixteenth * 8;
        rig.run(300ms);
        CHECK(rig.notes().size() == 7);
        CHECK(rig.unpaired() == "");
    }

    TEST_CASE("a jump of the source is a new start: the old notes end, the new place plays")
    {
        ToldSource source;
        LiveRig rig(sixteenths());
        rig.follow(&source);
        source.begin({}, {Position {}, rig.clock.now() + 10ms, Tempo::clampedBpm(120)});
        rig.run(500ms);
        source.begin(Tick {80640}, {Tick {80640}, rig.clock.now() + 20ms, Tempo::clampedBpm(120)});
        rig.run(500ms);
        CHECK(rig.status().position >= Position {Tick {80640}});
        CHECK(rig.unpaired() == "");
        rig.follow(nullptr);
        rig.run(500ms);
        CHECK(rig.status().playing);  // on by itself
        REQUIRE(rig.send(Stop {}));
        rig.run(50ms);
        CHECK(rig.sounding() == 0);
    }

    TEST_CASE("what a person asks for reaches the source: start, stop, and a tempo of the song")
    {
        ToldSource source;
        LiveRig rig(sixteenths());
        rig.follow(&source);
        rig.run(10ms);
        REQUIRE(rig.send(Play {Tick {5040 * 16}}));
        rig.run(300ms);
        CHECK(rig.status().playing);
        CHECK(source.reading.from == Position {Tick {5040 * 16}});
        REQUIRE(rig.send(SetTempo {Tempo::clampedBpm(140)}));
        rig.run(100ms);
        REQUIRE(source.asked.has_value());
        CHECK(*source.asked == Tempo::clampedBpm(140));
        CHECK(rig.status().tempo == Tempo::clampedBpm(120));  // the source has not agreed
        REQUIRE(rig.send(Stop {}));
        rig.run(50ms);
        CHECK_FALSE(rig.status().playing);
    }

    TEST_CASE("the tempo a song begins with is no wish; that of a later scene is")
    {
        Song song = sixteenths();
        song.scenes.resize(2, song.scenes.front());
        song.scenes[0].tempo = Tempo::clampedBpm(90);
        song.scenes[1].tempo = Tempo::clampedBpm(150);
        ToldSource source;
        LiveRig rig(song);
        rig.follow(&source);
        rig.run(10ms);
        REQUIRE(rig.send(Play {}));
        rig.run(300ms);
        CHECK_FALSE(source.asked.has_value());
        REQUIRE(rig.send(LaunchScene {1, LaunchAt::Beat, false}));
        rig.run(1s);
        REQUIRE(source.asked.has_value());
        CHECK(*source.asked == Tempo::clampedBpm(150));
    }

    TEST_CASE("a count-in is left out: the others are playing already")
    {
        Song song = sixteenths();
        song.metronome.countInBars = 1;
        ToldSource source;
        LiveRig rig(song);
        rig.follow(&source);
        const Timeline line {Position {}, rig.clock.now() + 10ms, Tempo::clampedBpm(120)};
        source.begin({}, line);
        rig.run(300ms);
        REQUIRE(!rig.notes().empty());
        CHECK(worstFrom(rig.notes(), line) <= 1ns);
    }

    TEST_CASE("edits while following neither lose nor double a note")
    {
        ToldSource source;
        LiveRig rig(sixteenths());
        rig.follow(&source);
        const Timeline line {Position {}, rig.clock.now() + 30ms, Tempo::clampedBpm(133.37)};
        source.begin({}, line);
        for (int i = 0; i < 60; ++i) {
            rig.run(std::chrono::milliseconds {11 + i % 30});
            REQUIRE(rig.send(SetSongName {"edit " + std::to_string(i)}));
        }
        rig.run(200ms);
        CHECK(worstFrom(rig.notes(), line) <= 1ns);
        REQUIRE(rig.send(Stop {}));
        rig.run(200ms);
        CHECK(rig.unpaired() == "");
    }
}
