#pragma once

#include <string>

namespace clave::python {

/// The Python of a virtual environment: what Python is told it is started as, so that it finds what is
/// installed there. It must be of the same minor version as the one Clave was built with.
struct Environment {
    std::string executable;  ///< empty with a problem
    std::string problem;  ///< one sentence; empty: it can be used
};

/// \param folder made by `python3 -m venv`. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] Environment findEnvironment(const std::string& folder);

}  // namespace clave::python
