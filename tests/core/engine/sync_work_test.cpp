#include "core/engine/command.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/live_rig.hpp"
#include "tests/support/random_command.hpp"
#include "tests/support/random_song.hpp"

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

    TEST_CASE("a source that is chosen while the song plays goes on with it")
    {
        ToldSource source;
        source.reading.state = SyncReading::State::Ready;
        LiveRig rig(sixteenths());
        REQUIRE(rig.send(Play {}));
        rig.run(1s);
        const auto before = rig.notes().size();
        rig.follow(&source);
        rig.run(1s);
        CHECK(rig.status().playing);
        const auto on = rig.notes();
        CHECK(on.size() == before + 8);
        for (std::size_t i = 1; i < on.size(); ++i)
            CHECK(on[i].time - on[i - 1].time > 100ms);  // none is played twice
        CHECK(rig.unpaired() == "");
    }

    TEST_CASE("a source that takes the song over without a start of its own breaks nothing")
    {
        /// As Link does while it is alone.
        class Heir final : public SyncSource {
        public:
            [[nodiscard]] SyncReading read(TimePoint) noexcept override { return reading; }
            [[nodiscard]] SyncReport report() const noexcept override { return {}; }
            void askStart(Position, TimePoint) noexcept override {}
            void takeOver(const Timeline& line, TimePoint) noexcept override
            {
                reading.state = SyncReading::State::Running;
                reading.line = line;
            }
            void askStop(TimePoint) noexcept override {}
            void askTempo(Tempo, TimePoint) noexcept override {}
            SyncReading reading;
        };
        Heir source;
        LiveRig rig(sixteenths());
        REQUIRE(rig.send(Play {}));
        rig.run(1030ms);
        rig.follow(&source);
        rig.run(3060ms);
        const auto notes = rig.notes();
        REQUIRE(notes.size() == 33);
        CHECK(worstFrom(notes, {Position {}, notes[0].time, Tempo::clampedBpm(120)}) <= 2ns);
        CHECK(rig.unpaired() == "");
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

    TEST_CASE("a jump into silence is silent within a period and 10 ms, also one that is known late")
    {
        for (const Nanoseconds period : {0ns, 5'333'333ns, 21'333'333ns}) {
            for (int phase = 0; phase < 60; ++phase) {
                CAPTURE(period.count());
                CAPTURE(phase);
                ToldSource source;
                LiveRig rig(songOf({row("xxxx xxxx xxxx xxxx .... .... .... ....")}));
                rig.setPeriod(period);
                rig.follow(&source);
                source.begin({}, {Position {}, rig.clock.now() + 10ms, Tempo::clampedBpm(200)});
                rig.run(300ms + std::chrono::milliseconds {2 * phase});
                const TimePoint when = rig.clock.now() + std::chrono::milliseconds {phase % 11 - 9};
                source.begin(kSixteenth * 16, {kSixteenth * 16, when, Tempo::clampedBpm(200)});
                rig.run(period + 10ms);
                CHECK(rig.sounding() == 0);
                CHECK(rig.unpaired() == "");
                CHECK(rig.status().playing);
            }
        }
    }

    TEST_CASE("whatever a source does, every note that begins ends once")
    {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            Song song = randomSong(seed);
            for (auto& port : song.ports)
                port.offsetMs /= 10;
            ToldSource source;
            LiveRig rig(song);
            if (seed % 2 == 0)
                rig.setPeriod(seed % 4 == 0 ? Nanoseconds {5'333'333} : Nanoseconds {21'333'333});
            rig.follow(&source);
            for (int i = 0; i < 60; ++i) {
                const auto place = Tick {static_cast<std::int64_t>(dice.below(300'000))};
                const auto when = rig.clock.now()
                    + std::chrono::microseconds {static_cast<std::int64_t>(dice.below(60'000)) - 30'000};
                const Tempo tempo = Tempo::clampedBpm(dice.real({40, 300}));
                switch (dice.below(6)) {
                case 0:
                    source.reading.state = SyncReading::State::Ready;
                    break;
                case 1:
                case 2:
                    source.begin(place, {place, when, tempo});
                    break;
                case 3:
                    source.reading.line = source.reading.line.withTempoAt(
                        source.reading.line.positionAt(rig.clock.now()), tempo);
                    break;
                case 4:
                    (void)rig.send(randomEdit(dice, *rig.session.song(), dice.below(kEditKinds - 1)));
                    break;
                default:
                    (void)rig.send(randomPerformance(dice, *rig.session.song()));
                }
                rig.run(std::chrono::milliseconds {static_cast<int>(dice.below(90))});
            }
            source.reading.state = SyncReading::State::Ready;
            rig.run(700ms);
            CHECK(rig.unpaired() == "");
            CHECK(rig.sounding() == 0);
        }
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
