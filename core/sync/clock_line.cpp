#include "core/sync/clock_line.hpp"

#include "core/base/fixed_vector.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <numeric>

namespace clave {
namespace {
constexpr double kLeastNoise = 5e3;
constexpr double kGuessedNoise = 1e6;
constexpr std::size_t kGuessUntil = 16;
/// One bend in so many, the largest, is left out: a tempo step and a late clock are no noise. What the others
/// add up to is then too little by this factor (normal distribution).
constexpr std::size_t kLeftOut = 16;
constexpr double kLeftOutCorrection = 1.33;
/// Two windows agree as long as they differ by no more than so many standard deviations of that difference.
constexpr double kAgree = 5.5;

double nanoseconds(Nanoseconds duration) noexcept
{
    return static_cast<double>(duration.count());
}

/// Sums of a least-squares line over clocks of one phase; x in clocks and y in nanoseconds from its newest.
struct Sums {
    double n = 0, x = 0, y = 0, xx = 0, xy = 0;

    void add(double px, double py) noexcept
    {
        n += 1;
        x += px;
        y += py;
        xx += px * px;
        xy += px * py;
    }
    [[nodiscard]] double meanX() const noexcept { return x / n; }
    [[nodiscard]] double meanY() const noexcept { return y / n; }
    [[nodiscard]] double spreadXX() const noexcept { return xx - x * x / n; }
    [[nodiscard]] double spreadXY() const noexcept { return xy - x * y / n; }
};

/// A line of one slope through several phases, each at its own height.
struct Phases {
    Sums newest;
    Sums older;  // the one being walked through
    double olderXX = 0, olderXY = 0;  // of those that are complete
    bool inOlder = false;

    [[nodiscard]] double xx() const noexcept
    {
        return newest.spreadXX() + olderXX + (older.n > 0 ? older.spreadXX() : 0.0);
    }
    [[nodiscard]] double slope() const noexcept
    {
        return (newest.spreadXY() + olderXY + (older.n > 0 ? older.spreadXY() : 0.0)) / xx();
    }
    [[nodiscard]] double at(double x, double slopeThere) const noexcept
    {
        return newest.meanY() + slopeThere * (x - newest.meanX());
    }
    /// Variance of at(x), for a noise of 1.
    [[nodiscard]] double varianceAt(double x) const noexcept
    {
        const double far = x - newest.meanX();
        return 1.0 / newest.n + far * far / xx();
    }
    void nextPhase() noexcept
    {
        if (inOlder && older.n > 0) {
            olderXX += older.spreadXX();
            olderXY += older.spreadXY();
        }
        older = {};
        inOlder = true;
    }
};

/// A window is looked at when it is this long; each about 1.4 times the one before.
constexpr std::size_t kWindows[] = {4, 6, 8, 11, 16, 23, 32, 45, 64, 91, 128, ClockLine::kMostClocks};

bool isWindow(std::size_t clocks) noexcept
{
    return std::find(std::begin(kWindows), std::end(kWindows), clocks) != std::end(kWindows);
}

/// What each window so far says of the clock to come.
class Opinions {
public:
    /// One more, longer than all before. False when one of those contradicts it.
    [[nodiscard]] bool agree(double next, double variance) noexcept
    {
        bool agrees = true;
        for (const auto& [shorter, its] : list_) {
            // The longer window holds the shorter one, so its share of noise is in both.
            const double most = kAgree * kAgree * std::max(its - variance, 0.0);
            agrees = agrees && (next - shorter) * (next - shorter) <= most + 1.0;
        }
        return list_.tryPush({next, variance}) && agrees;
    }

private:
    struct Opinion {
        double next = 0.0;
        double variance = 0.0;
    };
    FixedVector<Opinion, std::size(kWindows) + 1> list_;
};
}  // namespace

TimePoint ClockFit::timeOf(std::int64_t clock) const noexcept
{
    return time + Nanoseconds {std::llround(static_cast<double>(clock - number) * interval)};
}

double ClockFit::clocksSince(TimePoint moment) const noexcept
{
    return nanoseconds(moment - time) / interval;
}

void ClockLine::beginPhase() noexcept
{
    ++phase_;
}

void ClockLine::add(std::int64_t number, TimePoint arrival) noexcept
{
    newest_ = (newest_ + 1) % kMostClocks;
    points_[newest_] = {number, arrival, phase_};
    size_ = std::min(size_ + 1, kMostClocks);
    measureNoise();
}

void ClockLine::measureNoise() noexcept
{
    if (size_ >= 3) {
        const Point &a = point(0), &b = point(1), &c = point(2);
        if (a.phase == c.phase && a.number - c.number == 2) {
            const double bend = nanoseconds((a.time - b.time) - (b.time - c.time));
            bends_[bendCount_++ % kBends] = bend * bend;
        }
    }
    const std::size_t count = std::min(bendCount_, kBends);
    if (count < kGuessUntil) {
        noise_ = kGuessedNoise;
        return;
    }
    std::array<double, kBends> sorted = bends_;
    const auto kept = static_cast<std::ptrdiff_t>(count - count / kLeftOut);
    std::nth_element(
        sorted.begin(), sorted.begin() + kept - 1, sorted.begin() + static_cast<std::ptrdiff_t>(count));
    const double mean =
        std::accumulate(sorted.begin(), sorted.begin() + kept, 0.0) / static_cast<double>(kept);
    // Of three clocks a bend has the variances of two, and four times that of the one in the middle.
    noise_ = std::max(std::sqrt(mean * kLeftOutCorrection / 6.0), kLeastNoise);
}

ClockFit ClockLine::fit() const noexcept
{
    const Point& newest = point(0);
    ClockFit best {newest.number, newest.time, 0.0, 0.0, noise_, 1};
    Phases sums;
    const Point* origin = &newest;
    Opinions opinions;
    for (std::size_t back = 0; back < size_; ++back) {
        const Point& p = point(back);
        if (p.phase != origin->phase) {
            sums.nextPhase();
            origin = &p;
        }
        (sums.inOlder ? sums.older : sums.newest)
            .add(static_cast<double>(p.number - origin->number), nanoseconds(p.time - origin->time));
        const std::size_t clocks = back + 1;
        if ((!isWindow(clocks) && clocks != size_) || !(sums.xx() > 0.0))
            continue;
        const double slope = sums.slope();
        // Windows are compared where they matter: at the clock to come.
        const double variance = noise_ * noise_ * sums.varianceAt(1.0);
        if (!opinions.agree(sums.at(1.0, slope), variance))
            continue;
        best.time = newest.time + Nanoseconds {std::llround(sums.at(0.0, slope))};
        best.interval = slope;
        best.intervalSpread = noise_ / std::sqrt(sums.xx());
        best.spread = std::sqrt(variance);
        best.clocks = clocks;
    }
    return best;
}

double ClockLine::worst(const ClockFit& fit) const noexcept
{
    double most = 0.0;
    for (std::size_t back = 0; back < fit.clocks && point(back).phase == point(0).phase; ++back)
        most = std::max(most, std::abs(nanoseconds(point(back).time - fit.timeOf(point(back).number))));
    return most;
}

}  // namespace clave
