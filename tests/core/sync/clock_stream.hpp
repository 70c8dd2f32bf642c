#pragma once

#include "core/sync/clock_filter.hpp"

#include "tests/support/dice.hpp"

#include <chrono>
#include <cmath>
#include <cstdint>
#include <functional>

namespace clave::test {

/// What a sender and its cable do to a clock.
struct Cable {
    std::function<double(int clock)> bpm;
    Nanoseconds jitter {0};  ///< uniform, so much early or late
    double lost = 0.0;  ///< part of all clocks
    double doubled = 0.0;
};

/// A clock as it should come, and a filter that hears it as it does come.
class ClockStream {
public:
    ClockStream(std::uint64_t seed, Cable cable) : dice_(seed), cable_(std::move(cable)) {}

    /// One more clock.
    void step()
    {
        if (clock_ >= 0)
            time_ += intervalAfter(clock_);
        ++clock_;
        lastWasLost_ = clock_ > 0 && unit() < cable_.lost;
        if (lastWasLost_) {
            ++lost;
            return;
        }
        const double jitter = static_cast<double>(cable_.jitter.count()) * (2.0 * unit() - 1.0);
        const TimePoint arrival {Nanoseconds {std::llround(time_ + jitter)}};
        filter.clock(arrival);
        if (unit() < cable_.doubled) {
            ++doubled;
            filter.clock(arrival + std::chrono::milliseconds {1});
        }
    }
    void steps(int count)
    {
        for (int i = 0; i < count; ++i)
            step();
    }

    /// The number of the newest clock, lost or not.
    [[nodiscard]] int clock() const { return clock_; }
    /// Whether the filter has the right number; true while the newest clock is one it has not heard.
    [[nodiscard]] bool counted() const { return lastWasLost_ || filter.number() == clock_; }
    /// How far off the filter is about the clock to come, in nanoseconds.
    [[nodiscard]] double error() const
    {
        const double next = time_ + intervalAfter(clock_);
        return std::abs(static_cast<double>(filter.timeOf(clock_ + 1).time_since_epoch().count()) - next);
    }

    ClockFilter filter;
    std::uint64_t lost = 0;
    std::uint64_t doubled = 0;

private:
    [[nodiscard]] double intervalAfter(int clock) const { return 60e9 / 24.0 / cable_.bpm(clock + 1); }
    [[nodiscard]] double unit() { return static_cast<double>(dice_.bits() >> 11U) * 0x1.0p-53; }

    Dice dice_;
    Cable cable_;
    double time_ = 1e9;
    int clock_ = -1;
    bool lastWasLost_ = false;
};

inline constexpr double kMicrosecond = 1e3;
inline constexpr double kMillisecond = 1e6;
inline constexpr int kBeat = 24;

[[nodiscard]] inline std::function<double(int)> steadyTempo(double bpm)
{
    return [bpm](int) { return bpm; };
}

/// The interval that ends with clock `at` is the last of the first tempo.
[[nodiscard]] inline std::function<double(int)> tempoStep(double first, double then, int at)
{
    return [=](int clock) { return clock <= at ? first : then; };
}

}  // namespace clave::test
