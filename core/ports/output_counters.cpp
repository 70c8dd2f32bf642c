#include "core/ports/output_counters.hpp"

namespace clave {

void OutputCounters::increment(std::atomic<std::uint64_t>& counter) noexcept
{
    // One writer: a plain add between two relaxed accesses, without a locked instruction.
    counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

void OutputCounters::addSent(Nanoseconds lateness) noexcept
{
    increment(sent_);
    if (lateness > lateAfter_)
        increment(late_);
    increment(classes_[LatenessCounts::classOf(lateness)]);
    if (lateness.count() > worst_.load(std::memory_order_relaxed))
        worst_.store(lateness.count(), std::memory_order_relaxed);
}

void OutputCounters::addToCable(TimePoint time, std::size_t bytes) noexcept
{
    if (cable_.put(time, bytes))
        load_.store(cable_.worst());
}

OutputReport OutputCounters::report() const
{
    OutputReport report;
    report.sent = sent_.load(std::memory_order_relaxed);
    report.late = late_.load(std::memory_order_relaxed);
    report.dropped = dropped_.load(std::memory_order_relaxed);
    report.sounding = sounding_.load(std::memory_order_relaxed);
    for (std::size_t i = 0; i < classes_.size(); ++i)
        report.lateness.classes[i] = classes_[i].load(std::memory_order_relaxed);
    report.lateness.worst = Nanoseconds {worst_.load(std::memory_order_relaxed)};
    report.load = load_.load();
    return report;
}

}  // namespace clave
