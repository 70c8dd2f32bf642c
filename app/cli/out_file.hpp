#pragma once

#include "core/base/result.hpp"

#include <string>
#include <string_view>

namespace clave {

/// Writes what a command made: to standard output when `path` is "-", else to a file, which appears whole or
/// not at all. What is no ordinary file (a pipe, /dev/null) is written to as it is. No copy of an older file
/// is kept: it can be made again. Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<void> writeOut(const std::string& path, std::string_view content);

/// Fails when something of this name is there: for commands that never overwrite.
[[nodiscard]] Result<void> mustNotExist(const std::string& path);

}  // namespace clave
