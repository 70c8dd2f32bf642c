#include "core/time/reference_time.hpp"

#include "core/time/steady_clock.hpp"

namespace clave {

ReferenceTime::State ReferenceTime::state() const noexcept
{
    State state;
    while (!states_[newest_.load(std::memory_order_acquire)].tryLoad(state)) {}
    return state;
}

TimePoint ReferenceTime::now() const noexcept
{
    return SteadyClock {}.now() + state().ahead;
}

void ReferenceTime::sleepUntil(TimePoint deadline) const noexcept
{
    SteadyClock {}.sleepUntil(deadline - state().ahead);
}

bool ReferenceTime::waitUntil(sem_t& semaphore, TimePoint deadline) const noexcept
{
    return clave::waitUntil(semaphore, deadline - state().ahead);
}

void ReferenceTime::drive(TimePoint steady, TimePoint reference, const FrameGrid& grid) noexcept
{
    const std::size_t next = 1 - newest_.load(std::memory_order_relaxed);
    states_[next].store({reference - steady, grid});
    newest_.store(next, std::memory_order_release);
}

ReferenceTime& referenceTime() noexcept
{
    static ReferenceTime time;
    return time;
}

}  // namespace clave
