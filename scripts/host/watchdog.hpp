#pragma once

#include "core/time/clock.hpp"
#include "scripts/host/call_guard.hpp"
#include "scripts/host/file_handle.hpp"

#include <pthread.h>

#include <atomic>
#include <cstdint>

namespace clave {

/// Watches the calls of the script thread, from a thread of its own in the same process: a signal when a call
/// goes over its budget, again each 50 ms, and when that did not help for the grace, the line that runs and
/// the word that it is stuck. Time in which the machine kept the thread waiting does not count. It takes no
/// lock of Python's, and sleeps while the script thread does.
class Watchdog {
public:
    /// \param bell rung when a call is stuck. All must outlive the watchdog, which never ends.
    Watchdog(CallGuard& guard, const Clock& clock, const FileHandle& bell, pthread_t scripts);
    ~Watchdog() = default;
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;
    Watchdog(Watchdog&&) = delete;
    Watchdog& operator=(Watchdog&&) = delete;

    /// The script thread has something to do. Thread-safe: from the script thread. Realtime-safe: yes.
    void watch() noexcept;
    /// It is about to wait.
    void rest() noexcept;

private:
    void run() noexcept;
    /// How long the script thread has been ready to run without getting to it, ever; 0 where that is not
    /// told.
    [[nodiscard]] std::int64_t keptWaitingNs() const noexcept;
    /// Looks after the call under way. \returns when to look again, in nanoseconds from now.
    std::int64_t look() noexcept;
    void giveUp(std::uint64_t call) noexcept;
    void waitFor(std::int64_t ns) noexcept;

    CallGuard& guard_;
    const Clock& clock_;
    const FileHandle& bell_;
    pthread_t scripts_;
    FileHandle wake_;
    std::atomic<bool> isBusy_ {false};
    std::atomic<bool> isAsleep_ {false};
    FileHandle schedule_;  ///< of the script thread, as the kernel tells it; may be none
    std::uint64_t seen_ = 0;  ///< the call looked at last
    std::int64_t waitedBefore_ = 0;  ///< keptWaitingNs() when it was not seen yet
    std::int64_t waited_ = 0;  ///< the same at the last look
    std::uint64_t warned_ = 0;  ///< the call that was sent a signal last
    std::int64_t warnedNs_ = 0;  ///< and when
};

}  // namespace clave
