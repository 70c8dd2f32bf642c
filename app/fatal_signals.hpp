#pragma once

#include <functional>
#include <thread>

namespace clave {

/// Last aid when Clave itself goes wrong (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT): the terminal is put in
/// order, and another thread is asked to end the notes, before the process dies as it would have.
///
/// Best effort: notes are ended if the session, clock and output threads still run. The faulting thread waits
/// half a second for that at most. Another process would be needed to do better. One at a time. Thread-safe:
/// no. Realtime-safe: no.
class FatalSignals {
public:
    /// \param atOnce called in the signal handler; must be safe there.
    /// \param endNotes called in a thread that waits for nothing else; returns when the notes are ended.
    FatalSignals(void (*atOnce)() noexcept, std::function<void()> endNotes);
    ~FatalSignals();
    FatalSignals(const FatalSignals&) = delete;
    FatalSignals& operator=(const FatalSignals&) = delete;
    FatalSignals(FatalSignals&&) = delete;
    FatalSignals& operator=(FatalSignals&&) = delete;

private:
    std::thread helper_;
};

}  // namespace clave
