#include "app/signals.hpp"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace clave {
namespace {
bool isIgnored(int signal)
{
    struct sigaction action {};
    return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

sigset_t watched()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH}) {
        if (!isIgnored(signal))
            sigaddset(&set, signal);
    }
    return set;
}
}  // namespace

Signals::Signals()
{
    ::signal(SIGPIPE, SIG_IGN);
    const auto set = watched();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    fd_ = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

Signals::~Signals()
{
    close(fd_);
}

std::optional<int> Signals::next()
{
    signalfd_siginfo info {};
    if (read(fd_, &info, sizeof info) != static_cast<ssize_t>(sizeof info))
        return std::nullopt;
    return static_cast<int>(info.ssi_signo);
}

std::optional<int> Signals::wait(int milliseconds)
{
    pollfd wanted {fd_, POLLIN, 0};
    poll(&wanted, 1, milliseconds);
    return next();
}

int endBySignal(int signal)
{
    ::signal(signal, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    raise(signal);
    return 128 + signal;
}

void suspendProcess()
{
    raise(SIGSTOP);
}

}  // namespace clave
