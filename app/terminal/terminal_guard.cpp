#include "app/terminal/terminal_guard.hpp"

#include "app/terminal/terminal_restore.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace clave {
namespace {
// The shell may have taken the terminal back already and set it up for its own line editing: then hands off.
bool isStillOurs(int fd, const termios& raw)
{
    termios now {};
    return tcgetattr(fd, &now) == 0 && now.c_lflag == raw.c_lflag && now.c_iflag == raw.c_iflag;
}

// Only calls that are safe after fork() are made here.
[[noreturn]] void keepWatch(int pipe, int fd, const termios& cooked, const termios& raw)
{
    // A session of its own: no key pressed in the terminal and no signal to Clave's process group reaches it,
    // and it may set the terminal although it is not in the foreground.
    setsid();
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE})
        ::signal(signal, SIG_IGN);
    prctl(PR_SET_NAME, "clave-guard");
    close(STDIN_FILENO);
    close(STDOUT_FILENO);
    close(STDERR_FILENO);
    char nothing = 0;
    ssize_t size = 0;
    do {
        size = read(pipe, &nothing, 1);  // ends when Clave is gone
    } while (size < 0 && errno == EINTR);
    if (size == 0 && isStillOurs(fd, raw))
        restoreTerminal(fd, cooked);
    _exit(0);
}
}  // namespace

TerminalGuard::TerminalGuard(int fd, const termios& cooked, const termios& raw)
{
    std::array<int, 2> ends {-1, -1};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return;
    child_ = fork();
    if (child_ == 0) {
        close(ends[1]);
        keepWatch(ends[0], fd, cooked, raw);
    }
    close(ends[0]);
    pipe_ = ends[1];
}

TerminalGuard::~TerminalGuard()
{
    // The terminal is in order: nothing is left to watch. A kill also ends a guard that somebody stopped.
    if (child_ > 0) {
        kill(child_, SIGKILL);
        waitpid(child_, nullptr, 0);
    }
    close(pipe_);
}

}  // namespace clave
