#pragma once

#include "core/base/result.hpp"
#include "core/model/pattern.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace clave {

/// What of a step is typed, or shown as text to be typed over.
struct StepTarget {
    enum class What : std::uint8_t {
        On,
        Notes,
        Velocity,
        Gate,
        NoteChance,
        Probability,
        Nudge,
        Condition,
        Retrig,
        Lock
    };
    What what = What::Notes;
    Lock lock;  ///< for What::Lock: its kind and number; the value does not matter
};

/// The pattern with `text` typed over some of its steps. A number is
///
///     100   60..72   +=2  -=5  *=1.5  /=2   rand(90,110)   50%
///
/// where `..` goes evenly from the first of `steps` to the last, both included, and `rand` draws for each of
/// them, ends included, the same for the same seed. Numbers count as in step_numbers.hpp; `50%` is half of
/// the largest velocity, of a step for gates and nudges. Pitches may be names, "F#3" (octaves as in
/// core/midi/names.hpp), and several make a chord: "C4 E4 G4". Besides there are
///
///     on off (On)   tie hold (Gate)   x3 1/16 off (Retrig)   off (Lock)
///     1:4 !1:4 fill !fill first !first pre !pre nei !nei always (Condition; several must all hold)
///
/// and formulas, for all notes of a step alike: "=60 + 12 * (cycle % 2)" (scripts/README.md).
///
/// Notes switch their step on, unless they only move what is there (+=); a step without any gets one. A typed
/// value takes the place of an expression. What goes over an end by += and the like stays at it; what is
/// typed as such must be in range. Errors are one sentence that says what is allowed.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] Result<Pattern> typedOver(const Pattern& pattern, std::span<const std::size_t> steps,
    const StepTarget& target, std::string_view text, std::uint64_t seed);

/// The formula that is there, with its sign; empty without one.
[[nodiscard]] std::string formulaOf(const Step& step, const StepTarget& target);

/// What to show for a step, and to type again: of a chord its pitches, else the value of its first note.
/// Empty where there is none.
[[nodiscard]] std::string textOf(const Step& step, const StepTarget& target);

}  // namespace clave
