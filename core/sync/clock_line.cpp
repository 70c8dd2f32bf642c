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
/// Noise is measured by how much the bend of the line changes from clock to clock: neither a tempo nor a ramp
/// makes that. Once from clocks side by side, for jitter, and once from clocks further apart, for a sender
/// whose clocks creep and then hop.
constexpr std::int64_t kReaches[] = {1, 8};
/// One change in so many, the largest, is left out: a tempo step and a late clock are no noise. What the
/// others add up to is then too little by this factor (between even and normal distribution).
constexpr std::size_t kLeftOut = 8;
constexpr double kLeftOutCorrection = 1.7;
constexpr double kVariances = 20.0;  // of a clock, in such a change: 1 + 3 * 3 + 3 * 3 + 1
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
    noise_ = 0.0;
    for (const std::int64_t reach : kReaches)
        noise_ = std::max(noise_, noiseAt(reach));
    noise_ = noise_ > 0.0 ? std::max(noise_, kLeastNoise) : kGuessedNoise;
}

double ClockLine::noiseAt(std::int64_t reach) const noexcept
{
    std::array<double, kMostClocks> squares {};
    std::size_t count = 0;
    const auto apart = static_cast<std::size_t>(reach);
    for (std::size_t back = 0; back + 3 * apart < size_; ++back) {
        const Point &a = point(back), &b = point(back + apart);
        const Point &c = point(back + 2 * apart), &d = point(back + 3 * apart);
        if (a.phase != d.phase || a.number - b.number != reach || b.number - c.number != reach
            || c.number - d.number != reach)
            continue;
        const double change = nanoseconds((a.time - d.time) - 3 * (b.time - c.time));
        squares[count++] = change * change;
    }
    if (count < kGuessUntil)
        return 0.0;
    const auto kept = static_cast<std::ptrdiff_t>(count - count / kLeftOut);
    std::nth_element(
        squares.begin(), squares.begin() + kept - 1, squares.begin() + static_cast<std::ptrdiff_t>(count));
    const double sum = std::accumulate(squares.begin(), squares.begin() + kept, 0.0);
    return std::max(1.0, std::sqrt(sum / static_cast<double>(kept) * kLeftOutCorrection / kVariances));
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

Scatter ClockLine::scatter(const ClockFit& fit) const noexcept
{
    double worst = 0.0;
    double squares = 0.0;
    std::size_t count = 0;
    while (count < fit.clocks && point(count).phase == point(0).phase) {
        const double off = nanoseconds(point(count).time - fit.timeOf(point(count).number));
        worst = std::max(worst, std::abs(off));
        squares += off * off;
        ++count;
    }
    // Two clocks are always on the line.
    return count <= 2 ? Scatter {} : Scatter {std::sqrt(squares / static_cast<double>(count - 2)), worst};
}

}  // namespace clave
