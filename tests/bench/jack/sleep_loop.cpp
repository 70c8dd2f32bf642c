#include "tests/bench/jack/sleep_loop.hpp"

#include <chrono>
#include <utility>

namespace clave::bench {

SleepLoop::SleepLoop(JackSender& sender, std::size_t output, Sleep how, std::vector<LoopEvent> events)
    : thread_([this, &sender, output, how, own = std::move(events)] {
        run(sender, output, how, own);
        done_.store(true, std::memory_order_release);
    })
{
}

SleepLoop::~SleepLoop()
{
    stop_ = true;
    thread_.join();
}

void SleepLoop::run(
    JackSender& sender, std::size_t output, Sleep how, const std::vector<LoopEvent>& events) const
{
    const auto start = std::chrono::steady_clock::now();
    double before = 0.0;
    for (const auto& event : events) {
        const bool stopped = stop_.load(std::memory_order_relaxed);
        if (stopped && event.message.isNoteOn())
            continue;
        const std::chrono::duration<double> due {event.seconds};
        const std::chrono::duration<double> gap {event.seconds - before};
        if (!stopped && gap.count() > 0.0) {
            if (how == Sleep::Relative)
                std::this_thread::sleep_for(gap);
            else
                std::this_thread::sleep_until(
                    start + std::chrono::duration_cast<std::chrono::steady_clock::duration>(due));
        }
        before = event.seconds;
        sender.send(output, event.message);
    }
}

}  // namespace clave::bench
