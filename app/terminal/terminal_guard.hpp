#pragma once

#include <sys/types.h>
#include <termios.h>

namespace clave {

/// A small child process that puts the terminal back in order when Clave dies without doing so itself:
/// SIGKILL, the out-of-memory killer, a stack overflow. It waits for the end of a pipe and does nothing else.
/// Thread-safe: no. Realtime-safe: no.
class TerminalGuard {
public:
    /// Forks; so it must be made before any thread is. Without a child (no processes left) there is no guard.
    /// \param fd the terminal. \param cooked its settings to go back to. \param raw those that Clave sets.
    TerminalGuard(int fd, const termios& cooked, const termios& raw);
    /// Sends the child home: the terminal is in order.
    ~TerminalGuard();
    TerminalGuard(const TerminalGuard&) = delete;
    TerminalGuard& operator=(const TerminalGuard&) = delete;
    TerminalGuard(TerminalGuard&&) = delete;
    TerminalGuard& operator=(TerminalGuard&&) = delete;

private:
    int pipe_ = -1;
    pid_t child_ = -1;
};

}  // namespace clave
