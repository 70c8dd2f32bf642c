#pragma once

#include "controllers/device/device_codec.hpp"
#include "controllers/map/map.hpp"

#include <span>
#include <string>
#include <vector>

namespace clave {

/// What of a map is allowed but probably not meant, a sentence each: devices in `use` that there are none of;
/// on each that there is, binds and layers for controls that it does not have, two binds for the same, layers
/// that nothing goes to, chains that get in each other's way. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::vector<std::string> lint(const Map& map, std::span<const ProfilePtr> known);

}  // namespace clave
