#pragma once

#include "core/ports/byte_port.hpp"

#include <cstdint>
#include <vector>

namespace clave {

/// Asks a device who it is (Universal System Exclusive, "identity request") and waits for its answer, 0.3 s
/// at most. \return the answer, F0 and F7 included; empty when none came. What else came meanwhile is lost.
/// Thread-safe: from the thread that owns the port. Realtime-safe: no (it waits).
[[nodiscard]] std::vector<std::uint8_t> askIdentity(BytePort& port);

}  // namespace clave
