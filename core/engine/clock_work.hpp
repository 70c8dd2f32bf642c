#pragma once

#include "core/engine/event_buffer.hpp"
#include "core/engine/player_state.hpp"
#include "core/engine/status.hpp"
#include "core/ports/midi_output.hpp"
#include "core/rt/published.hpp"
#include "core/time/tempo_map.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace clave {

/// The outputs as the clock thread sees them: 0 is the main one, 1 + n that of the song's n-th port; null is
/// silent.
using OutputTable = std::array<std::atomic<MidiOutput*>, kMaxPorts + 1>;

/// What the clock thread does at each wake-up: play ahead, and hand over what was decided with its due time.
///
/// Two states of the same player run: `ahead_` is played up to the look-ahead, and what it decides goes to
/// the outputs. `settled_` follows the present and is thrown away event by event. When something is changed,
/// what was handed over for the time after the cut is called back, `ahead_` becomes a copy of `settled_` at
/// the cut, and decides anew. So events are early at the outputs, and yet a mute or an edit is felt at once.
///
/// After a stall it goes on with what is due now, in phase, and does not make up for what was missed.
/// Owns no thread and reads no clock. Thread-safe: no, but status() of the owner. Realtime-safe: yes, except
/// the constructor.
class ClockWork {
public:
    struct Timing {
        Nanoseconds lookAhead = std::chrono::milliseconds {20};
        /// A cut is so far in the future that the outputs hear of it before.
        Nanoseconds cutGuard = std::chrono::milliseconds {2};
        /// From Play to the first sound.
        Nanoseconds startDelay = std::chrono::milliseconds {5};
        /// Being later than this is a stall.
        Nanoseconds stall = std::chrono::milliseconds {100};
    };

    ClockWork(Published<Snapshot>& snapshots, OutputTable& outputs, Timing timing);

    /// How far ahead to play.
    void setLookAhead(Nanoseconds lookAhead) noexcept;

    /// One wake-up at `now`; times never go back.
    void run(TimePoint now) noexcept;

    /// The present, as of the last run(). \param lateness of the wake-ups, counted by the thread.
    void fillStatus(ClockStatus& status, TimePoint now) const noexcept;

private:
    /// A player's place with the times of the music around it.
    struct Playhead {
        PlayerState state;
        TempoMap tempo;
    };

    void takeSnapshot(TimePoint now) noexcept;
    void obeyTransport(TimePoint now) noexcept;
    void cutAt(TimePoint now) noexcept;
    void restart(Tick from, std::uint32_t run, TimePoint now) noexcept;
    void playAhead(TimePoint now) noexcept;
    void skipStall(TimePoint now) noexcept;
    void finish() noexcept;
    void takeMarks(Playhead& head) noexcept;
    void handOver(Playhead& head) noexcept;
    void postToAll(TimedMessage::What what, TimePoint due) noexcept;
    void post(std::size_t port, const TimedMessage& message) noexcept;
    void flush() noexcept;
    void workOutOffsets() noexcept;

    Published<Snapshot>::Reader readers_[2];
    std::size_t reader_ = 0;
    const Snapshot* snapshot_ = nullptr;
    OutputTable& outputs_;
    Timing timing_;
    Playhead ahead_;
    Playhead settled_;
    EventBuffer buffer_;
    std::uint32_t transportSeen_ = 0;
    std::array<Nanoseconds, kMaxPorts + 1> offsets_ {};
    Nanoseconds earliestOffset_ {0};  ///< of the port that is sent to ahead the most; at most 0
    std::uint64_t skips_ = 0;
    std::uint64_t refused_ = 0;
};

}  // namespace clave
