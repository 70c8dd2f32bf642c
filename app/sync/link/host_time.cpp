#include "app/sync/link/host_time.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace clave {
namespace {
constexpr Nanoseconds kSlow = std::chrono::microseconds {50};  // of a pair: somebody else ran in between
constexpr double kStep = 300e3;  // nanoseconds: more than the jitter of any clock that is worth following
constexpr int kStepPairs = 3;
constexpr double kMostDrift = 1e-3;
// Bandwidth of the loop in Hz: at first as quick as the pairs allow, in the end slower than any jitter.
constexpr double kQuick = 1.0;
constexpr double kCalm = 0.05;
}  // namespace

void HostTime::begin(Nanoseconds host, TimePoint reference) noexcept
{
    known_ = true;
    anchor_ = host;
    base_ = reference.time_since_epoch() - host;
    ahead_ = 0.0;
    apart_ = 0;
}

void HostTime::add(Host before, TimePoint reference, Host after) noexcept
{
    // Whole microseconds are cut off, not rounded: the truth lies half of one later.
    const Nanoseconds host = (Nanoseconds {before} + Nanoseconds {after}) / 2 + Nanoseconds {500};
    if (!known_)
        return begin(host, reference);
    if (Nanoseconds {after - before} > kSlow || host <= anchor_)
        return;

    const double passed = static_cast<double>((host - anchor_).count());
    const double predicted = ahead_ + passed * drift_;
    const double error =
        static_cast<double>((reference.time_since_epoch() - host - base_).count()) - predicted;
    if (std::abs(error) > kStep) {
        if (++apart_ >= kStepPairs)
            begin(host, reference);
        return;
    }
    apart_ = 0;

    const double seconds = std::min(passed * 1e-9, 0.1);
    age_ += seconds;
    const double bandwidth = std::clamp(0.5 / age_, kCalm, kQuick);
    const double turn = 2.0 * std::numbers::pi * bandwidth * seconds;
    ahead_ = predicted + std::min(std::numbers::sqrt2 * turn, 1.0) * error;
    drift_ = std::clamp(drift_ + turn * turn * error / (seconds * 1e9), -kMostDrift, kMostDrift);
    anchor_ = host;
}

TimePoint HostTime::reference(Host host) const noexcept
{
    const double passed = static_cast<double>((host - anchor_).count());
    return TimePoint {Nanoseconds {host} + base_ + Nanoseconds {std::llround(ahead_ + passed * drift_)}};
}

HostTime::Host HostTime::host(TimePoint reference) const noexcept
{
    const double passed =
        (static_cast<double>((reference.time_since_epoch() - base_ - anchor_).count()) - ahead_) / rate();
    return std::chrono::round<Host>(anchor_ + Nanoseconds {std::llround(passed)});
}

}  // namespace clave
