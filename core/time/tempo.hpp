#pragma once

#include <algorithm>
#include <cmath>
#include <compare>

namespace clave {

/// Beats (quarter notes) per minute, always within [20, 999].
///
/// The limits are Ableton Link's; below 20 a MIDI clock is slower than 125 ms and receivers give up.
/// Thread-safe: yes. Realtime-safe: yes.
class Tempo {
public:
    static constexpr double kSlowest = 20.0;
    static constexpr double kFastest = 999.0;

    constexpr Tempo() = default;
    /// Outside the limits the nearest limit is taken; not a number becomes 120.
    [[nodiscard]] static constexpr Tempo clampedBpm(double bpm) noexcept
    {
        Tempo tempo;
        tempo.bpm_ = bpm != bpm ? 120.0 : std::clamp(bpm, kSlowest, kFastest);
        return tempo;
    }
    [[nodiscard]] constexpr double bpm() const noexcept { return bpm_; }

    friend constexpr auto operator<=>(const Tempo&, const Tempo&) = default;

private:
    double bpm_ = 120.0;
};

}  // namespace clave
