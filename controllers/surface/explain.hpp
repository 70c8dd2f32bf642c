#pragma once

#include "controllers/device/profile.hpp"
#include "controllers/map/map.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace clave {

/// What bytes from a device mean, a sentence each: "cc 89 = 127, channel 1: side 1 pressed, 127: chooses
/// track 1 (grid8x8.map.toml:130); with shift it mutes ...", and what chains still wait for. `map` may be
/// null. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::vector<std::string> explain(
    std::span<const std::uint8_t> bytes, std::shared_ptr<const Profile> profile, MapPtr map);

/// What of a map is allowed but probably not meant on a device, a sentence each: binds for controls that it
/// does not have, two for the same, layers that nothing goes to, chains that get in each other's way.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::vector<std::string> lint(const Map& map, const Profile& profile);

}  // namespace clave
