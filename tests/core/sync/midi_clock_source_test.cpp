#include "core/sync/midi_clock_source.hpp"

#include "tests/core/sync/clock_sender.hpp"
#include "tests/support/realtime_guard.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace std::chrono_literals;
using namespace test;
using State = SyncReading::State;

namespace {
Nanoseconds apart(TimePoint a, TimePoint b)
{
    return std::chrono::abs(a - b);
}
}  // namespace

TEST_SUITE("core/sync/MidiClockSource")
{
    TEST_CASE("the first clock after start is tick 0, the second one 24th of a quarter")
    {
        ClockSender sender;
        sender.clocks(48);
        CHECK(sender.read().state == State::Ready);
        CHECK(sender.read().start == 0);
        sender.send(Message::start());
        CHECK(sender.read().state == State::Ready);
        sender.wait(3ms);
        const TimePoint first = sender.now;
        sender.clocks(2);
        const SyncReading reading = sender.read();
        CHECK(reading.state == State::Running);
        CHECK(reading.start == 1);
        CHECK(reading.from == Position {});
        CHECK(apart(reading.line.timeAt({}), first) < 2us);
        CHECK(apart(reading.line.timeAt(kMidiClock), first + 20ms) < 2us);
    }

    TEST_CASE("song position 16 and continue land on tick 80640")
    {
        ClockSender sender;
        sender.clocks(48);
        sender.send(Message::songPosition(16));
        sender.send(Message::continueSong());
        sender.wait(5ms);
        (void)sender.read();
        const TimePoint first = sender.now;
        sender.clock();
        const SyncReading reading = sender.read();
        CHECK(reading.state == State::Running);
        CHECK(reading.from == Position {Tick {80640}});
        CHECK(apart(reading.line.timeAt(Tick {80640}), first) < 2us);
    }

    TEST_CASE("continue goes on with the clock after the last one played")
    {
        ClockSender sender;
        sender.clocks(48);
        sender.send(Message::start());
        sender.clocks(30);
        sender.send(Message::stop());
        CHECK(sender.read().state == State::Ready);
        sender.clocks(7);
        CHECK(sender.read().state == State::Ready);
        sender.send(Message::continueSong());
        (void)sender.read();
        const TimePoint first = sender.now;
        sender.clock();
        const SyncReading reading = sender.read();
        CHECK(reading.start == 2);
        CHECK(reading.from == Position {kMidiClock * 30});
        CHECK(apart(reading.line.timeAt(reading.from), first) < 2us);
    }

    TEST_CASE("the phase is that of the first clock after start, whatever came before it; the tempo is kept")
    {
        for (const Nanoseconds pause :
            {Nanoseconds {1ms}, Nanoseconds {9ms}, Nanoseconds {33ms}, Nanoseconds {70s}}) {
            CAPTURE(pause.count());
            ClockSender sender;
            sender.clocks(48);
            sender.send(Message::start());
            sender.wait(pause);
            const TimePoint first = sender.now;
            sender.send(Message::clock());
            const SyncReading reading = sender.read();
            CHECK(reading.state == State::Running);
            CHECK(reading.line.timeAt({}) == first);
            CHECK(reading.line.tempo().bpm() == doctest::Approx(125.0).epsilon(1e-6));
        }
    }

    TEST_CASE("the very first clock after start plays at once, at the tempo that the song has here")
    {
        ClockSender sender;
        sender.source.askTempo(Tempo::clampedBpm(90), sender.now);
        CHECK(sender.read().state == State::Waiting);
        sender.send(Message::start());
        const TimePoint first = sender.now;
        sender.send(Message::clock());
        const SyncReading reading = sender.read();
        CHECK(reading.state == State::Running);
        CHECK(reading.line.timeAt({}) == first);
        CHECK(reading.line.tempo().bpm() == doctest::Approx(90.0));
        CHECK(reading.limit == Position {kMidiClock * 2});
    }

    TEST_CASE("between clocks the song goes on, but no further than one clock past the next")
    {
        ClockSender sender;
        sender.clocks(48);
        sender.send(Message::start());
        for (int i = 0; i < 200; ++i) {
            sender.clock();
            const SyncReading reading = sender.read();
            REQUIRE(reading.limit == Position {kMidiClock * (i + 2)});
            REQUIRE(apart(sender.now + Nanoseconds {reading.lookAhead}, sender.now + 20ms) < 2us);
        }
    }

    TEST_CASE("stop, song position and continue between two clocks lose no step")
    {
        for (const bool seenPiecemeal : {false, true}) {
            CAPTURE(seenPiecemeal);
            ClockSender sender;
            sender.clocks(48);
            sender.send(Message::start());
            sender.clocks(96);  // and time is just before the next clock
            sender.wait(-8ms);
            CHECK(sender.read().start == 1);
            const TimePoint next = sender.now + 8ms;
            sender.send(Message::stop());
            if (seenPiecemeal)
                CHECK(sender.read().state == State::Ready);
            sender.send(Message::songPosition(4));
            sender.send(Message::continueSong());
            // The new place is known before its clock comes, and in phase.
            const SyncReading early = sender.read();
            CHECK(early.state == State::Running);
            CHECK(early.start == 2);
            CHECK(early.from == Position {kSixteenth * 4});
            CHECK(apart(early.line.timeAt(early.from), next) < 2us);
            CHECK(early.limit == Position {kSixteenth * 4 + kMidiClock});
            sender.wait(8ms);
            sender.clock();
            const SyncReading then = sender.read();
            CHECK(then.state == State::Running);
            CHECK(then.start == 2);
            CHECK(apart(then.line.timeAt(then.from), next) < 2us);
            CHECK(then.limit == Position {kSixteenth * 4 + kMidiClock * 2});
        }
    }

    TEST_CASE("a burst whose next clock is not on time begins at that clock all the same")
    {
        ClockSender sender;
        sender.clocks(48);
        sender.send(Message::start());
        sender.clocks(96);
        sender.wait(-15ms);
        sender.send(Message::stop());
        sender.send(Message::start());
        (void)sender.read();
        sender.wait(5ms);
        const TimePoint first = sender.now;
        sender.clock();
        const SyncReading reading = sender.read();
        CHECK(reading.start == 2);
        CHECK(reading.from == Position {});
        CHECK(apart(reading.line.timeAt({}), first) < 2us);
    }

    TEST_CASE("start while playing begins again; continue and song position while playing change nothing")
    {
        ClockSender sender;
        sender.clocks(48);
        sender.send(Message::start());
        sender.send(Message::start());
        sender.clocks(24);
        CHECK(sender.read().start == 1);
        sender.send(Message::continueSong());
        sender.send(Message::songPosition(100));
        sender.clock();
        SyncReading reading = sender.read();
        CHECK(reading.start == 1);
        CHECK(reading.line.positionAt(sender.now - 20ms).nearestTick() == kMidiClock * 24);
        sender.send(Message::start());
        const TimePoint first = sender.now;
        sender.clock();
        reading = sender.read();
        CHECK(reading.start == 2);
        CHECK(reading.from == Position {});
        CHECK(apart(reading.line.timeAt({}), first) < 2us);
    }

    TEST_CASE("stop here holds until the sender starts or continues; a start or a tempo here changes nothing")
    {
        ClockSender sender;
        sender.clocks(48);
        sender.source.askStart(Tick {5040}, sender.now);
        CHECK(sender.read().state == State::Ready);
        sender.send(Message::start());
        sender.clocks(24);
        sender.source.askTempo(Tempo::clampedBpm(90), sender.now);
        CHECK(sender.read().line.tempo().bpm() == doctest::Approx(125.0));
        sender.source.askStop(sender.now);
        CHECK(sender.read().state == State::Ready);
        sender.clocks(10);
        CHECK(sender.read().state == State::Ready);
        sender.send(Message::continueSong());
        sender.clock();
        const SyncReading reading = sender.read();
        CHECK(reading.state == State::Running);
        CHECK(reading.start == 2);
        CHECK(reading.from == Position {kMidiClock * 34});  // where the sender is
    }

    TEST_CASE("other messages on the cable, and nonsense, are harmless")
    {
        ClockSender sender;
        for (int byte = 0; byte < 256; ++byte)
            sender.send(Message {{static_cast<std::uint8_t>(byte), 1, 2}, 3});
        for (int i = 0; i < 100'000; ++i)
            sender.send(Message::clock());
        for (int i = 0; i < 200; ++i)
            (void)sender.read();
        sender.wait(10h);
        sender.send(Message::stop());
        sender.clocks(48);
        sender.send(Message::start());
        sender.clock();
        const SyncReading reading = sender.read();
        CHECK(reading.state == State::Running);
        CHECK(reading.line.tempo().bpm() == doctest::Approx(125.0).epsilon(0.001));
    }

    TEST_CASE("a reading uses neither heap nor locks")
    {
        ClockSender sender {OnLoss::CarryOn};
        sender.clocks(100);
        sender.send(Message::start());
        sender.clocks(300);
        sender.interval = 10ms;  // twice the tempo: counted again
        sender.clocks(300);
        sender.send(Message::stop());
        sender.send(Message::songPosition(8));
        sender.send(Message::continueSong());
        sender.clocks(50);
        RealtimeGuard guard;
        (void)sender.read();
        (void)sender.source.read(sender.now + 10s);
        (void)sender.source.report();
        sender.source.askStop(sender.now);
        guard.stop();
        CHECK(guard.heapCalls() == 0);
        CHECK(guard.locks() == 0);
    }
}
