#pragma once

#include "controllers/map/map.hpp"

#include <string>

namespace clave {

/// The map as a file that a person can read and change: reading it back gives the same. Comments and names
/// of looks are not kept. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::string mapText(const Map& map);

}  // namespace clave
