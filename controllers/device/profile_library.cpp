#include "controllers/device/profile_library.hpp"

#include "controllers/device/byte_pattern.hpp"
#include "controllers/device/port_names.hpp"
#include "controllers/device/profile_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

namespace clave {
namespace {
namespace fs = std::filesystem;

/// Without a slash at the end, dots and double slashes.
std::string plain(const fs::path& folder)
{
    return (folder / "").lexically_normal().parent_path().string();
}

std::vector<std::string> filesOf(const std::string& folder)
{
    std::vector<std::string> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path().extension() == ".toml" && entry.is_regular_file(ignored))
            files.push_back(entry.path().string());
    }
    std::ranges::sort(files);
    return files;
}

/// How well a profile fits a port; 0: not at all.
int fit(const Profile& profile, const PortName& port, std::span<const std::uint8_t> reply)
{
    constexpr int kIdentity = 10'000;
    if (profile.isOsc)
        return 0;
    const bool agrees = matches(profile.identity, reply);
    if (profile.ports.empty())
        return agrees ? kIdentity : 0;
    int best = 0;
    for (const std::string& glob : profile.ports) {
        if (globTakes(glob, port))
            best = std::max(best, 1 + globWeight(glob));
    }
    return best > 0 && agrees ? best + kIdentity : best;
}
}  // namespace

std::vector<std::string> ProfileLibrary::addFolder(const std::string& folder)
{
    folders_.push_back(plain(folder));
    std::vector<std::string> faults;
    for (const std::string& file : filesOf(folder)) {
        if (auto fault = load(file, folders_.size() - 1))
            faults.push_back(std::move(*fault));
    }
    return faults;
}

std::optional<std::string> ProfileLibrary::reload(const std::string& path)
{
    const auto folder = std::ranges::find(folders_, plain(fs::path(path).parent_path()));
    if (folder == folders_.end())
        return fmt::format("{} lies in none of the folders that devices are read from.", path);
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
        std::erase_if(entries_, [&](const Entry& entry) { return entry.path == path; });
        return std::nullopt;
    }
    return load(path, static_cast<std::size_t>(folder - folders_.begin()));
}

std::optional<std::string> ProfileLibrary::load(const std::string& path, std::size_t folder)
{
    Result<Profile> profile = loadProfile(path);
    if (!profile)
        return profile.error().message;
    const auto twin = std::ranges::find_if(entries_, [&](const Entry& entry) {
        return entry.folder == folder && entry.path != path && entry.profile->id == profile->id;
    });
    if (twin != entries_.end())
        return fmt::format(
            "{}: the id \"{}\" belongs to {}; give this device another.", path, profile->id, twin->path);
    auto made = std::make_shared<const Profile>(std::move(*profile));
    const auto known = std::ranges::find(entries_, path, &Entry::path);
    if (known != entries_.end())
        known->profile = std::move(made);
    else
        entries_.push_back({path, folder, std::move(made)});
    return std::nullopt;
}

std::vector<ProfilePtr> ProfileLibrary::profiles() const
{
    std::map<std::string_view, const Entry*> best;
    for (const Entry& entry : entries_) {
        const Entry*& there = best[entry.profile->id];
        if (there == nullptr || there->folder < entry.folder)
            there = &entry;
    }
    std::vector<ProfilePtr> all;
    for (const auto& [id, entry] : best)
        all.push_back(entry->profile);
    return all;
}

ProfilePtr ProfileLibrary::byId(std::string_view id) const
{
    const Entry* best = nullptr;
    for (const Entry& entry : entries_) {
        if (entry.profile->id == id && (best == nullptr || best->folder < entry.folder))
            best = &entry;
    }
    return best == nullptr ? nullptr : best->profile;
}

ProfilePtr ProfileLibrary::find(
    std::string_view rawPortName, std::span<const std::uint8_t> identityReply) const
{
    const PortName port = plainPortName(rawPortName);
    ProfilePtr best;
    int bestFit = 0;
    for (const ProfilePtr& profile : profiles()) {
        const int its = fit(*profile, port, identityReply);
        if (its > bestFit) {
            bestFit = its;
            best = profile;
        }
    }
    return best;
}

}  // namespace clave
