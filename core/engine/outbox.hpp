#pragma once

#include "core/model/limits.hpp"
#include "core/model/song.hpp"
#include "core/ports/midi_output.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace clave {

/// The outputs as the clock thread sees them: 0 is the main one, 1 + n that of the song's n-th port; null is
/// silent.
using OutputTable = std::array<std::atomic<MidiOutput*>, kMaxPorts + 1>;

/// What the clock thread hands to the outputs, each message moved by what its port is to be early or late.
///
/// Notes and clock of a port are moved independently. Thread-safe: from the clock thread only. Realtime-safe:
/// yes.
class Outbox {
public:
    explicit Outbox(OutputTable& outputs) noexcept : outputs_(outputs) {}

    /// Takes over offsets and who is sent clock. A setup without a name is the main output's.
    void setPorts(const std::vector<PortSetup>& ports) noexcept;
    /// Looks how far ahead the outputs commit themselves; once a wake-up.
    void look() noexcept;

    void post(std::size_t port, const TimedMessage& message) noexcept;
    void postToAll(TimedMessage::What what, TimePoint due) noexcept;
    /// For what is played by hand: due as soon as that output can, and `delay` later, whatever the port's
    /// offset. Without a delay the order of posting is the order of sending.
    void postNow(std::size_t port, TimedMessage message, TimePoint now, Nanoseconds delay = {}) noexcept;
    void endAllNow(TimePoint now) noexcept;
    /// To the ports that are sent clock.
    void postClock(const Message& message, TimePoint due) noexcept;
    /// Calls back all that is due at `due` or later, but for what is played by hand.
    void cut(TimePoint due) noexcept;
    /// Calls back clock only.
    void cutClock(TimePoint due) noexcept;
    /// Wakes the outputs after a batch.
    void flush() noexcept;

    /// So much before its time the earliest message must be handed over: what a port with a negative offset
    /// is sent ahead, and what outputs commit themselves to. At least 0.
    [[nodiscard]] Nanoseconds ahead() const noexcept { return commits_ - earliest_; }
    /// The earliest moment that every output can still meet.
    [[nodiscard]] TimePoint earliestFrom(TimePoint now) const noexcept { return now + ahead(); }
    [[nodiscard]] bool hasClock() const noexcept { return hasClock_; }
    /// Messages that an output had no room for.
    [[nodiscard]] std::uint64_t refused() const noexcept { return refused_; }

private:
    /// What is due just when it is posted would come late to a port that is filled a period at a time.
    static constexpr Nanoseconds kPostGuard = std::chrono::microseconds {250};

    struct Port {
        Nanoseconds offset {0};
        Nanoseconds clockOffset {0};
        bool sendsClock = false;
    };
    void send(std::size_t port, const TimedMessage& message, Nanoseconds offset) noexcept;
    void sendClockToAll(const TimedMessage& message) noexcept;

    OutputTable& outputs_;
    std::array<Port, kMaxPorts + 1> ports_ {};
    std::array<TimePoint, kMaxPorts + 1> lastByHand_ {};  ///< when the last one without a delay was due
    Nanoseconds earliest_ {0};  ///< the most negative offset; at most 0
    Nanoseconds commits_ {0};
    bool hasClock_ = false;
    std::uint64_t refused_ = 0;
};

}  // namespace clave
