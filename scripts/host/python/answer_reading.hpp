#pragma once

#include "core/engine/played_step.hpp"
#include "scripts/host/interpreter.hpp"

#include <pybind11/pybind11.h>

namespace clave::python {

/// What Runtime.step() returned, not None, as a step:
///
///     (on, slide, as_sounding, probability, nudge, condition, retrig, notes, locks)
///
/// nudge in 1/5040 step; condition a text or None; retrig a text, (count, rate, length, ramp) or None; notes
/// of (pitch, velocity, chance, gate), gate in 1/5040 step, -1 tied, -2 infinite; locks of (kind, number,
/// value). Numbers out of range are brought into it, and what is more than a step holds is left out. False:
/// it is something else, and Python's error is set.
[[nodiscard]] bool readStep(PyObject* result, const InterpreterServices& services, PlayedStep& step);

/// A list of (kind, number, value), kind by its word in song files or its number.
[[nodiscard]] bool readLocks(PyObject* values, PlayedStep& step);

}  // namespace clave::python
