#pragma once

#include "core/io/midi_import_parts.hpp"
#include "core/model/pattern.hpp"

#include <cstdint>
#include <vector>

namespace clave::importing {

/// How a pattern of some rate takes a stretch of onsets: which step each one gets.
struct Fit {
    static constexpr std::int16_t kNoStep = -1;

    Rate rate;
    std::uint8_t steps = 1;
    std::vector<std::int16_t> places;  ///< the step of each onset, rising; kNoStep when it got none
    std::size_t unplaced = 0;
    std::size_t shifted = 0;  ///< onsets that start up to 4 ticks off: too fine for the rate's nudges
    std::size_t lengthened = 0;  ///< notes shorter than the shortest gate
    bool isRepeatable = true;  ///< its steps fill the stretch exactly, and do not reach beyond

    [[nodiscard]] bool keepsAll() const noexcept { return unplaced == 0 && shifted == 0 && lengthened == 0; }
};

/// The best pattern for `onsets`, all in [start, start + length). Best is, in this order: every onset has its
/// exact place, a step of its own and exact lengths; no nudges; and steps near sixteenths, as a musician
/// would write them. The first onset always has a step.
/// \param length in (0, kLongestPattern].
[[nodiscard]] Fit bestFit(const std::vector<const Onset*>& onsets, Tick start, Tick length);

/// A stretch's pattern, with its notes only.
[[nodiscard]] Pattern patternOf(const Fit& fit, const std::vector<const Onset*>& onsets, Tick start);

/// The pattern cut to the shortest loop of whole bars that plays the same.
void shortenToLoop(Pattern& pattern, Tick bar);

/// `ticks` in 1/5040 step, rounded; halves go up.
[[nodiscard]] constexpr std::int64_t inStepParts(Tick ticks, Tick step) noexcept
{
    return floorDiv(2 * ticks * Step::kNudgeStep + step, 2 * step);
}

}  // namespace clave::importing
