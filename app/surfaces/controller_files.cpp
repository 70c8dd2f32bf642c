#include "app/surfaces/controller_files.hpp"

#include "app/settings.hpp"
#include "controllers/device/port_names.hpp"
#include "controllers/lights/light_source.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <system_error>
#include <utility>

namespace clave {
namespace {
std::vector<std::string> foldersOf(const ControllerFolders& folders, const char* kind)
{
    std::vector<std::string> all {folders.factory + "/" + kind};
    if (!folders.user.empty())
        all.push_back(folders.user + "/" + kind);
    return all;
}

std::vector<std::filesystem::path> mapFolders(const ControllerFolders& folders)
{
    const auto all = foldersOf(folders, "maps");
    return {all.begin(), all.end()};
}
}  // namespace

ControllerFolders controllerFolders()
{
    ControllerFolders folders;
    const char* const named = std::getenv("CLAVE_CONTROLLERS");
    folders.factory = named != nullptr && named[0] != '\0' ? named : CLAVE_CONTROLLERS_DIR;
    if (const auto settings = settingsPath(); !settings.empty())
        folders.user = (std::filesystem::path {settings}.parent_path() / "controllers").string();
    return folders;
}

ControllerFiles::ControllerFiles(const ControllerFolders& folders)
    : deviceFolders_(foldersOf(folders, "devices"))
    , maps_(mapFolders(folders), lightSourceWords())
{
    seen_ = stamps();
    for (const auto& folder : deviceFolders_)
        std::ranges::move(profiles_.addFolder(folder), std::back_inserter(firstFaults_));
    std::ranges::move(maps_.refresh(), std::back_inserter(firstFaults_));
}

std::map<std::string, ControllerFiles::Stamp> ControllerFiles::stamps() const
{
    std::map<std::string, Stamp> found;
    for (const auto& folder : deviceFolders_) {
        std::error_code error;
        for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
            at.increment(error)) {
            if (at->path().extension() != ".toml")
                continue;
            std::error_code gone;  // between being listed and being looked at
            const Stamp stamp {at->last_write_time(gone), at->file_size(gone)};
            if (!gone)
                found.emplace(at->path().string(), stamp);
        }
    }
    return found;
}

std::vector<std::string> ControllerFiles::refresh()
{
    auto faults = std::exchange(firstFaults_, {});
    auto now = stamps();
    const auto reload = [&](const std::string& path) {
        ++version_;
        if (auto fault = profiles_.reload(path))
            faults.push_back(std::move(*fault));
    };
    for (const auto& [path, stamp] : now) {
        const auto before = seen_.find(path);
        if (before == seen_.end() || before->second != stamp)
            reload(path);
    }
    for (const auto& [path, stamp] : seen_) {
        if (!now.contains(path))
            reload(path);
    }
    seen_ = std::move(now);
    std::ranges::move(maps_.refresh(), std::back_inserter(faults));
    return faults;
}

bool ControllerFiles::isAmbiguous(std::string_view portName) const
{
    const auto name = plainPortName(portName);
    const auto profiles = profiles_.profiles();
    return std::ranges::count_if(profiles, [&](const ProfilePtr& profile) {
        return std::ranges::any_of(
            profile->ports, [&](const std::string& glob) { return globTakes(glob, name); });
    }) > 1;
}

MapPtr ControllerFiles::mapFor(const Profile& profile, std::string_view wanted) const
{
    if (!wanted.empty()) {
        auto map = maps_.find(wanted);
        if (map != nullptr && fitOf(*map, profile) > 0)
            return map;
    }
    return maps_.bestFor(profile);
}

std::vector<std::string> ControllerFiles::mapsFor(const Profile& profile) const
{
    std::vector<std::string> names;
    for (const auto& map : maps_.all()) {
        if (fitOf(*map, profile) > 0)
            names.push_back(map->id);
    }
    return names;
}

}  // namespace clave
