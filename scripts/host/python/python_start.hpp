#pragma once

#include <string>

namespace clave::python {

/// Starts Python isolated: neither the user's environment variables nor the folder it is in change what a
/// script can import. Bytecode is kept in the user's cache, never beside the sources.
/// \param executable what Python is told it is; empty: the system's
/// \returns the sentence why it does not work; empty: it does
[[nodiscard]] std::string startPython(const std::string& executable);

/// What must be so before the package is imported: the path to it, the handlers of the watchdog's signals,
/// the pace at which threads take turns, and when garbage is collected. Throws what Python raises.
void prepare(const std::string& package);

}  // namespace clave::python
