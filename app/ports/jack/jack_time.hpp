#pragma once

#include "app/ports/jack/jack_port.hpp"
#include "core/time/reference_time.hpp"

#include <cstdint>

namespace clave {

/// Lets the reference clock run with a server's frames.
///
/// The position is always the server's own count (a client that counts periods itself is shifted for good by
/// each one it misses), widened to 64 bits. Frames are tied to time once, where the clock stands when the
/// first period comes, and again only if the rate changes. Thread-safe: no; of the server's thread.
/// Realtime-safe: yes.
class JackTime {
public:
    explicit JackTime(ReferenceTime& reference) noexcept : reference_(reference) {}

    /// \param frame of the period's beginning, as the server counts: it wraps after a day.
    /// \param since its beginning, on the monotonic clock.
    [[nodiscard]] JackCycle begin(
        std::uint32_t frame, std::uint32_t length, std::uint32_t framesPerSecond, Nanoseconds since) noexcept;

private:
    ReferenceTime& reference_;
    FrameGrid grid_;
    std::int64_t position_ = 0;
    std::uint32_t last_ = 0;
};

}  // namespace clave
