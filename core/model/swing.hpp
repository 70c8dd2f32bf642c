#pragma once

#include "core/time/position.hpp"
#include "core/time/tick.hpp"

namespace clave {

/// The share of a pair of steps that the first one takes: 50 is straight, 66.67 a triplet; only what is not
/// on the pair's start moves (Roger Linn). Never applied to MIDI clock nor to patterns of triplet rate.
struct Swing {
    static constexpr double kStraight = 50.0;
    static constexpr double kLeast = 25.0;
    static constexpr double kMost = 80.0;

    double percent = kStraight;  ///< [25, 80]
    Tick interval = kSixteenth;  ///< half a pair: a 32nd, a 16th or an 8th

    friend constexpr bool operator==(const Swing&, const Swing&) = default;
};

/// Where a straight position sounds: the pair is stretched as a whole, so note ends, nudges and ratchets
/// swing too. Counted from position 0, so that patterns of odd length keep their swung steps.
/// unswung(swung(p)) is p to a unit. Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] Position swung(Position straight, const Swing& swing) noexcept;
/// The inverse: which straight position sounds at `position`. For recording.
[[nodiscard]] Position unswung(Position position, const Swing& swing) noexcept;

}  // namespace clave
