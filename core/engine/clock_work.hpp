#pragma once

#include "core/engine/clock_out.hpp"
#include "core/engine/clock_scripts.hpp"
#include "core/engine/event_buffer.hpp"
#include "core/engine/live_queues.hpp"
#include "core/engine/outbox.hpp"
#include "core/engine/player.hpp"
#include "core/engine/player_state.hpp"
#include "core/engine/status.hpp"
#include "core/rt/published.hpp"
#include "core/sync/sync_source.hpp"
#include "core/time/frame_grid.hpp"
#include "core/time/tempo_map.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace clave {

/// Who keeps time, as the clock thread sees it; null is the internal clock.
using SyncSlot = std::atomic<SyncSource*>;

/// What the clock thread does at each wake-up: play ahead, and hand over what was decided with its due time.
///
/// Two states of the same player run: `ahead_` is played up to the look-ahead, and what it decides goes to
/// the outputs. `settled_` follows the present and is thrown away event by event. When something is changed,
/// what was handed over for the time after the cut is called back, `ahead_` becomes a copy of `settled_` at
/// the cut, and decides anew. So events are early at the outputs, and yet a mute or an edit is felt at once.
/// What is played by hand goes out at once and is never called back.
///
/// With a source of sync the times are the source's: it says when playing starts, jumps and stops, and the
/// song's tempo is only a wish that the source is told. After a stall it goes on with what is due now, in
/// phase, and does not make up for what was missed. Owns no thread and reads no clock.
/// Thread-safe: no, but status() of the owner. Realtime-safe: yes, except the constructor.
class ClockWork {
public:
    struct Timing {
        Nanoseconds lookAhead = std::chrono::milliseconds {20};
        /// A cut is so far in the future that the outputs hear of it before.
        Nanoseconds cutGuard = std::chrono::milliseconds {2};
        /// From Play to the first sound, at least.
        Nanoseconds startDelay = std::chrono::milliseconds {5};
        /// Being later than this is a stall.
        Nanoseconds stall = std::chrono::milliseconds {100};
    };

    ClockWork(Published<Snapshot>& snapshots, OutputTable& outputs, SyncSlot& sync, LiveQueues& live,
        ScriptQueues& scripts, Timing timing);

    /// How far ahead to play.
    void setLookAhead(Nanoseconds lookAhead) noexcept;

    /// One wake-up at `now`; times never go back. \param grid of the outputs: playing starts on a whole
    /// frame.
    void run(TimePoint now, const FrameGrid& grid = {}) noexcept;

    /// Nothing plays, nobody else keeps time, and for a while nothing was changed or played by hand.
    [[nodiscard]] bool isAtRest(TimePoint now) const noexcept { return now - busyAt_ > kRestAfter; }

    /// The present, as of the last run(). \param lateness of the wake-ups, counted by the thread.
    void fillStatus(ClockStatus& status, TimePoint now) const noexcept;

private:
    static constexpr Nanoseconds kRestAfter = std::chrono::seconds {2};

    /// A player's place with the times of the music around it.
    struct Playhead {
        PlayerState state;
        TempoMap tempo;
    };

    void takeSnapshot(TimePoint now) noexcept;
    void playByHand(TimePoint now) noexcept;
    void obeyPanic(TimePoint now) noexcept;
    void obeyTransport(TimePoint now) noexcept;
    /// \param from where what is new is to be in force; what was handed over up to there stays.
    void cutAt(TimePoint now, std::optional<Position> from) noexcept;
    void restart(TimePoint now, Position from, const Timeline& line, CountIn countIn) noexcept;
    void resumeOn(const Timeline& line) noexcept;
    void locate(Tick to) noexcept;
    void playAhead(TimePoint now) noexcept;
    void skipStall(TimePoint now) noexcept;
    void finish(TimePoint now) noexcept;
    void handOver(Playhead& head) noexcept;

    // With a source of sync (sync_work.cpp).
    void followSource(TimePoint now) noexcept;
    void dropRun(TimePoint before) noexcept;
    void steer(TimePoint now) noexcept;
    void tellTempo(Tempo tempo, TimePoint at) noexcept;
    void askSource(const TransportRequest& asked, TimePoint now) noexcept;

    [[nodiscard]] bool isFollowing() const noexcept { return source_ != nullptr; }
    [[nodiscard]] TimePoint startTime(TimePoint now) const noexcept;
    [[nodiscard]] Nanoseconds lookAhead() const noexcept;
    [[nodiscard]] Tempo tempoNow() const noexcept;
    void takeMarks(Playhead& head) noexcept;

    Published<Snapshot>::Reader readers_[2];
    std::size_t reader_ = 0;
    const Snapshot* snapshot_ = nullptr;
    Outbox outbox_;
    ClockOut clockOut_;
    LiveQueues& live_;
    ClockScripts scripts_;
    SyncSlot& sync_;
    SyncSource* source_ = nullptr;
    SyncReading reading_;
    std::uint32_t startSeen_ = 0;
    TimePoint steered_ {};
    Tempo songTempo_;  ///< as last seen
    Tempo told_;  ///< to the source, or known to it from the start
    TimePoint busyAt_ {};
    Timing timing_;
    FrameGrid grid_;
    Playhead ahead_;
    Playhead settled_;
    EventBuffer buffer_;
    std::uint32_t transportSeen_ = 0;
    std::uint32_t panicsSeen_ = 0;
    std::uint32_t runs_ = 0;
    std::uint64_t skips_ = 0;
};

}  // namespace clave
