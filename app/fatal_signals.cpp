#include "app/fatal_signals.hpp"

#include <semaphore.h>
#include <signal.h>
#include <time.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <utility>

namespace clave {
namespace {
constexpr std::array kFatal {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
constexpr int kWaits = 50;
constexpr timespec kOneWait {0, 10'000'000};

// Global because a signal handler must reach them.
struct State {
    std::array<struct sigaction, kFatal.size()> before {};
    void (*atOnce)() noexcept = nullptr;
    sem_t wake {};
    std::atomic<bool> isFatal {false};
    std::atomic<bool> isOver {false};
    std::atomic<bool> isDone {false};
};
State state;

void giveBack() noexcept
{
    for (std::size_t i = 0; i < kFatal.size(); ++i)
        sigaction(kFatal[i], &state.before[i], nullptr);
}

void waitForHelper() noexcept
{
    for (int i = 0; i < kWaits && !state.isDone; ++i)
        nanosleep(&kOneWait, nullptr);
}

void onFatal(int signal, siginfo_t* info, void* /*context*/) noexcept
{
    const int savedErrno = errno;
    if (state.isFatal.exchange(true)) {
        waitForHelper();  // a second thread went wrong: the first one brings the end
    } else {
        if (state.atOnce != nullptr)
            state.atOnce();
        sem_post(&state.wake);
        waitForHelper();
    }
    giveBack();
    // A fault comes again when its instruction does; a signal that was sent does not.
    if (info->si_code <= 0)
        raise(signal);
    errno = savedErrno;
}

void help(const std::function<void()>& endNotes)
{
    while (sem_wait(&state.wake) != 0 && errno == EINTR) {}
    if (state.isOver)
        return;
    endNotes();
    state.isDone = true;
}
}  // namespace

FatalSignals::FatalSignals(void (*atOnce)() noexcept, std::function<void()> endNotes)
{
    state.atOnce = atOnce;
    state.isFatal = false;
    state.isOver = false;
    state.isDone = false;
    sem_init(&state.wake, 0, 0);
    helper_ = std::thread {[endNotes = std::move(endNotes)] { help(endNotes); }};
    struct sigaction action {};
    action.sa_sigaction = onFatal;
    action.sa_flags = SA_SIGINFO;
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < kFatal.size(); ++i)
        sigaction(kFatal[i], &action, &state.before[i]);
}

FatalSignals::~FatalSignals()
{
    giveBack();
    state.isOver = true;
    sem_post(&state.wake);
    helper_.join();
    sem_destroy(&state.wake);
}

}  // namespace clave
