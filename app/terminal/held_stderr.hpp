#pragma once

namespace clave {

/// Keeps what libraries write to standard error away from the screen while the terminal player draws on it,
/// and shows it afterwards. Does nothing when standard error goes to a file or pipe anyway. Thread-safe: no;
/// one at a time. Realtime-safe: no.
class HeldStderr {
public:
    HeldStderr();
    ~HeldStderr();
    HeldStderr(const HeldStderr&) = delete;
    HeldStderr& operator=(const HeldStderr&) = delete;
    HeldStderr(HeldStderr&&) = delete;
    HeldStderr& operator=(HeldStderr&&) = delete;

    /// Gives standard error back and writes what was held. Safe in a signal handler; a second call does
    /// nothing.
    static void release() noexcept;
};

}  // namespace clave
