#include "core/sync/midi_clock_source.hpp"

#include "tests/core/sync/clock_sender.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace clave;
using namespace std::chrono_literals;
using namespace test;
using State = SyncReading::State;

namespace {
/// Playing for 96 clocks, and a reading just before the next.
ClockSender& begun(ClockSender& sender)
{
    sender.clocks(48);
    sender.send(Message::start());
    sender.clocks(96);
    (void)sender.read();
    return sender;
}
}  // namespace

TEST_SUITE("core/sync/MidiClockSource on loss")
{
    TEST_CASE("without clocks for 4 intervals it stops, and a start or a continue begins again")
    {
        for (const bool clocksReturn : {false, true}) {
            CAPTURE(clocksReturn);
            ClockSender sender;
            begun(sender);
            const TimePoint last = sender.now - 20ms;
            CHECK(sender.source.read(last + 150ms).state == State::Running);
            CHECK(sender.source.read(last + 151ms).state == State::Waiting);
            CHECK(sender.source.report().bpm == 0.0);
            sender.wait(1s);
            if (clocksReturn) {
                sender.clocks(10);
                CHECK(sender.read().state == State::Ready);
                CHECK(sender.source.report().bpm == doctest::Approx(125.0));
            }
            sender.send(Message::continueSong());
            CHECK(sender.read().state != State::Running);
            sender.clock();
            CHECK(sender.read().state == State::Running);
            CHECK(sender.read().start == 2);
            CHECK(sender.read().from == Position {kMidiClock * 96});
        }
    }

    TEST_CASE("a slow clock is waited for longer")
    {
        ClockSender sender;
        sender.interval = 100ms;
        begun(sender);
        CHECK(sender.source.read(sender.now + 290ms).state == State::Running);
        CHECK(sender.source.read(sender.now + 310ms).state == State::Waiting);
    }

    TEST_CASE("or it carries on at the last tempo, and takes the clock up again without a jump")
    {
        ClockSender sender {OnLoss::CarryOn};
        begun(sender);
        const SyncReading before = sender.read();
        sender.wait(20ms * 100 - 20ms + 20ms);  // a hundred clocks
        const SyncReading lost = sender.read();
        CHECK(lost.state == State::Running);
        CHECK(lost.limit == kNever);
        CHECK(lost.line == before.line);
        CHECK(sender.source.report().carriesOn);
        CHECK(sender.source.report().bpm == doctest::Approx(125.0));
        sender.clocks(5);
        const SyncReading after = sender.read();
        CHECK(after.start == 1);
        CHECK(after.limit == Position {kMidiClock * (96 + 100 + 4 + 2)});
        CHECK(std::chrono::abs(after.line.timeAt({}) - before.line.timeAt({})) < 10us);
        CHECK_FALSE(sender.source.report().carriesOn);
        CHECK(sender.source.report().lost == 100);
    }

    TEST_CASE("a clock that returns out of phase is taken up at the nearest")
    {
        ClockSender sender {OnLoss::CarryOn};
        begun(sender);
        sender.wait(20ms * 100 + 6ms);
        (void)sender.read();
        const TimePoint back = sender.now;
        sender.clocks(5);
        const SyncReading after = sender.read();
        CHECK(std::chrono::abs(after.line.timeAt(kMidiClock * 196) - back) < 10us);
    }

    TEST_CASE("stop while carrying on stops there")
    {
        ClockSender sender {OnLoss::CarryOn};
        begun(sender);
        sender.wait(20ms * 100 + 6ms);
        (void)sender.read();
        sender.send(Message::stop());
        CHECK(sender.read().state == State::Waiting);
        CHECK_FALSE(sender.source.report().carriesOn);
        sender.wait(1s);
        sender.send(Message::continueSong());
        sender.clock();
        CHECK(sender.read().from == Position {kMidiClock * 197});
    }

    TEST_CASE("a continue that no clock follows plays nothing more")
    {
        ClockSender sender;
        begun(sender);
        sender.wait(-10ms);
        sender.send(Message::stop());
        sender.send(Message::continueSong());
        CHECK(sender.read().limit == Position {kMidiClock * 97});
        CHECK(sender.source.read(sender.now + 1s).state == State::Waiting);
    }

    TEST_CASE("it tells what it hears: tempo, jitter, lost and doubled clocks")
    {
        ClockSender sender;
        for (int i = 0; i < 960; ++i) {
            const Nanoseconds off = i % 2 == 0 ? 1ms : -1ms;
            sender.wait(off);
            if (i % 100 != 50)
                sender.send(Message::clock());
            sender.wait(-off + 2ms);
            if (i % 200 == 0)
                sender.send(Message::clock());
            sender.wait(18ms);
            (void)sender.read();
        }
        const SyncReport report = sender.source.report();
        CHECK(report.kind == SyncKind::MidiClock);
        CHECK(std::string {nameOf(report.kind)} == "MIDI clock");
        CHECK(report.state == State::Ready);
        CHECK(report.bpm == doctest::Approx(125.0).epsilon(0.001));
        CHECK(report.lost == 10);
        CHECK(report.doubled == 5);
        CHECK(report.worstJitter > 900us);
        CHECK(report.worstJitter < 1100us);
        CHECK(report.jitter > 500us);
        CHECK(report.jitter < 2ms);
        CHECK_FALSE(report.carriesOn);
    }
}
