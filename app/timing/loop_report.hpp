#pragma once

#include "app/timing/loop_ports.hpp"
#include "app/timing/loop_run.hpp"

#include <string>

namespace clave {

// What `clave timing` prints. Thread-safe: yes. Realtime-safe: no.

/// For a person, some lines.
[[nodiscard]] std::string loopText(const Loop& loop, const LoopRun& run);
/// For a program; times in microseconds. Documented in app/README.md.
[[nodiscard]] std::string loopJson(const Loop& loop, const LoopRun& run);

}  // namespace clave
