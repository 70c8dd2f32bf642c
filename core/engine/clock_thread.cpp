#include "core/engine/clock_thread.hpp"

#include <algorithm>

namespace clave {

ClockThread::ClockThread(Published<Snapshot>& snapshots, OutputTable& outputs, SyncSlot& sync,
    LiveQueues& live, ScriptQueues& scripts, const Clock& clock, RealtimeBroker* broker)
    : work_(snapshots, outputs, sync, live, scripts, {})
    , clock_(clock)
{
    thread_.emplace(RealtimeThreadOptions {"clave-clock", kClockPriority, broker}, [this] { keepTime(); });
    isRealtime_.store(thread_->result().grant != Grant::None, std::memory_order_release);
}

ClockThread::~ClockThread()
{
    stop_.store(true, std::memory_order_release);
    wake();
    thread_.reset();
}

void ClockThread::keepTime() noexcept
{
    ClockStatus status;
    TimePoint anchor = clock_.now();
    TimePoint now = anchor;
    std::int64_t count = 0;
    while (!stop_.load(std::memory_order_acquire)) {
        const bool isAtRest = work_.isAtRest(now);
        count += isAtRest ? kIntervalsAtRest : 1;
        const TimePoint deadline = anchor + count * kInterval;
        const bool isWoken = isAtRest && bell_.waitFor(deadline - clock_.now());
        if (!isWoken)
            clock_.sleepUntil(deadline);
        now = std::max(now, clock_.now());  // a sound card's time may step back
        const Nanoseconds lateness = now - deadline;
        if (!isWoken)
            status.lateness.add(lateness);
        if (isWoken || lateness > 10 * kInterval) {  // do not make up for wake-ups that were missed
            anchor = now;
            count = 0;
        }
        const bool realtime = isRealtime_.load(std::memory_order_acquire);
        work_.setLookAhead(realtime ? kLookAhead : kLookAheadWithoutRealtime);
        work_.run(now, clock_.grid());
        status.wakeUps = wakeUps_.load(std::memory_order_relaxed) + 1;
        // At rest there is hardly ever anything new in it, and it is the larger part of the work then.
        if (!isAtRest || isWoken || status.wakeUps % kUnseenAtRest == 0) {
            work_.fillStatus(status, now);
            status_.store(status);
        }
        wakeUps_.store(status.wakeUps, std::memory_order_release);
    }
}

}  // namespace clave
