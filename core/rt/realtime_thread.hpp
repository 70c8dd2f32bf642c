#pragma once

#include "core/base/result.hpp"

#include <sys/types.h>

#include <atomic>
#include <functional>
#include <semaphore>
#include <string>
#include <thread>

namespace clave {

/// The clock thread's priority. JACK's server runs at 70 and its clients at 65 by custom; they must win.
inline constexpr int kClockPriority = 60;
/// An output's sender thread: below the clock, which has to hand over before there is anything to send.
inline constexpr int kSenderPriority = 58;

/// Who let a thread run before all ordinary ones.
enum class Grant {
    Fifo,  ///< the kernel itself: root, CAP_SYS_NICE or an rtprio limit
    RealtimeKit,  ///< the broker; it may have allowed a lower priority than was asked
    None,  ///< nobody: the thread takes its turn like any other
};

/// What a thread was given.
struct RealtimeResult {
    Grant grant = Grant::None;
    int priority = 0;  ///< the one granted; 0 with Grant::None
    std::string sentence;  ///< for a person: what is missing, what follows, what to do. Empty when granted
};

/// Asks someone privileged to make a thread real-time, where the kernel does not let us do it ourselves.
/// An interface so that core need not know how that is asked for (D-Bus on a Linux desktop).
class RealtimeBroker {
public:
    RealtimeBroker() = default;
    RealtimeBroker(const RealtimeBroker&) = delete;
    RealtimeBroker& operator=(const RealtimeBroker&) = delete;
    RealtimeBroker(RealtimeBroker&&) = delete;
    RealtimeBroker& operator=(RealtimeBroker&&) = delete;
    virtual ~RealtimeBroker() = default;

    /// The priority that thread `tid` of this process now has, or why it has none. Answers within a second.
    /// Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] virtual Result<int> makeRealtime(pid_t tid, int priority) = 0;
};

/// What to run and how.
struct RealtimeThreadOptions {
    std::string name;  ///< seen in top and gdb; Linux shows the first 15 bytes
    int priority = kSenderPriority;
    RealtimeBroker* broker = nullptr;  ///< asked when the kernel refuses; used only in the constructor
};

/// A thread for work that must not be late, running from construction until its function returns.
///
/// Before the function starts the thread has its name, 1 ns timer slack (Linux rounds sleeps to 50 us
/// otherwise), a stack already in memory, and the best scheduling that could be had; every signal goes to
/// other threads. Telling the function to return is its owner's business; the destructor waits for that. An
/// exception out of the function ends the program.
class RealtimeThread {
public:
    /// Returns when the scheduling is decided. Throws std::system_error if there is no thread left to be had.
    /// Thread-safe: no. Realtime-safe: no.
    RealtimeThread(RealtimeThreadOptions options, std::function<void()> body);
    RealtimeThread(const RealtimeThread&) = delete;
    RealtimeThread& operator=(const RealtimeThread&) = delete;
    RealtimeThread(RealtimeThread&&) = delete;
    RealtimeThread& operator=(RealtimeThread&&) = delete;
    ~RealtimeThread();

    /// Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] const RealtimeResult& result() const noexcept { return result_; }

    /// Makes the thread an ordinary one, for good: what a watchdog does when it spins and holds a core.
    /// Thread-safe: yes. Realtime-safe: yes.
    void dropRealtime() noexcept;

private:
    void run(const std::string& name, const std::function<void()>& body) noexcept;

    RealtimeResult result_;
    std::atomic<pid_t> tid_ {0};  ///< 0 before the thread has begun and after its function returned
    std::binary_semaphore begun_ {0};
    std::binary_semaphore decided_ {0};
    std::thread thread_;
};

}  // namespace clave
