#include "core/sync/clock_counter.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace clave {
namespace {
// Explanations cost twice the logarithm of how unlikely they are, so that costs add up, and the square of a
// distance in standard deviations is one.
constexpr double kLost = 9.2;  // one clock in a hundred
constexpr double kExtra = 18.0;  // one in ten thousand
constexpr double kFarOff = 18.0;
constexpr double kNewTempo = 40.0;  // less likely than any four clocks in a row being lost
constexpr double kNewTempoAfterGuess = 8.0;
constexpr double kNewTempoFromNothing = 3.0;

/// A clock that is within this part of an interval is that clock, whatever the noise.
constexpr double kNear = 0.3;
constexpr double kNoiseReach = 4.5;
constexpr double kFarthest = 0.5;
/// What comes sooner after a clock, in intervals, is the same one again.
constexpr double kEarliest = 0.45;
/// A sender's own unevenness, in intervals: what is less is no reason for a new tempo.
constexpr double kUneven = 0.02;

constexpr std::size_t kCalm = 4;  // so many clocks on the line end a doubt
constexpr std::size_t kFitted = 5;  // arrivals that a new tempo is measured by
constexpr std::size_t kFewestGaps = 3;
constexpr std::size_t kFirstGaps = 4;  // counted one by one while no tempo is known
constexpr std::size_t kOpening = 16;  // from an unknown tempo on, so many stay in doubt together
constexpr double kShortest = 2.4e6;  // nanoseconds: 1040 bpm
constexpr double kLongest = 150e6;

double nanoseconds(Nanoseconds duration) noexcept
{
    return static_cast<double>(duration.count());
}

/// How many clocks such a time is. One that is early is likelier than one that came twice, and a sender that
/// hesitates is likelier than one that leaves a clock out.
std::int64_t steps(double clocks) noexcept
{
    if (clocks < kEarliest)
        return 0;
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(clocks - 0.5)));
}
}  // namespace

struct ClockCounter::Reading {
    double cost = 0.0;
    double interval = 0.0;
    FixedVector<double, kMostDoubted> distances;
};

void ClockCounter::begin(std::int64_t number, TimePoint arrival, Tempo tempo) noexcept
{
    number_ = number;
    distance_ = 0.0;
    tempo_ = tempo;
    opening_ = tempo == Tempo::Unknown;
    newest_ = {arrival, 1};
    settle(newest_);
    if (tempo != Tempo::Known)
        (void)doubted_.tryPush(newest_);  // there is room: it was just emptied
}

void ClockCounter::settle(const Arrival& certain) noexcept
{
    doubted_.clear();
    newest_ = certain;
    certainNumber_ = number_;
    calm_ = 0;
}

/// How unlikely it is that clocks so counted arrive so, and how far off each is. The line has the interval
/// given, or if `free` the one that fits the last arrivals best.
ClockCounter::Reading ClockCounter::explain(
    std::span<const Arrival> arrivals, double interval, bool free, double noise) noexcept
{
    Reading reading;
    std::array<double, kMostDoubted> x {};
    double number = 0.0;
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
        number += i == 0 ? 0.0 : static_cast<double>(arrivals[i].steps);
        x[i] = number;
    }
    const TimePoint origin = arrivals.back().time;
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (std::size_t i = arrivals.size(); i > 0 && n < static_cast<double>(kFitted); --i) {
        if (arrivals[i - 1].steps == 0)
            continue;
        const double px = x[i - 1] - number;
        const double py = nanoseconds(arrivals[i - 1].time - origin);
        n += 1;
        sx += px;
        sy += py;
        sxx += px * px;
        sxy += px * py;
    }
    const double spread = sxx - sx * sx / n;
    reading.interval = free && spread > 0.0 ? (sxy - sx * sy / n) / spread : interval;
    const double sigma = std::max(noise, kUneven * reading.interval);
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
        const double expected = sy / n + reading.interval * (x[i] - number - sx / n);
        const double distance = nanoseconds(arrivals[i].time - origin) - expected;
        (void)reading.distances.tryPush(distance);
        if (arrivals[i].steps == 0) {
            reading.cost += kExtra;
            continue;
        }
        reading.cost += std::min(distance * distance / (sigma * sigma), kFarOff);
        reading.cost += i == 0 ? 0.0 : kLost * static_cast<double>(arrivals[i].steps - 1);
    }
    return reading;
}

/// The same arrivals, counted from the one at `from` on by how many intervals lie between them.
ClockCounter::Arrivals ClockCounter::regroup(
    const Arrivals& arrivals, std::size_t from, double interval) noexcept
{
    Arrivals counted = arrivals;
    TimePoint before = counted[from].time;
    for (std::size_t i = from + 1; i < counted.size(); ++i) {
        counted[i].steps = steps(nanoseconds(counted[i].time - before) / interval);
        if (counted[i].steps > 0)
            before = counted[i].time;
    }
    return counted;
}

void ClockCounter::tally(const Arrivals& arrivals, bool add) noexcept
{
    std::uint64_t lost = 0;
    std::uint64_t doubled = 0;
    for (std::size_t i = 1; i < arrivals.size(); ++i) {
        lost += arrivals[i].steps > 1 ? static_cast<std::uint64_t>(arrivals[i].steps - 1) : 0;
        doubled += arrivals[i].steps == 0 ? 1U : 0U;
    }
    lost_ = add ? lost_ + lost : lost_ - std::min(lost_, lost);
    doubled_ = add ? doubled_ + doubled : doubled_ - std::min(doubled_, doubled);
}

