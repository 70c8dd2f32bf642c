#pragma once

#include "controllers/device/profile_library.hpp"
#include "controllers/map/map_library.hpp"
#include "core/base/result.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// Where device profiles and maps are read from: folders with "devices" and "maps" in them.
struct ControllerFolders {
    std::string factory;  ///< what comes with Clave
    std::string user;  ///< a person's own, which stand in for ours; empty: none
};

/// $CLAVE_CONTROLLERS, else where Clave was built from; and "controllers" beside the settings. Thread-safe:
/// yes.
[[nodiscard]] ControllerFolders controllerFolders();

/// All devices and maps that are known by a file, read again when one is saved.
/// Thread-safe: no. Realtime-safe: no.
class ControllerFiles {
public:
    /// Reads everything. \param folders may be missing.
    explicit ControllerFiles(const ControllerFolders& folders);

    /// Reads what was changed since. \return a sentence for each file that is broken; the first time for all.
    [[nodiscard]] std::vector<std::string> refresh();
    /// Grows whenever something was read.
    [[nodiscard]] std::uint64_t version() const noexcept { return version_ + maps_.version(); }

    [[nodiscard]] const ProfileLibrary& profiles() const noexcept { return profiles_; }
    [[nodiscard]] const MapLibrary& maps() const noexcept { return maps_; }

    /// More than one device has a name like that port's: only its answer can tell which it is.
    [[nodiscard]] bool isAmbiguous(std::string_view portName) const;
    /// The map of that id, if it fits the device; else the best one for it; null when there is none.
    /// \param wanted empty: whatever fits best.
    [[nodiscard]] MapPtr mapFor(const Profile& profile, std::string_view wanted) const;
    /// Ids of those that fit.
    [[nodiscard]] std::vector<std::string> mapsFor(const Profile& profile) const;

private:
    using Stamp = std::pair<std::filesystem::file_time_type, std::uintmax_t>;
    [[nodiscard]] std::map<std::string, Stamp> stamps() const;

    std::vector<std::string> deviceFolders_;
    ProfileLibrary profiles_;
    MapLibrary maps_;
    std::map<std::string, Stamp> seen_;  ///< device files by path
    std::vector<std::string> firstFaults_;
    std::uint64_t version_ = 0;
};

}  // namespace clave
