#pragma once

#include "core/time/steady_clock.hpp"
#include "core/time/time_point.hpp"

#include <semaphore.h>

#include <functional>
#include <memory>
#include <utility>

namespace clave {

/// Where a thread is waited for, but only so long: if it hangs in a library, its owner can leave it behind,
/// with what it owns, and the process can still end. Thread-safe: waitFor() from one thread. Realtime-safe:
/// no.
class FinishLine {
public:
    /// A thread body that crosses the line at its end, when what `body` owns is gone. `body` must own all it
    /// touches.
    [[nodiscard]] std::function<void()> wrap(std::function<void()> body) const
    {
        return [line = line_, run = std::move(body)]() mutable {
            run();
            run = nullptr;
            sem_post(&line->crossed);
        };
    }

    /// True when the body has returned; false when `patience` has run out. Not again after true.
    [[nodiscard]] bool waitFor(Nanoseconds patience) const
    {
        return waitUntil(line_->crossed, SteadyClock {}.now() + patience);
    }

private:
    struct Line {
        Line() { sem_init(&crossed, 0, 0); }
        ~Line() { sem_destroy(&crossed); }
        Line(const Line&) = delete;
        Line& operator=(const Line&) = delete;
        Line(Line&&) = delete;
        Line& operator=(Line&&) = delete;
        sem_t crossed {};
    };
    std::shared_ptr<Line> line_ = std::make_shared<Line>();
};

}  // namespace clave
