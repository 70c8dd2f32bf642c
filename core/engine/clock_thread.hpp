#pragma once

#include "core/engine/clock_work.hpp"
#include "core/ports/bell.hpp"
#include "core/rt/realtime_thread.hpp"
#include "core/rt/seq_value.hpp"
#include "core/time/clock.hpp"

#include <atomic>
#include <optional>

namespace clave {

/// The thread that keeps time: wakes at absolute moments, counted from an anchor, and lets ClockWork do its
/// work.
///
/// It wakes every 2 ms. At rest, which is when nothing has played for a while, every 20 ms and when it is
/// woken. With real-time priority it plays 20 ms ahead. Without, it may be kept waiting for tens of
/// milliseconds when the machine is busy, so it plays 60 ms ahead. Invariant: between its start and its end
/// the thread neither allocates, locks, logs nor throws.
class ClockThread {
public:
    static constexpr Nanoseconds kInterval = std::chrono::milliseconds {2};
    static constexpr int kIntervalsAtRest = 10;
    static constexpr int kUnseenAtRest = 5;  ///< wake-ups from one status to the next
    static constexpr Nanoseconds kLookAhead = std::chrono::milliseconds {20};
    static constexpr Nanoseconds kLookAheadWithoutRealtime = std::chrono::milliseconds {60};

    /// Starts at once. \param broker may be null.
    ClockThread(Published<Snapshot>& snapshots, OutputTable& outputs, SyncSlot& sync, LiveQueues& live,
        ScriptQueues& scripts, const Clock& clock, RealtimeBroker* broker);
    ~ClockThread();
    ClockThread(const ClockThread&) = delete;
    ClockThread& operator=(const ClockThread&) = delete;
    ClockThread(ClockThread&&) = delete;
    ClockThread& operator=(ClockThread&&) = delete;

    /// Something has come for it: at rest it looks at once, and otherwise it will soon anyway.
    /// Thread-safe: yes. Realtime-safe: yes.
    void wake() noexcept { bell_.ring(); }
    /// Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] ClockStatus status() const noexcept { return status_.load(); }
    /// Wake-ups so far. Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] std::uint64_t wakeUps() const noexcept { return wakeUps_.load(std::memory_order_acquire); }
    [[nodiscard]] const RealtimeResult& realtime() const noexcept { return thread_->result(); }

private:
    void keepTime() noexcept;

    ClockWork work_;
    const Clock& clock_;
    Bell bell_;
    SeqValue<ClockStatus> status_;
    std::atomic<std::uint64_t> wakeUps_ {0};
    std::atomic<bool> stop_ {false};
    std::atomic<bool> isRealtime_ {false};
    std::optional<RealtimeThread> thread_;
};

}  // namespace clave
