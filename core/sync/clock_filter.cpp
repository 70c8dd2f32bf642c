#include "core/sync/clock_filter.hpp"

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
constexpr double kNanosecondsPerMinute = 60e9;
constexpr double kClocksPerQuarter = 24.0;
constexpr Nanoseconds kLeastPatience {150'000'000};
constexpr double kPatience = 4.0;
/// Further off than so many standard deviations, a clock has to be confirmed by the next one.
constexpr double kSuspect = 5.0;
/// A song's length at the greatest tempo: more clocks than that are not skipped at once.
constexpr double kMostSkipped = 1e7;
/// A sender that begins again has left its clocks alone if the next one is within so much of an interval.
constexpr double kOnTime = 0.2;
constexpr double kShortest = 1.2e6;  // nanoseconds
constexpr double kLongest = 150e6;

// The tempo that is shown goes to the measured one slowly, and at once when that is surely another.
constexpr double kSteadiness = 1.0 / 32.0;
constexpr double kSurely = 2.5;  // standard deviations
constexpr int kSureAfter = 6;  // clocks
constexpr double kShownAnyway = 0.02;

double bpmOf(double interval) noexcept
{
    return kNanosecondsPerMinute / kClocksPerQuarter / interval;
}

Nanoseconds rounded(double nanoseconds) noexcept
{
    return Nanoseconds {std::llround(nanoseconds)};
}
}  // namespace

double ClockFilter::interval() const noexcept
{
    return knowsTempo() ? fit_.interval : kNanosecondsPerMinute / kClocksPerQuarter / guess_.bpm();
}

TimePoint ClockFilter::timeOf(std::int64_t number) const noexcept
{
    return fit_.time + rounded(static_cast<double>(number - fit_.number) * interval());
}

Nanoseconds ClockFilter::patience() const noexcept
{
    return std::max(kLeastPatience, rounded(kPatience * interval()));
}

Nanoseconds ClockFilter::jitter() const noexcept
{
    return rounded(line_.scatter(fit_).deviation);
}

Nanoseconds ClockFilter::worstJitter() const noexcept
{
    return rounded(line_.scatter(fit_).worst);
}

bool ClockFilter::clock(TimePoint arrival, Phase phase) noexcept
{
    arrival = any_ ? std::max(arrival, lastArrival_) : arrival;
    const bool silent = any_ && arrival - lastArrival_ > patience();
    lastArrival_ = arrival;
    const bool onTime = any_ && !counter_.isInDoubt() && std::abs(clocksUntil(arrival) - 1.0) <= kOnTime;
    if (!any_ || silent || phase == Phase::New || (phase == Phase::SameIfOnTime && !onTime)) {
        begin(silent && phase == Phase::Same ? clocksUntil(arrival) : 1.0, arrival);
        return true;
    }
    switch (counter_.take(arrival, fit_, line_.noise())) {
    case ClockCounter::Verdict::Extra:
        return false;
    case ClockCounter::Verdict::OnLine:
        takeOnLine({arrival, counter_.number(), true});
        break;
    case ClockCounter::Verdict::OffLine:
        break;
    case ClockCounter::Verdict::Recounted:
        line_.beginPhase();
        for (const CountedClock& counted : counter_.recounted()) {
            if (counted.even)
                line_.add(counted.number, counted.time);
        }
        trust_ = Trust::Full;
        refit();
        break;
    }
    return true;
}

double ClockFilter::clocksUntil(TimePoint moment) const noexcept
{
    return static_cast<double>((moment - timeOf(number())).count()) / interval();
}

/// Whole clocks count on over a silence, so that whoever carried on finds the nearest.
void ClockFilter::begin(double clocksLater, TimePoint arrival) noexcept
{
    const auto later = static_cast<std::int64_t>(std::clamp(std::round(clocksLater), 1.0, kMostSkipped));
    counter_.begin(number() + later, arrival,
        knowsTempo() ? ClockCounter::Tempo::Guessed : ClockCounter::Tempo::Unknown);
    any_ = true;
    trust_ = Trust::Full;
    line_.beginPhase();
    line_.add(counter_.number(), arrival);
    refit();
}

/// One late clock must not bend the line, but two in a row may be a new tempo.
void ClockFilter::takeOnLine(const CountedClock& clock) noexcept
{
    const double off = counter_.distance();
    if (std::abs(off) <= kSuspect * std::hypot(line_.noise(), fit_.spread)) {
        trust_ = Trust::Full;
    } else if (trust_ == Trust::Full || (trust_ == Trust::Suspects && (off > 0.0) != (suspectOff_ > 0.0))) {
        trust_ = Trust::Suspects;
        suspect_ = clock;
        suspectOff_ = off;
        return;
    } else if (trust_ == Trust::Suspects) {
        line_.add(suspect_.number, suspect_.time);
        trust_ = Trust::Confirmed;
    }
    line_.add(clock.number, clock.time);
    refit();
}

void ClockFilter::refit() noexcept
{
    const double before = fit_.interval;
    fit_ = line_.fit();
    fit_.interval = fit_.interval > 0.0 ? std::clamp(fit_.interval, kShortest, kLongest) : before;
    if (!knowsTempo())
        return;
    const double bpm = bpmOf(fit_.interval);
    const double doubt = kSurely * bpm * fit_.intervalSpread / fit_.interval + kShownAnyway;
    otherBpm_ = std::abs(bpm - shownBpm_) > doubt ? otherBpm_ + 1 : 0;
    if (shownBpm_ == 0.0 || otherBpm_ >= kSureAfter)
        shownBpm_ = bpm;
    else if (otherBpm_ == 0)
        shownBpm_ += (bpm - shownBpm_) * kSteadiness;
}

}  // namespace clave
