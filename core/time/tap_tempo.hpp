#pragma once

#include "core/base/fixed_vector.hpp"
#include "core/time/tempo.hpp"
#include "core/time/time_point.hpp"

#include <optional>

namespace clave {

/// A tempo from beats tapped by hand.
///
/// Averages the last four intervals and rounds to 0.1 bpm: a finger is no more exact than that. After two
/// seconds without a tap it starts anew, so the slowest tempo that can be tapped is 30 bpm. Thread-safe: no.
/// Realtime-safe: yes.
class TapTempo {
public:
    /// One tap. Nothing until there are two. `now` must not go back.
    std::optional<Tempo> tap(TimePoint now) noexcept;

private:
    static constexpr std::size_t kTaps = 5;
    FixedVector<TimePoint, kTaps> taps_;
};

}  // namespace clave
