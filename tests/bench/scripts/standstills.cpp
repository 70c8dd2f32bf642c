#include "tests/bench/scripts/standstills.hpp"

#include "core/time/steady_clock.hpp"

#include <pthread.h>
#include <sched.h>

#include <algorithm>

namespace clave::bench {
namespace {
constexpr std::chrono::milliseconds kWake {2};
constexpr std::chrono::milliseconds kLate {1};  ///< less is an ordinary wake-up

bool claimProcessor(unsigned processor)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(processor, &one);
    sched_param priority {};
    priority.sched_priority = sched_get_priority_min(SCHED_FIFO);
    return pthread_setaffinity_np(pthread_self(), sizeof one, &one) == 0
        && pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority) == 0;
}
}  // namespace

Standstills::Standstills() : seen_(std::max(1U, std::thread::hardware_concurrency()))
{
    for (unsigned processor = 0; processor < seen_.size(); ++processor)
        threads_.emplace_back([this, processor] { look(processor, seen_[processor]); });
}

Standstills::~Standstills()
{
    stop();
}

void Standstills::look(unsigned processor, std::vector<Span>& seen)
{
    if (!claimProcessor(processor)) {
        canTell_ = false;
        return;
    }
    const SteadyClock clock;
    while (!stop_) {
        const TimePoint due = clock.now() + kWake;
        clock.sleepUntil(due);
        const TimePoint now = clock.now();
        if (now > due + kLate)
            seen.push_back({due, now});
    }
}

void Standstills::stop()
{
    stop_ = true;
    for (auto& thread : threads_)
        thread.join();
    threads_.clear();
    std::vector<Span> all;
    for (const auto& seen : seen_)
        all.insert(all.end(), seen.begin(), seen.end());
    std::ranges::sort(all, {}, &Span::from);
    spans_.clear();
    for (const Span& span : all) {
        if (spans_.empty() || span.from > spans_.back().to)
            spans_.push_back(span);
        else
            spans_.back().to = std::max(spans_.back().to, span.to);
    }
}

std::chrono::nanoseconds Standstills::within(TimePoint from, TimePoint to) const
{
    std::chrono::nanoseconds sum {0};
    auto span = std::ranges::upper_bound(spans_, from, {}, &Span::to);
    for (; span != spans_.end() && span->from < to; ++span)
        sum += std::min(span->to, to) - std::max(span->from, from);
    return sum;
}

std::chrono::nanoseconds Standstills::total() const
{
    std::chrono::nanoseconds sum {0};
    for (const Span& span : spans_)
        sum += span.to - span.from;
    return sum;
}

std::chrono::nanoseconds Standstills::longest() const
{
    std::chrono::nanoseconds most {0};
    for (const Span& span : spans_)
        most = std::max(most, std::chrono::nanoseconds {span.to - span.from});
    return most;
}

}  // namespace clave::bench
