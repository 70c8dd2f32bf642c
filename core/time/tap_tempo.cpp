#include "core/time/tap_tempo.hpp"

#include <chrono>
#include <cmath>

namespace clave {
namespace {
constexpr Nanoseconds kForgetAfter = std::chrono::seconds {2};
}  // namespace

std::optional<Tempo> TapTempo::tap(TimePoint now) noexcept
{
    if (!taps_.empty() && now - taps_.back() > kForgetAfter)
        taps_.clear();
    if (taps_.full())
        taps_.removeKeepingOrder(0);
    if (!taps_.tryPush(now) || taps_.size() < 2)
        return std::nullopt;
    const auto span = std::chrono::duration<double> {taps_.back() - taps_[0]}.count();
    if (span <= 0.0)
        return std::nullopt;
    const auto bpm = 60.0 * static_cast<double>(taps_.size() - 1) / span;
    return Tempo::clampedBpm(std::round(bpm * 10.0) / 10.0);
}

}  // namespace clave
