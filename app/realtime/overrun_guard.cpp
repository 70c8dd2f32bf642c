#include "app/realtime/overrun_guard.hpp"

#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>

namespace clave {
namespace {
// What a signal handler may look at must be global and free of locks.
std::array<std::atomic<pid_t>, 64> guarded {};
std::size_t guardedCount = 0;
static_assert(std::atomic<pid_t>::is_always_lock_free);

void makeOrdinary(pid_t tid) noexcept
{
    const sched_param ordinary {};
    // A thread that has ended may have left its number to one of another program.
    if (tid != 0 && syscall(SYS_tgkill, getpid(), tid, 0) == 0)
        sched_setscheduler(tid, SCHED_OTHER | SCHED_RESET_ON_FORK, &ordinary);
}

/// Linux gives the signal to the thread that ran too long, if that takes it; else it could be any of ours.
void onOverrun(int /*signal*/)
{
    const int errnoBefore = errno;
    const pid_t here = gettid();
    const auto isHere = [here](const std::atomic<pid_t>& slot) { return slot.load() == here; };
    if (std::ranges::any_of(guarded, isHere)) {
        makeOrdinary(here);
    } else {
        for (const auto& slot : guarded)
            makeOrdinary(slot.load());
    }
    errno = errnoBefore;
}
}  // namespace

bool limitRealtimeRun(std::int64_t microseconds) noexcept
{
    rlimit limit {};
    if (microseconds < 2 || getrlimit(RLIMIT_RTTIME, &limit) != 0)
        return false;
    struct sigaction action {};
    action.sa_handler = onOverrun;
    action.sa_flags = SA_RESTART;
    if (sigaction(SIGXCPU, &action, nullptr) != 0)
        return false;
    limit.rlim_max = std::min<rlim_t>(limit.rlim_max, static_cast<rlim_t>(microseconds));
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_cur, limit.rlim_max / 2);
    return setrlimit(RLIMIT_RTTIME, &limit) == 0;
}

void guardFromOverrun(pid_t tid) noexcept
{
    guarded[guardedCount++ % guarded.size()].store(tid);
}

}  // namespace clave
