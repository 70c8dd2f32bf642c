#pragma once

#include "controllers/device/profile.hpp"
#include "controllers/map/map.hpp"

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// Whether a map is written for a device: `use` names its profile, or a kind of device that it is of.
/// \return how well: 0 not at all, 1 to 3 by its kind (knobs, pads, 8 by 8 pads), kFitsByName.
inline constexpr int kFitsByName = 4;
[[nodiscard]] int fitOf(const Map& map, const Profile& profile) noexcept;

/// All maps: those that come with Clave, and a person's own, which stand in for those of the same id.
///
/// A file that becomes broken is told once, and the last good version stays. Thread-safe: no. Realtime-safe:
/// no.
class MapLibrary {
public:
    /// Folders of NAME.map.toml; the later ones come first. One that does not exist is as if empty.
    /// \param lightWords as in readMap().
    MapLibrary(std::vector<std::filesystem::path> folders, std::span<const std::string_view> lightWords);

    /// Reads what is new or was changed since. \return a sentence for each file that is broken now.
    std::vector<std::string> refresh();
    /// Grows whenever refresh() took something new.
    [[nodiscard]] std::uint64_t version() const noexcept { return version_; }

    /// By id; null when there is none.
    [[nodiscard]] MapPtr find(std::string_view id) const;
    /// The one to take for a device if nobody chose another: a person's own before those that come with
    /// Clave, one that names the device before one for its kind. Null when none fits.
    [[nodiscard]] MapPtr bestFor(const Profile& profile) const;
    /// Every map, by id.
    [[nodiscard]] std::vector<MapPtr> all() const;

private:
    struct Entry {
        MapPtr map;  ///< the last good version; null: there was none
        std::filesystem::file_time_type changed;
        std::uintmax_t size = 0;
        std::size_t folder = 0;
    };
    std::vector<std::filesystem::path> folders_;
    std::span<const std::string_view> lightWords_;
    std::map<std::filesystem::path, Entry> entries_;
    std::uint64_t version_ = 0;
};

}  // namespace clave
