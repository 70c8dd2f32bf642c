#include "app/timing/loop_run.hpp"

#include "core/engine/clock_thread.hpp"

#include <algorithm>
#include <atomic>
#include <span>
#include <vector>

namespace clave {
namespace {
/// Until the first note is due: nothing may be late because of how the test begins.
constexpr Nanoseconds kQuiet = std::chrono::milliseconds {100};
/// After the last note: what takes longer is lost.
constexpr Nanoseconds kPatience = std::chrono::milliseconds {300};

/// Hands the notes over, in a thread of its own.
class Sender {
public:
    Sender(MidiOutput& output, const Clock& clock, std::size_t notes)
        : output_(output)
        , clock_(clock)
        , plan_(planProbes(notes))
    {
    }

    void run(const std::atomic<bool>& isRealtime) noexcept
    {
        const TimePoint begin = clock_.now();
        for (auto& message : plan_)
            message.due += begin.time_since_epoch() + kQuiet;
        TimePoint now = begin;
        for (std::int64_t count = 1; posted_ < plan_.size() && !stop.load(std::memory_order_acquire);
            ++count) {
            const TimePoint deadline = begin + count * ClockThread::kInterval;
            clock_.sleepUntil(deadline);
            now = std::max(now, clock_.now());
            wakeUps.add(now - deadline);
            handOver(now
                + (isRealtime.load(std::memory_order_acquire) ? ClockThread::kLookAhead
                                                              : ClockThread::kLookAheadWithoutRealtime));
        }
        done.store(true, std::memory_order_release);
    }

    /// Only after run() has returned.
    [[nodiscard]] std::span<const TimedMessage> posted() const { return {plan_.data(), posted_}; }

    LatenessCounts wakeUps;
    std::atomic<bool> stop {false};
    std::atomic<bool> done {false};

private:
    void handOver(TimePoint horizon) noexcept
    {
        const auto before = posted_;
        for (; posted_ < plan_.size() && plan_[posted_].due <= horizon; ++posted_)
            (void)output_.tryPost(plan_[posted_]);  // what is refused is counted by the output, and lost
        if (posted_ > before)
            output_.flush();
    }

    MidiOutput& output_;
    const Clock& clock_;
    std::vector<TimedMessage> plan_;
    std::size_t posted_ = 0;
};

void takeAll(MidiInput& input, std::vector<ReceivedMessage>& received)
{
    ReceivedMessage message;
    while (input.tryPop(message))
        received.push_back(message);
}
}  // namespace

LoopRun runLoop(MidiOutput& output, MidiInput& input, const Clock& clock, std::size_t notes,
    RealtimeBroker* broker, const std::function<bool()>& goOn)
{
    LoopRun result;
    std::vector<ReceivedMessage> received;
    Sender sender {output, clock, notes};
    std::atomic<bool> isRealtime {false};
    {
        const RealtimeThread thread {
            {"clave-clock", kClockPriority, broker}, [&] { sender.run(isRealtime); }};
        result.realtime = thread.result();
        isRealtime.store(result.realtime.grant != Grant::None, std::memory_order_release);
        bool going = true;
        while (going && !sender.done.load(std::memory_order_acquire)) {
            takeAll(input, received);
            going = goOn();
        }
        sender.stop.store(true, std::memory_order_release);
    }
    const auto posted = sender.posted();
    // The last ones are still on their way.
    const TimePoint end = posted.empty() ? clock.now() : posted.back().due + kPatience;
    while (clock.now() < end && goOn())
        takeAll(input, received);
    takeAll(input, received);
    result.figures = figuresOf(posted, received);
    result.wakeUps = sender.wakeUps;
    result.output = output.report();
    return result;
}

}  // namespace clave
