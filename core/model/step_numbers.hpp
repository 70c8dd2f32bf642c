#pragma once

#include "core/model/ranges.hpp"
#include "core/model/step.hpp"

#include <cstddef>
#include <functional>

namespace clave {

// The values of a step as the numbers that people see: pitch, velocity and chances as they are, a gate in
// steps, a nudge in per cent of a step, locks as their controllers count. Thread-safe: yes. Realtime-safe:
// no.

/// What a field may be; for On and Locks, which are no single number, empty.
[[nodiscard]] RealRange numbersOf(Field field) noexcept;
/// What the value of a lock may be, as stored.
[[nodiscard]] RealRange numbersOf(const Lock& lock) noexcept;

/// Gives each value of a field a new one: of every note, or the step's own. `change` gets the old number and
/// which note it is. The new one is rounded to what can be stored and kept in range.
void changeNumbers(
    Step& step, Field field, const std::function<double(double old, std::size_t index)>& change);

/// As changeNumbers, for changes that start from what is there: notes of velocity 0, which end another note,
/// are left alone, and no other becomes one.
void moveNumbers(Step& step, Field field, const std::function<double(double old, std::size_t index)>& change);

/// The lowest note goes to `pitch`, the others of its chord keep their distance from it.
void moveChordTo(Step& step, int pitch);

}  // namespace clave
