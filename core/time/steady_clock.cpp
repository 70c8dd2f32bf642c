#include "core/time/steady_clock.hpp"

#include <cerrno>
#include <ctime>

namespace clave {
namespace {
constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

timespec toTimespec(TimePoint time) noexcept
{
    const auto ns = time.time_since_epoch().count();
    return {static_cast<time_t>(ns / kNanosecondsPerSecond), static_cast<long>(ns % kNanosecondsPerSecond)};
}
}  // namespace

TimePoint SteadyClock::now() const noexcept
{
    timespec ts {};
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return TimePoint {Nanoseconds {ts.tv_sec * kNanosecondsPerSecond + ts.tv_nsec}};
}

void SteadyClock::sleepUntil(TimePoint deadline) const noexcept
{
    const timespec ts = toTimespec(deadline);
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &ts, nullptr) == EINTR) {}
}

bool waitUntil(sem_t& semaphore, TimePoint deadline) noexcept
{
    const timespec ts = toTimespec(deadline);
    int status = 0;
    do
        status = sem_clockwait(&semaphore, CLOCK_MONOTONIC, &ts);
    while (status != 0 && errno == EINTR);
    return status == 0;
}

}  // namespace clave
