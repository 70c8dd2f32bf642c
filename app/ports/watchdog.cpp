#include "app/ports/watchdog.hpp"

#include "core/time/steady_clock.hpp"

#include <semaphore.h>

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace clave {
namespace {
constexpr Nanoseconds kProgressInterval = std::chrono::milliseconds {50};
constexpr int kLooksAtPort = 5;  ///< every so many looks at progress
constexpr Nanoseconds kPatience = std::chrono::milliseconds {100};
}  // namespace

struct Watchdog::State {
    State() { sem_init(&stop, 0, 0); }
    ~State() { sem_destroy(&stop); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    State(State&&) = delete;
    State& operator=(State&&) = delete;

    [[nodiscard]] std::vector<std::shared_ptr<Watched>> alive()
    {
        const std::lock_guard lock {mutex};
        std::erase_if(watched, [](const std::weak_ptr<Watched>& one) { return one.expired(); });
        std::vector<std::shared_ptr<Watched>> result;
        for (const auto& one : watched)
            if (auto held = one.lock())
                result.push_back(std::move(held));
        return result;
    }

    sem_t stop {};
    std::mutex mutex;
    std::vector<std::weak_ptr<Watched>> watched;
};

std::shared_ptr<Watchdog> Watchdog::shared()
{
    static std::mutex mutex;
    static std::weak_ptr<Watchdog> current;
    const std::lock_guard lock {mutex};
    auto watchdog = current.lock();
    if (!watchdog)
        current = watchdog = std::make_shared<Watchdog>();
    return watchdog;
}

Watchdog::Watchdog() : state_(std::make_shared<State>()), thread_(end_.wrap([state = state_] { run(state); }))
{
}

Watchdog::~Watchdog()
{
    sem_post(&state_->stop);
    if (end_.waitFor(kPatience))
        thread_.join();
    else
        thread_.detach();
}

void Watchdog::watch(std::weak_ptr<Watched> watched)
{
    const std::lock_guard lock {state_->mutex};
    state_->watched.push_back(std::move(watched));
}

void Watchdog::run(const std::shared_ptr<State>& state)
{
    const SteadyClock clock;
    TimePoint next = clock.now();
    for (int looks = 1;; ++looks) {
        next = std::max(next, clock.now()) + kProgressInterval;
        if (waitUntil(state->stop, next))
            return;
        for (const auto& watched : state->alive()) {
            watched->lookAtProgress(clock.now());
            if (looks % kLooksAtPort == 0)
                watched->lookAtPort();
        }
    }
}

}  // namespace clave
