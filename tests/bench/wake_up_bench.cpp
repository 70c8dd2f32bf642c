#include "core/engine/clock_thread.hpp"
#include "core/engine/session.hpp"
#include "core/io/song_file.hpp"
#include "core/rt/realtime_thread.hpp"
#include "core/time/steady_clock.hpp"

#include "tests/bench/benchmarks.hpp"
#include "tests/bench/busy_cores.hpp"
#include "tests/bench/busy_songs.hpp"
#include "tests/bench/samples.hpp"
#include "tests/bench/table.hpp"

#include <fmt/format.h>
#include <sys/prctl.h>

#include <atomic>
#include <fstream>
#include <functional>
#include <optional>
#include <thread>

namespace clave::bench {
namespace {

constexpr Nanoseconds kInterval = ClockThread::kInterval;
constexpr std::size_t kSleeps = 1000;  ///< of one turn: 2 s
constexpr int kRounds = 3;  ///< turns of each, one after the other, so that all see the same machine

/// The machine's clock, noting how late each sleep ends. For one sleeping thread.
class NotingClock final : public Clock {
public:
    NotingClock() { lateness_.resize(kSleeps); }

    [[nodiscard]] TimePoint now() const noexcept override { return clock_.now(); }
    void sleepUntil(TimePoint deadline) const noexcept override
    {
        clock_.sleepUntil(deadline);
        const std::size_t count = count_.load(std::memory_order_relaxed);
        if (count < kSleeps)
            lateness_[count] = clock_.now() - deadline;
        count_.store(count + 1, std::memory_order_release);
    }
    [[nodiscard]] bool done() const noexcept { return count_.load(std::memory_order_acquire) >= kSleeps; }
    /// Once done.
    [[nodiscard]] const std::vector<Nanoseconds>& lateness() const noexcept { return lateness_; }

private:
    SteadyClock clock_;
    mutable std::vector<Nanoseconds> lateness_;
    mutable std::atomic<std::size_t> count_ {0};
};

void sleepOften(const NotingClock& clock)
{
    TimePoint deadline = clock.now();
    while (!clock.done())
        clock.sleepUntil(deadline += kInterval);
}

struct Subject {
    std::string name;
    std::function<void(const NotingClock&)> run;  ///< until the clock is done
    std::string grant;
    Samples lateness {};  ///< microseconds
};

std::string grantOf(const RealtimeResult& result)
{
    return result.grant == Grant::None ? "none" : "FIFO " + std::to_string(result.priority);
}

/// The clock thread as it is, playing 16 tracks into nothing.
void runClockThread(const NotingClock& clock, Song song, std::string& grant)
{
    Session session {std::move(song)};
    OutputTable outputs {};
    (void)session.apply({Play {}, "bench"});
    SyncSlot sync {nullptr};
    LiveQueues live;
    ScriptQueues scripts;
    const ClockThread thread {session.published(), outputs, sync, live, scripts, clock, nullptr};
    grant = grantOf(thread.realtime());
    const SteadyClock waiting;
    while (!clock.done())
        waiting.sleepUntil(waiting.now() + std::chrono::milliseconds {20});
}

std::vector<Subject> subjects(const Song& song)
{
    std::vector<Subject> all(3);
    all[0].name = "bare loop, ordinary";
    all[0].grant = "ordinary";
    all[0].run = [](const NotingClock& clock) {
        std::thread {[&clock] {
            prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
            sleepOften(clock);
        }}.join();
    };
    all[1].name = "bare loop, real-time";
    all[1].run = [&grant = all[1].grant](const NotingClock& clock) {
        const RealtimeThread thread {{"bench", kClockPriority, nullptr}, [&clock] { sleepOften(clock); }};
        grant = grantOf(thread.result());
    };
    all[2].name = "Clave's clock thread";
    all[2].run = [&grant = all[2].grant, &song](
                     const NotingClock& clock) { runClockThread(clock, song, grant); };
    return all;
}

void measure(std::vector<Subject>& all)
{
    for (int round = 0; round < kRounds; ++round) {
        for (auto& subject : all) {
            const NotingClock clock;
            subject.run(clock);
            for (const Nanoseconds late : clock.lateness())
                subject.lateness.add(static_cast<double>(late.count()) / 1000.0);
        }
    }
}

void printQuantiles(const std::string& load, const std::vector<Subject>& all)
{
    Table table {"Wake-up lateness, " + load + " (us; sleeps of 2 ms to absolute times)",
        {"", "priority", "sleeps", "p50", "p90", "p99", "p99.9", "max"}};
    for (const auto& subject : all) {
        std::vector<std::string> row {subject.name, subject.grant, std::to_string(subject.lateness.count())};
        for (const double share : {0.5, 0.9, 0.99, 0.999, 1.0})
            row.push_back(figure(subject.lateness.quantile(share)));
        table.add(std::move(row));
    }
    table.print();
}

void printHistogram(const std::string& load, const std::vector<Subject>& all)
{
    std::vector<std::string> headings {"up to us"};
    for (const auto& subject : all)
        headings.push_back(subject.name);
    Table table {"The same as a histogram, " + load + " (% of the sleeps)", std::move(headings)};
    double from = 0.0;
    for (double to = 1.0; from <= 65536.0; from = to, to *= 2.0) {
        std::vector<std::string> row {figure(to)};
        bool any = false;
        for (const auto& subject : all) {
            const auto in = std::ranges::count_if(
                subject.lateness.values(), [from, to](double value) { return value >= from && value < to; });
            any = any || in > 0;
            const double share =
                100.0 * static_cast<double>(in) / static_cast<double>(subject.lateness.count());
            row.push_back(in == 0 ? "-" : fmt::format("{:.2f}", share));
        }
        if (any)
            table.add(std::move(row));
    }
    table.print();
}

/// Time that the host of a virtual machine gave to others, in hundredths of a second of one core.
long stolen()
{
    std::ifstream stat {"/proc/stat"};
    std::string word;
    long value = 0;
    stat >> word;
    for (int column = 0; column < 8; ++column)
        stat >> value;
    return value;
}

}  // namespace

void wakeUps()
{
    const auto song = parseSong(busySongText(16, 240), "busy song");
    if (!song) {
        fmt::print("wakeups: {}\n", song.error().message);
        return;
    }
    for (const bool busy : {false, true}) {
        std::optional<BusyCores> cores;
        if (busy)
            cores.emplace();
        const std::string load = busy ? "all cores busy" : "idle";
        const long before = stolen();
        auto all = subjects(*song);
        measure(all);
        printQuantiles(load, all);
        fmt::print("  meanwhile the host took {} ms of processor time\n", (stolen() - before) * 10);
        printHistogram(load, all);
    }
}

}  // namespace clave::bench
