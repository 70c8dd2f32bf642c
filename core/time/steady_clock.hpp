#pragma once

#include "core/time/clock.hpp"

#include <semaphore.h>

namespace clave {

/// The machine's monotonic clock: it never jumps, whatever is done to the wall clock. The only reader of real
/// time.
class SteadyClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const noexcept override;
    void sleepUntil(TimePoint deadline) const noexcept override;
};

/// Waits for a semaphore until `deadline` on the monotonic clock; false when the deadline came first.
/// Thread-safe: yes. Realtime-safe: yes (a wait is its purpose).
[[nodiscard]] bool waitUntil(sem_t& semaphore, TimePoint deadline) noexcept;

}  // namespace clave
