#include "scripts/host/watchdog.hpp"

#include "scripts/host/interpreter.hpp"
#include "scripts/host/script_channel.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <thread>
#include <utility>

namespace clave {
namespace {
constexpr std::int64_t kSignalAgainNs = 50'000'000;
constexpr std::int64_t kTimeToTellNs = 1'000'000;  ///< for the rest of the lines to get into the pipe
constexpr int kLooksForLines = 30;  ///< as long apart: the machine may be busy
constexpr std::int64_t kShortestNs = 200'000;
constexpr int kLooksBeforeSleep = 5;

/// Bytes that wait in the pipe to the parent.
int unreadOutput() noexcept
{
    int bytes = 0;
    return ::ioctl(STDERR_FILENO, FIONREAD, &bytes) == 0 ? bytes : 0;
}
}  // namespace

Watchdog::Watchdog(CallGuard& guard, const Clock& clock, const FileHandle& bell, pthread_t scripts)
    : guard_(guard)
    , clock_(clock)
    , bell_(bell)
    , scripts_(scripts)
    , wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , schedule_(::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC))
{
    // The signals are for the script thread alone.
    sigset_t all {};
    sigset_t before {};
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread {[this] { run(); }}.detach();
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void Watchdog::watch() noexcept
{
    isBusy_.store(true, std::memory_order_seq_cst);
    if (isAsleep_.load(std::memory_order_seq_cst))
        ring(wake_);
}

void Watchdog::rest() noexcept
{
    isBusy_.store(false, std::memory_order_seq_cst);
}

void Watchdog::run() noexcept
{
    for (;;) {
        isAsleep_.store(true, std::memory_order_seq_cst);
        if (!isBusy_.load(std::memory_order_seq_cst))
            waitFor(-1);
        isAsleep_.store(false, std::memory_order_seq_cst);
        silence(wake_);
        // While steps keep coming it looks now and then of its own accord, which is cheaper than being woken.
        for (int quiet = 0; quiet < kLooksBeforeSleep; ++quiet) {
            if (isBusy_.load(std::memory_order_seq_cst))
                quiet = 0;
            waitFor(look());
        }
    }
}

void Watchdog::waitFor(std::int64_t ns) noexcept
{
    pollfd wake {wake_.get(), POLLIN, 0};
    const timespec time {ns / 1'000'000'000, ns % 1'000'000'000};
    ::ppoll(&wake, 1, ns < 0 ? nullptr : &time, nullptr);
    if ((wake.revents & POLLNVAL) != 0)
        ::_exit(CallGuard::kFilesClosed);  // a script closed what it does not know: begin again
}

std::int64_t Watchdog::look() noexcept
{
    const std::int64_t now = clock_.now().time_since_epoch().count();
    const std::uint64_t call = guard_.call.load(std::memory_order_acquire);
    // A call that begins after this is not over its budget before that.
    const std::int64_t shortest = guard_.hookBudgetNs.load(std::memory_order_relaxed);
    const std::int64_t waitedBefore = std::exchange(waited_, keptWaitingNs());
    if (call == 0)
        return std::max(shortest, kShortestNs);
    if (std::exchange(seen_, call) != call)
        waitedBefore_ = waitedBefore;
    const std::int64_t over = guard_.since.load(std::memory_order_relaxed)
        + guard_.budgetNs.load(std::memory_order_relaxed) + waited_ - waitedBefore_;
    if (guard_.call.load(std::memory_order_acquire) != call)
        return kShortestNs;
    if (now < over)
        return std::max(std::min(over - now, shortest), kShortestNs);
    const std::int64_t grace = guard_.graceNs.load(std::memory_order_relaxed);
    if (now - over >= grace) {
        giveUp(call);
        return kSignalAgainNs;
    }
    if (warned_ != call || now - warnedNs_ >= kSignalAgainNs) {
        warned_ = call;
        warnedNs_ = now;
        pthread_kill(scripts_, WatchdogSignals::overBudget());
    }
    return std::max(std::min(over + grace, warnedNs_ + kSignalAgainNs) - now, kShortestNs);
}

std::int64_t Watchdog::keptWaitingNs() const noexcept
{
    // "running waiting turns", the first two in nanoseconds.
    std::array<char, 96> text {};
    const ssize_t size = ::pread(schedule_.get(), text.data(), text.size() - 1, 0);
    if (size <= 0)
        return 0;
    char* second = nullptr;
    (void)std::strtoll(text.data(), &second, 10);
    return std::strtoll(second, nullptr, 10);
}

void Watchdog::giveUp(std::uint64_t call) noexcept
{
    if (guard_.stuck.load(std::memory_order_relaxed) == call)
        return;
    const int before = unreadOutput();
    pthread_kill(scripts_, WatchdogSignals::whereAreYou());
    for (int look = 0; look < kLooksForLines && unreadOutput() <= before; ++look)
        waitFor(kTimeToTellNs);
    waitFor(kTimeToTellNs);
    guard_.stuck.store(call, std::memory_order_release);
    ring(bell_);
}

}  // namespace clave
