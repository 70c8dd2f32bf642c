#pragma once

#include "scripts/host/interpreter.hpp"

#include <pybind11/pybind11.h>

namespace clave::python {

/// Gives `_clave` what is called several times a step: draw, begin_call and end_call. Python's own calling
/// convention, as pybind11's reading of arguments would be most of what they cost.
void addFastFunctions(pybind11::module_& module, InterpreterServices& services);

}  // namespace clave::python
