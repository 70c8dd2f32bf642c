#include "app/settings.hpp"

#include "core/base/utf8.hpp"
#include "core/io/durable_file.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
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
std::string wordIn(const Json& root, const char* name)
{
    const auto found = root.find(name);
    return found != root.end() && found->is_string() ? found->get<std::string>() : std::string {};
}

std::optional<WindowPlace> placeIn(const Json& root)
{
    const auto found = root.find("window");
    if (found == root.end() || !found->is_array() || found->size() != 4)
        return std::nullopt;
    // Far from any screen, yet small enough to add to.
    constexpr std::int64_t kMost = 100'000;
    std::array<int, 4> values {};
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto& item = (*found)[i];
        if (!item.is_number_integer() || item.get<std::int64_t>() < -kMost
            || item.get<std::int64_t>() > kMost)
            return std::nullopt;
        values[i] = item.get<int>();
    }
    return WindowPlace {values[0], values[1], values[2], values[3]};
}

void readWindow(Settings& settings, const Json& root)
{
    settings.theme = wordIn(root, "theme");
    if (const auto scale = root.find("scale"); scale != root.end() && scale->is_number()) {
        const auto value = scale->get<float>();
        if (value >= Settings::kLeastScale && value <= Settings::kMostScale)
            settings.scale = value;
    }
    const auto ghosts = root.find("ghosts");
    settings.showsGhosts = ghosts == root.end() || *ghosts != false;
    settings.window = placeIn(root);
}

void readPorts(Settings& settings, const Json& root)
{
    if (const auto outputs = root.find("outputs"); outputs != root.end() && outputs->is_object()) {
        for (const auto& [port, name] : outputs->items()) {
            if (name.is_string() && settings.outputs.size() < Settings::kMostPorts)
                settings.outputs.emplace(port, name.get<std::string>());
        }
    }
    if (const auto inputs = root.find("inputs"); inputs != root.end() && inputs->is_array()) {
        auto& names = settings.inputs.emplace();
        for (const auto& name : *inputs) {
            if (name.is_string() && names.size() < Settings::kMostPorts)
                names.push_back(name.get<std::string>());
        }
    }
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
    settings.synth = wordIn(root, "synth");
    readWindow(settings, root);
    readPorts(settings, root);
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
    if (!settings.theme.empty())
        root["theme"] = settings.theme;
    if (settings.scale)
        root["scale"] = *settings.scale;
    if (!settings.showsGhosts)
        root["ghosts"] = false;
    if (settings.window)
        root["window"] = {
            settings.window->x, settings.window->y, settings.window->width, settings.window->height};
    if (!settings.outputs.empty())
        root["outputs"] = settings.outputs;
    if (settings.inputs)
        root["inputs"] = *settings.inputs;
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
