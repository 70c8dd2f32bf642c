#pragma once

#include "core/sync/midi_clock_source.hpp"

#include "tests/support/fake_midi_input.hpp"

#include <chrono>
#include <cstdint>
#include <memory>

namespace clave::test {

/// A sequencer that sends its clock, and the source that follows it, in a time of their own.
struct ClockSender {
    explicit ClockSender(OnLoss onLoss = OnLoss::Stop)
        : ClockSender(std::make_unique<FakeMidiInput>(), onLoss)
    {
    }

    /// A message now.
    void send(const Message& message) { input.push(now, message); }
    /// A clock now, and time goes on to just before the next.
    void clock()
    {
        send(Message::clock());
        now += interval;
    }
    void clocks(int count)
    {
        for (int i = 0; i < count; ++i)
            clock();
    }
    void wait(Nanoseconds time) { now += time; }
    SyncReading read() { return source.read(now); }

    FakeMidiInput& input;
    MidiClockSource source;
    TimePoint now {std::chrono::seconds {10}};
    Nanoseconds interval {std::chrono::milliseconds {20}};

private:
    ClockSender(std::unique_ptr<FakeMidiInput> fake, OnLoss onLoss)
        : input(*fake)
        , source(std::move(fake), onLoss)
    {
    }
};

inline constexpr Tick kMidiClock {kPpqn / 24};

}  // namespace clave::test
