#include "controllers/map/map_library.hpp"

#include "controllers/map/map_file.hpp"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

namespace clave {
namespace {
constexpr std::string_view kEnding = ".map.toml";

std::vector<std::filesystem::path> mapsIn(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
        at.increment(error)) {
        if (at->path().filename().string().ends_with(kEnding))
            files.push_back(at->path());
    }
    return files;
}

bool hasGroup(const Profile& profile, std::string_view group)
{
    return std::ranges::any_of(
        profile.controls, [&](const Control& control) { return control.group == group; });
}
}  // namespace

int fitOf(const Map& map, const Profile& profile) noexcept
{
    int best = 0;
    for (const std::string& use : map.use) {
        if (use == profile.id)
            return kFitsByName;
        // A device with pads and knobs is for its pads first: those maps have room for knobs, too.
        if (use == "*grid8x8" && profile.rows == 8 && profile.cols == 8)
            best = std::max(best, 3);
        else if (use == "*pads" && hasGroup(profile, "pad"))
            best = std::max(best, 2);
        else if (use == "*knobs" && hasGroup(profile, "knob"))
            best = std::max(best, 1);
    }
    return best;
}

MapLibrary::MapLibrary(
    std::vector<std::filesystem::path> folders, std::span<const std::string_view> lightWords)
    : folders_(std::move(folders))
    , lightWords_(lightWords)
{
}

std::vector<std::string> MapLibrary::refresh()
{
    std::vector<std::string> broken;
    std::set<std::filesystem::path> there;
    for (std::size_t folder = 0; folder < folders_.size(); ++folder) {
        for (const auto& file : mapsIn(folders_[folder])) {
            std::error_code error;
            const auto changed = std::filesystem::last_write_time(file, error);
            const auto size = std::filesystem::file_size(file, error);
            there.insert(file);
            const auto known = entries_.find(file);
            if (error
                || (known != entries_.end() && known->second.changed == changed
                    && known->second.size == size))
                continue;
            Entry& entry = entries_[file];
            entry.changed = changed;
            entry.size = size;
            entry.folder = folder;
            if (auto map = loadMap(file, lightWords_)) {
                entry.map = std::move(*map);
                ++version_;
            } else {
                broken.push_back(map.error().message);
            }
        }
    }
    if (std::erase_if(entries_, [&](const auto& entry) { return !there.contains(entry.first); }) > 0)
        ++version_;
    return broken;
}

std::vector<MapPtr> MapLibrary::all() const
{
    std::map<std::string, std::pair<std::size_t, MapPtr>> byId;
    for (const auto& [file, entry] : entries_) {
        if (!entry.map)
            continue;
        auto& [folder, map] = byId[entry.map->id];
        if (!map || entry.folder >= folder) {
            folder = entry.folder;
            map = entry.map;
        }
    }
    std::vector<MapPtr> maps;
    for (auto& [id, found] : byId)
        maps.push_back(std::move(found.second));
    return maps;
}

MapPtr MapLibrary::find(std::string_view id) const
{
    for (MapPtr& map : all()) {
        if (map->id == id)
            return std::move(map);
    }
    return nullptr;
}

MapPtr MapLibrary::bestFor(const Profile& profile) const
{
    MapPtr best;
    int bestRank = 0;
    for (const auto& [file, entry] : entries_) {
        if (!entry.map)
            continue;
        const int fit = fitOf(*entry.map, profile);
        const int rank =
            fit == 0 ? 0 : fit * static_cast<int>(folders_.size()) + static_cast<int>(entry.folder);
        if (rank > bestRank && find(entry.map->id) == entry.map) {
            bestRank = rank;
            best = entry.map;
        }
    }
    return best;
}

}  // namespace clave
