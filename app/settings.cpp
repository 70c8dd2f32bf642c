#include "app/settings.hpp"

#include "core/base/utf8.hpp"
#include "core/io/durable_file.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <mutex>

namespace clave {
namespace {
using Json = nlohmann::json;
constexpr std::size_t kMostBytes = 1U << 20U;

std::vector<std::uint32_t> idsIn(const Json& list)
{
    std::vector<std::uint32_t> ids;
    if (!list.is_array())
        return ids;
    for (const auto& item : list) {
        if (item.is_number_unsigned() && item.get<std::uint64_t>() <= UINT32_MAX)
            ids.push_back(item.get<std::uint32_t>());
    }
    return ids;
}

std::vector<std::string> songsIn(const Json& list)
{
    std::vector<std::string> songs;
    for (const auto& item : list.is_array() ? list : Json::array()) {
        if (item.is_string() && songs.size() < Settings::kMostRecent)
            songs.push_back(item.get<std::string>());
    }
    return songs;
}
}  // namespace

void Settings::rememberSong(const std::string& songPath)
{
    std::erase(recentSongs, songPath);
    recentSongs.insert(recentSongs.begin(), songPath);
    if (recentSongs.size() > kMostRecent)
        recentSongs.resize(kMostRecent);
}

Settings parseSettings(std::string_view text)
{
    Settings settings;
    const auto root = Json::parse(text, nullptr, false);
    if (!root.is_object())
        return settings;
    if (const auto synth = root.find("synth"); synth != root.end() && synth->is_string())
        settings.synth = synth->get<std::string>();
    settings.recentSongs = songsIn(root.value("recentSongs", Json {}));
    const auto moved = root.find("movedTracks");
    if (moved == root.end() || !moved->is_object())
        return settings;
    for (const auto& [song, list] : moved->items()) {
        auto ids = idsIn(list);
        if (!ids.empty() && settings.movedTracks.size() < Settings::kMostSongs)
            settings.movedTracks.emplace(song, std::move(ids));
    }
    return settings;
}

std::string settingsText(const Settings& settings)
{
    auto root = Json::object();
    if (!settings.synth.empty())
        root["synth"] = settings.synth;
    if (!settings.movedTracks.empty())
        root["movedTracks"] = settings.movedTracks;
    // A path that is no UTF-8 could not be read back.
    std::vector<std::string> recent = settings.recentSongs;
    std::erase_if(recent, [](const std::string& path) { return !isUtf8(path); });
    if (!recent.empty())
        root["recentSongs"] = recent;
    // Names come from the system and need not be UTF-8.
    return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string settingsPath()
{
    // Relative values must be ignored (XDG Base Directory Specification).
    if (const char* const config = std::getenv("XDG_CONFIG_HOME"); config != nullptr && config[0] == '/')
        return std::string {config} + "/clave/settings.json";
    if (const char* const home = std::getenv("HOME"); home != nullptr && home[0] == '/')
        return std::string {home} + "/.config/clave/settings.json";
    return {};
}

Settings loadSettings(const std::string& path)
{
    const auto text = path.empty() ? Result<std::string> {fail("")} : readWholeFile(path, kMostBytes);
    return text ? parseSettings(*text) : Settings {};
}

Result<void> saveSettings(const Settings& settings, const std::string& path)
{
    if (path.empty())
        return fail("there is no home folder to remember it in");
    std::error_code ignored;  // what cannot be made is told by the saving itself
    std::filesystem::create_directories(std::filesystem::path {path}.parent_path(), ignored);
    return saveDurably(path, settingsText(settings));
}

Result<void> changeSettings(const std::string& path, const std::function<void(Settings&)>& change)
{
    static std::mutex oneAtATime;
    const std::scoped_lock lock(oneAtATime);
    Settings settings = loadSettings(path);
    change(settings);
    return saveSettings(settings, path);
}

std::string rememberedName(const std::string& songPath)
{
    std::error_code error;
    const auto whole = std::filesystem::weakly_canonical(songPath, error);
    return error ? songPath : whole.string();
}

}  // namespace clave
