#pragma once

#include <string>
#include <vector>

namespace clave {

/// Does what the command line asks for and returns the exit status. Failures are one sentence on standard
/// error.
/// \param arguments without the program's name.
/// Thread-safe: no. Realtime-safe: no.
[[nodiscard]] int runCommandLine(const std::vector<std::string>& arguments);

}  // namespace clave
