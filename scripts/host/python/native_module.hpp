#pragma once

#include "scripts/host/interpreter.hpp"

#include <pybind11/pybind11.h>

namespace clave::python {

/// Gives the module `_clave` what it works with. Before anything imports it; one for the process.
void setServices(InterpreterServices& services) noexcept;

/// The handler of WatchdogSignals::overBudget(): raises ScriptTimeout if the call is still under way.
void raiseIfOverBudget();

/// Waits for room on the ring, once. Signals are looked at, so that a timeout gets through.
void waitForRoom(InterpreterServices& services);

/// Hands the text on. Throws what Python raises meanwhile.
void sendText(InterpreterServices& services, std::string_view kind, std::string_view json);
void sendAnswer(InterpreterServices& services, const ScriptAnswer& answer);

}  // namespace clave::python
