#include "app/tempo_keys.hpp"

#include <chrono>
#include <cmath>

namespace clave {
namespace {
constexpr Nanoseconds kOneGesture = std::chrono::seconds {1};

// Sums of 0.1 would show as 119.99999; two decimals keep tempos such as 133.37.
double rounded(double bpm)
{
    return std::round(bpm * 100.0) / 100.0;
}
}  // namespace

bool TempoKeys::isGoingOn(TimePoint now) const noexcept
{
    return isOpen_ && now - last_ <= kOneGesture;
}

TempoKeys::Change TempoKeys::press(TimePoint now, Tempo playing, double delta) noexcept
{
    const Tempo from = isGoingOn(now) ? wanted_ : playing;
    return set(now, Tempo::clampedBpm(rounded(from.bpm() + delta)));
}

TempoKeys::Change TempoKeys::set(TimePoint now, Tempo tempo) noexcept
{
    if (!isGoingOn(now))
        ++gesture_;
    isOpen_ = true;
    last_ = now;
    wanted_ = tempo;
    return {wanted_, gesture_};
}

}  // namespace clave