/// Looks for another tempo, from any of the doubted arrivals on, that explains them better. If there is one,
/// they are counted by it.
bool ClockCounter::recount(double interval, double noise) noexcept
{
    const std::size_t gaps = doubted_.size() - 1;
    if (gaps < (tempo_ == Tempo::Unknown ? kFirstGaps : kFewestGaps))
        return false;
    const double news = tempo_ == Tempo::Known ? kNewTempo
        : tempo_ == Tempo::Guessed             ? kNewTempoAfterGuess
                                               : kNewTempoFromNothing;
    const std::span<const Arrival> all {doubted_.begin(), doubted_.size()};
    double best = explain(all, interval, tempo_ == Tempo::Unknown, noise).cost;
    Arrivals winner;
    Reading reading;
    std::size_t change = 0;
    const auto consider = [&](const Arrivals& counted, std::size_t from, double guess) {
        const std::span<const Arrival> these {counted.begin(), counted.size()};
        const Reading its = explain(these.subspan(from), guess, true, noise);
        const double before = from == 0 ? 0.0 : explain(these.first(from + 1), interval, false, noise).cost;
        if (news + before + its.cost < best && its.interval >= kShortest && its.interval <= kLongest) {
            best = news + before + its.cost;
            winner = counted;
            reading = its;
            change = from;
        }
    };
    consider(doubted_, 0, interval);
    for (const double guess : guesses()) {
        if (guess < kShortest || guess > kLongest)
            continue;
        for (std::size_t from = 0; from + kFewestGaps <= gaps; ++from)
            consider(regroup(doubted_, from, guess), from, guess);
    }
    if (winner.empty())
        return false;
    tally(doubted_, false);
    tally(winner, true);
    doubted_ = winner;
    number_ = certainNumber_;
    recounted_.clear();
    const double reach =
        std::clamp(kNoiseReach * noise, kNear * reading.interval, kFarthest * reading.interval);
    for (std::size_t i = 1; i < winner.size(); ++i) {
        number_ += winner[i].steps;
        if (i > change && winner[i].steps > 0)
            (void)recounted_.tryPush(
                {winner[i].time, number_, std::abs(reading.distances[i - change]) <= reach});
    }
    return true;
}

/// What the interval may have become: the mean of the last ones, and their median, which a lost clock leaves
/// alone.
std::array<double, 2> ClockCounter::guesses() const noexcept
{
    const std::size_t gaps = doubted_.size() - 1;
    std::array<double, kFitted> last {};
    const std::size_t looked = std::min(gaps, kFitted);
    for (std::size_t i = 0; i < looked; ++i)
        last[i] = nanoseconds(doubted_[gaps - i].time - doubted_[gaps - i - 1].time);
    const double mean = (last[0] + last[1] + last[2]) / 3.0;
    std::nth_element(last.begin(), last.begin() + looked / 2, last.begin() + looked);
    return {mean, last[looked / 2]};
}

/// There is no sense in what comes: from this clock on, take it as it is.
ClockCounter::Verdict ClockCounter::beginAnew(TimePoint arrival) noexcept
{
    begin(number_, arrival, Tempo::Unknown);
    recounted_.clear();
    (void)recounted_.tryPush({arrival, number_, true});  // there is room: it was just emptied
    return Verdict::Recounted;
}

ClockCounter::Verdict ClockCounter::take(TimePoint arrival, const ClockFit& fit, double noise) noexcept
{
    const bool counting = tempo_ == Tempo::Unknown;
    if (counting && nanoseconds(arrival - newest_.time) < kShortest / 2) {
        ++doubled_;
        return Verdict::Extra;
    }
    const double since =
        counting ? 1.0 : fit.clocksSince(arrival) - static_cast<double>(number_ - fit.number);
    const auto nearest = static_cast<double>(steps(since));
    const double reach = counting
        ? 1.0
        : std::clamp(kNoiseReach * std::hypot(noise, fit.spread) / fit.interval, kNear, kFarthest);
    const bool near = std::abs(since - nearest) <= reach;
    distance_ = counting ? 0.0 : (since - nearest) * fit.interval;

    const Arrival now {arrival, static_cast<std::int64_t>(nearest)};
    number_ += now.steps;
    lost_ += now.steps > 1 ? static_cast<std::uint64_t>(now.steps - 1) : 0;
    doubled_ += now.steps == 0 ? 1 : 0;
    const bool plain = now.steps == 1 && near;
    calm_ = plain ? calm_ + 1 : 0;
    if (!plain && doubted_.empty()) {
        certainNumber_ = number_ - now.steps;
        (void)doubted_.tryPush(newest_);
    }
    newest_ = now;
    if (!doubted_.empty()) {
        const bool room = doubted_.tryPush(now);
        const bool recounted = recount(fit.interval, noise);
        if (!room && !recounted)
            return beginAnew(arrival);
        const bool opens = opening_ && doubted_.size() < kOpening;
        if (!opens && (recounted || calm_ >= kCalm)) {
            settle({arrival, 1});
            tempo_ = Tempo::Known;
            opening_ = false;
        } else if (recounted || calm_ >= kFirstGaps) {
            tempo_ = Tempo::Guessed;
        }
        if (recounted)
            return Verdict::Recounted;
    }
    if (now.steps == 0)
        return Verdict::Extra;
    return near ? Verdict::OnLine : Verdict::OffLine;
}

}  // namespace clave
