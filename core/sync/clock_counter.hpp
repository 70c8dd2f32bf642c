#pragma once

#include "core/base/fixed_vector.hpp"
#include "core/sync/clock_line.hpp"
#include "core/time/time_point.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace clave {

/// A clock as it arrived, with what it was counted as.
struct CountedClock {
    TimePoint time {};
    std::int64_t number = 0;
    bool even = false;  ///< it is where a clock of its number should be
};

/// Says which clock each arrival is: the next, one after some that were lost, or one that came twice.
///
/// As long as arrivals fit the line they are counted along it. When some do not, both explanations are kept:
/// clocks were lost or doubled; or the tempo is another one, and each arrival is a clock. When the second
/// has become much the likelier one (each lost or doubled clock, and each that is far off, is unlikely by
/// itself), everything since the first doubt is counted again.
///
/// Thread-safe: no. Realtime-safe: yes.
class ClockCounter {
public:
    enum class Verdict : std::uint8_t {
        OnLine,  ///< the clock `number()`
        OffLine,  ///< counted as `number()`, but too far from where that should be to be relied on
        Extra,  ///< no clock
        Recounted,  ///< the tempo is another one: recounted() has the clocks, `number()` may be less
    };
    /// How well the tempo is known when counting begins.
    enum class Tempo : std::uint8_t { Known, Guessed, Unknown };

    /// Counts on from a clock that is certain.
    void begin(std::int64_t number, TimePoint arrival, Tempo tempo) noexcept;
    /// \param arrival not before the one before; \param fit the line up to now; \param noise see
    /// ClockLine::noise().
    Verdict take(TimePoint arrival, const ClockFit& fit, double noise) noexcept;

    /// Of the newest clock.
    [[nodiscard]] std::int64_t number() const noexcept { return number_; }
    /// Whether some of the newest clocks may yet be counted again.
    [[nodiscard]] bool isInDoubt() const noexcept { return !doubted_.empty(); }
    /// How far the newest arrival was from where its clock should be, in nanoseconds.
    [[nodiscard]] double distance() const noexcept { return distance_; }
    /// After Verdict::Recounted: in order, extra ones left out.
    [[nodiscard]] std::span<const CountedClock> recounted() const noexcept
    {
        return {recounted_.begin(), recounted_.size()};
    }
    [[nodiscard]] std::uint64_t lost() const noexcept { return lost_; }
    [[nodiscard]] std::uint64_t doubled() const noexcept { return doubled_; }

private:
    static constexpr std::size_t kMostDoubted = 32;
    struct Arrival {
        TimePoint time {};
        std::int64_t steps = 0;  ///< clocks after the arrival before; 0 for an extra one
    };
    using Arrivals = FixedVector<Arrival, kMostDoubted>;
    struct Reading;

    [[nodiscard]] static Reading explain(
        std::span<const Arrival> arrivals, double interval, bool free, double noise) noexcept;
    [[nodiscard]] static Arrivals regroup(
        const Arrivals& arrivals, std::size_t from, double interval) noexcept;
    [[nodiscard]] std::array<double, 2> guesses() const noexcept;
    [[nodiscard]] bool recount(double interval, double noise) noexcept;
    Verdict beginAnew(TimePoint arrival) noexcept;
    void tally(const Arrivals& arrivals, bool add) noexcept;
    void settle(const Arrival& certain) noexcept;

    std::int64_t number_ = 0;
    double distance_ = 0.0;
    std::uint64_t lost_ = 0;
    std::uint64_t doubled_ = 0;
    Arrivals doubted_;  // the first is certain; empty while nothing is in doubt
    Arrival newest_;
    std::int64_t certainNumber_ = 0;  // of the first of doubted_
    std::size_t calm_ = 0;  // clocks on the line since the last doubt
    Tempo tempo_ = Tempo::Unknown;
    bool opening_ = true;  // these are the first clocks ever
    FixedVector<CountedClock, kMostDoubted> recounted_;
};

}  // namespace clave
