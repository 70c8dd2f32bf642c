#include "core/rt/realtime_thread.hpp"

#include <pthread.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <utility>

namespace clave {
namespace {
/// Deeper than any real-time loop goes; each page of it costs memory in every such thread.
constexpr std::size_t kStackInMemory = 128 * 1024;
constexpr std::size_t kSmallestPage = 4096;

/// Writes to each page, so that the first deep call does not wait for the kernel to find memory.
[[gnu::noinline]] void touchStack() noexcept
{
    std::array<std::byte, kStackInMemory> stack;
    volatile std::byte* const bytes = stack.data();  // or the compiler leaves it all out
    for (std::size_t i = 0; i < kStackInMemory; i += kSmallestPage)
        bytes[i] = std::byte {0};
}

/// Blocks every signal in the calling thread, and so in threads it starts, while it lives. The faults of a
/// thread itself stay, or a crash could not be reported, and so does the warning that it ran too long.
class SignalsBlocked {
public:
    SignalsBlocked() noexcept
    {
        sigset_t all {};
        sigfillset(&all);
        for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS, SIGXCPU})
            sigdelset(&all, fault);
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;
    SignalsBlocked(SignalsBlocked&&) = delete;
    SignalsBlocked& operator=(SignalsBlocked&&) = delete;
    ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

private:
    sigset_t before_ {};
};

/// 0, or the errno. What the thread starts does not inherit the priority.
int askKernel(pid_t tid, int priority) noexcept
{
    sched_param param {};
    param.sched_priority = priority;
    return sched_setscheduler(tid, SCHED_FIFO | SCHED_RESET_ON_FORK, &param) == 0 ? 0 : errno;
}

/// The highest priority an ordinary user may ask for here; 0 is none.
int priorityLimit() noexcept
{
    rlimit limit {};
    getrlimit(RLIMIT_RTPRIO, &limit);
    return static_cast<int>(std::min<rlim_t>(limit.rlim_cur, 99));
}

std::string refusal(int kernelError, const std::string& brokerSays)
{
    const int limit = priorityLimit();
    std::string why = limit > 0 ? std::string {"the kernel refused: "} + std::strerror(kernelError)
                                : std::string {"your real-time limit is 0"};
    if (!brokerSays.empty())
        why += "; " + brokerSays;
    return "Clave has no real-time priority here (" + why
        + ") and plays with a longer look-ahead until it has: install the package rtkit, or write"
          " '@audio - rtprio 70' to /etc/security/limits.d/audio.conf, add yourself to the group audio and "
          "log"
          " in again.";
}

RealtimeResult decide(pid_t tid, int priority, RealtimeBroker* broker)
{
    int refused = askKernel(tid, priority);
    if (refused == 0)
        return {Grant::Fifo, priority, {}};
    // A limit below what we ask for still beats every ordinary thread.
    const int limit = priorityLimit();
    if (limit > 0 && limit < priority) {
        refused = askKernel(tid, limit);
        if (refused == 0)
            return {Grant::Fifo, limit, {}};
    }
    if (broker == nullptr)
        return {Grant::None, 0, refusal(refused, {})};
    const Result<int> granted = broker->makeRealtime(tid, priority);
    if (granted)
        return {Grant::RealtimeKit, *granted, {}};
    return {Grant::None, 0, refusal(refused, granted.error().message)};
}
}  // namespace

RealtimeThread::RealtimeThread(RealtimeThreadOptions options, std::function<void()> body)
{
    {
        const SignalsBlocked blocked;
        thread_ = std::thread {[this, name = std::move(options.name), function = std::move(body)]() noexcept {
            run(name, function);
        }};
    }
    begun_.acquire();
    result_ = decide(tid_.load(), options.priority, options.broker);
    decided_.release();
}

RealtimeThread::~RealtimeThread()
{
    if (thread_.joinable())
        thread_.join();
}

void RealtimeThread::run(const std::string& name, const std::function<void()>& body) noexcept
{
    pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
    prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
    touchStack();
    tid_.store(gettid());
    begun_.release();
    decided_.acquire();
    body();
    tid_.store(0);
}

void RealtimeThread::dropRealtime() noexcept
{
    const pid_t tid = tid_.load();
    if (tid == 0)
        return;
    const sched_param ordinary {};
    // Without privileges the flag cannot be taken back, and asking for that would fail altogether.
    sched_setscheduler(tid, SCHED_OTHER | SCHED_RESET_ON_FORK, &ordinary);
}

}  // namespace clave
