#pragma once

#include "core/model/scale.hpp"
#include "core/model/transform.hpp"

#include <cstdint>

namespace clave {

// Values that are spread over the steps of a pattern. What is drawn is the same for the same seed on every
// machine; the pattern given stays as it is. Thread-safe: yes. Realtime-safe: no.

/// Moves the values of a field by chance. `amount` in [0, 100]: 0 changes nothing; at 100 a velocity, chance
/// or lock may become anything, a pitch moves by up to two octaves and stays in `scale`, a gate by up to a
/// step, a nudge by up to half a step. Field::On: that share of the steps is tossed for. Programs stay.
[[nodiscard]] Pattern randomized(const Pattern& pattern, StepRange range, Field field, int amount,
    std::uint64_t seed, const Scale& scale = {});

/// As a hand would play it: every note up to `velocity` louder or softer, every step with notes up to `nudge`
/// earlier or later, in 1/5040 step.
[[nodiscard]] Pattern humanized(
    const Pattern& pattern, StepRange range, int velocity, int nudge, std::uint64_t seed);

/// The values of a field go evenly from `from` on the first step of the range to `to` on the last, in the
/// numbers of step_numbers.hpp. Chords move as they are. Not for Field::On and Field::Locks.
[[nodiscard]] Pattern ramped(const Pattern& pattern, StepRange range, Field field, double from, double to);

}  // namespace clave
