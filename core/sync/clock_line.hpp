#pragma once

#include "core/time/time_point.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace clave {

/// A straight line through clocks: clock `number` comes at `time`, the next one an interval later.
struct ClockFit {
    std::int64_t number = 0;  ///< the newest clock
    TimePoint time {};  ///< when it should have come, which is not quite when it did
    double interval = 0.0;  ///< nanoseconds; 0 when unknown
    double intervalSpread = 0.0;  ///< standard deviation of `interval`
    double spread = 0.0;  ///< standard deviation, in nanoseconds, of where the next clock should come
    std::size_t clocks = 0;  ///< how many the line goes through

    /// When a clock comes, as far as is known. The interval must be known unless it is the newest.
    [[nodiscard]] TimePoint timeOf(std::int64_t clock) const noexcept;
    /// How many intervals after the newest clock a moment is. The interval must be known.
    [[nodiscard]] double clocksSince(TimePoint moment) const noexcept;
};

/// How far clocks are off their line, in nanoseconds.
struct Scatter {
    double deviation = 0.0;  ///< standard
    double worst = 0.0;
};

/// Numbered clocks as they arrived, and the line that they are on.
///
/// The line goes through the newest clocks by least squares: through as many as noise allows, since each one
/// makes it steadier, but no further back than the tempo has been the same (the longest window whose line
/// agrees with those of all shorter ones, after Lepski). Where a sender began its clocks anew the tempo goes
/// on and the phase does not: a new phase.
///
/// Thread-safe: no. Realtime-safe: yes.
class ClockLine {
public:
    /// 8 quarter notes.
    static constexpr std::size_t kMostClocks = 192;

    /// \param number greater than that of the clock before; \param arrival not before it.
    void add(std::int64_t number, TimePoint arrival) noexcept;
    /// The next clock has nothing to do with when those before it came.
    void beginPhase() noexcept;

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// There must be a clock. O(kMostClocks).
    [[nodiscard]] ClockFit fit() const noexcept;
    /// What standard deviation arrivals have when the tempo is even or changes evenly, in nanoseconds; a
    /// guess until some 20 clocks have come.
    [[nodiscard]] double noise() const noexcept { return noise_; }
    /// Of those clocks of the newest phase that `fit` goes through.
    [[nodiscard]] Scatter scatter(const ClockFit& fit) const noexcept;

private:
    struct Point {
        std::int64_t number = 0;
        TimePoint time {};
        std::uint32_t phase = 0;
    };

    /// \param back 0 is the newest.
    [[nodiscard]] const Point& point(std::size_t back) const noexcept
    {
        return points_[(newest_ + kMostClocks - back) % kMostClocks];
    }
    void measureNoise() noexcept;
    [[nodiscard]] double noiseAt(std::int64_t reach) const noexcept;

    std::array<Point, kMostClocks> points_ {};
    std::size_t newest_ = 0;
    std::size_t size_ = 0;
    std::uint32_t phase_ = 0;
    double noise_ = 0.0;
};

}  // namespace clave
