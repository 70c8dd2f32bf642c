#pragma once

#include "core/time/steady_clock.hpp"
#include "core/time/time_point.hpp"

#include <semaphore.h>

#include <atomic>
#include <memory>
#include <utility>

namespace clave {

/// Wakes one thread that waits, by any number of others that must not. Rings that come before it looks are
/// one.
class Bell {
public:
    Bell() { sem_init(&rings_, 0, 0); }
    ~Bell() { sem_destroy(&rings_); }
    Bell(const Bell&) = delete;
    Bell& operator=(const Bell&) = delete;
    Bell(Bell&&) = delete;
    Bell& operator=(Bell&&) = delete;

    /// Thread-safe: yes. Realtime-safe: yes.
    void ring() noexcept
    {
        if (!isRung_.exchange(true, std::memory_order_acq_rel))
            sem_post(&rings_);
    }

    /// True when it was rung since the last call; false when the time has run out. What was done before the
    /// ring is seen afterwards. Thread-safe: from the one thread that waits. Realtime-safe: no (it waits).
    [[nodiscard]] bool waitFor(Nanoseconds patience) noexcept
    {
        if (!waitUntil(rings_, SteadyClock {}.now() + patience))
            return false;
        isRung_.exchange(false, std::memory_order_acq_rel);
        return true;
    }

private:
    sem_t rings_ {};
    std::atomic<bool> isRung_ {false};
};

/// Rings somebody's bell, once there is somebody.
class BellRope {
public:
    /// Once. Thread-safe: yes. Realtime-safe: no.
    void tie(std::shared_ptr<Bell> bell)
    {
        kept_ = std::move(bell);
        bell_.store(kept_.get(), std::memory_order_release);
    }
    /// Thread-safe: yes. Realtime-safe: yes.
    void pull() noexcept
    {
        if (Bell* const bell = bell_.load(std::memory_order_acquire))
            bell->ring();
    }

private:
    std::shared_ptr<Bell> kept_;
    std::atomic<Bell*> bell_ {nullptr};
};

}  // namespace clave
