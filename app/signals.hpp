#pragma once

#include <signal.h>

#include <optional>

namespace clave {

/// Signals as something to wait for, in the main thread, instead of something that interrupts.
///
/// Takes SIGINT, SIGTERM, SIGHUP and SIGQUIT (end in order), SIGTSTP (pause) and SIGWINCH (the terminal's
/// size). A signal that was ignored when Clave started stays ignored (nohup). SIGPIPE is ignored: writes
/// report it. Thread-safe: no; make it before any thread, so that all inherit the mask. Realtime-safe: no.
class Signals {
public:
    Signals();
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;
    Signals(Signals&&) = delete;
    Signals& operator=(Signals&&) = delete;

    /// For poll(): readable when next() has something.
    [[nodiscard]] int fd() const noexcept { return fd_; }
    /// The next signal that came, without waiting.
    [[nodiscard]] std::optional<int> next();

    /// Waits for a signal up to so long.
    [[nodiscard]] std::optional<int> wait(int milliseconds);

private:
    int fd_ = -1;
};

/// Ends the process the way the signal would have, so that whoever started it sees why. Returns the exit
/// status to use in the case that the signal does not end it.
int endBySignal(int signal);

/// Suspends the process as Ctrl-Z does; returns when it goes on.
void suspendProcess();

}  // namespace clave
