#pragma once

#include "core/base/result.hpp"
#include "core/model/pattern.hpp"
#include "core/model/scale.hpp"

#include <cstddef>
#include <vector>

namespace clave {

/// Steps [first, end) of a pattern; what lies beyond its steps is left out.
struct StepRange {
    std::size_t first = 0;
    std::size_t end = kMaxSteps;

    friend constexpr bool operator==(const StepRange&, const StepRange&) = default;
};

// Changes of a pattern as a whole; the pattern given stays as it is, so each can be shown before it is made.
// A step moves with all that is its own: notes, nudge, condition, tie and slide, which then hold into
// whatever step comes next. Thread-safe: yes. Realtime-safe: no.

/// The steps move `later` places later (earlier when negative), around the ends of the range.
[[nodiscard]] Pattern rotated(const Pattern& pattern, StepRange range, int later);
/// The steps in the opposite order; nothing within them is turned around.
[[nodiscard]] Pattern reversed(const Pattern& pattern, StepRange range);

/// The steps of the window are written a second time behind it, and both are the new window. Fails when that
/// makes more than kMaxSteps. Lane loops keep their steps.
[[nodiscard]] Result<Pattern> doubled(const Pattern& pattern);
/// Only the first half of the window stays, one step at least; the odd one goes. halved(doubled(p)) is p.
[[nodiscard]] Pattern halved(const Pattern& pattern);

/// All notes, those of steps that are off too. Fails when one would leave the range of MIDI: a chord that is
/// bent at the edge is nobody's wish.
[[nodiscard]] Result<Pattern> transposed(const Pattern& pattern, StepRange range, int semitones);
/// By degrees of a scale. A note between two degrees keeps its distance from the lower one.
[[nodiscard]] Result<Pattern> transposed(
    const Pattern& pattern, StepRange range, int degrees, const Scale& scale);

/// Switches the steps of the range on and off as `gates` says, which is repeated as needed (euclid.hpp makes
/// some). Nothing else changes, so that the notes of rests come back with the gates of before; only a step
/// that is to sound and holds nothing gets the notes near it.
[[nodiscard]] Pattern withGates(const Pattern& pattern, StepRange range, const std::vector<bool>& gates);

}  // namespace clave
