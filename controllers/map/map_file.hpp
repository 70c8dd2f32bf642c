#pragma once

#include "controllers/map/map.hpp"
#include "core/base/result.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// What came of reading a map: the map, or what is wrong with its file.
struct MapReading {
    MapPtr map;  ///< null when there is any fault: half a map is none
    std::vector<std::string> faults;  ///< sentences, each from FILE:LINE:COLUMN on
};

/// Reads a map. Everything that is written is understood, or is a fault with "did you mean".
///
/// The file's shape is in controllers/maps/README.md. \param file its name, for faults and for the map's id.
/// \param lightWords what lights can stand for: lightSourceWords(), which lies above this layer.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] MapReading readMap(
    std::string_view text, const std::string& file, std::span<const std::string_view> lightWords);

/// The same from a file; fails with the first fault, and how many more there are.
[[nodiscard]] Result<MapPtr> loadMap(
    const std::filesystem::path& file, std::span<const std::string_view> lightWords);

}  // namespace clave
