#include "app/window/ui/theme.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace clave {
namespace {
constexpr std::array<std::pair<const char*, Color Theme::*>, 15> kColors {{{"background", &Theme::background},
    {"panel", &Theme::panel}, {"raised", &Theme::raised}, {"cell", &Theme::cell},
    {"cellOther", &Theme::cellOther}, {"line", &Theme::line}, {"edge", &Theme::edge}, {"text", &Theme::text},
    {"textQuiet", &Theme::textQuiet}, {"textOnColor", &Theme::textOnColor}, {"focus", &Theme::focus},
    {"accent", &Theme::accent}, {"ok", &Theme::ok}, {"warning", &Theme::warning}, {"error", &Theme::error}}};

const std::string& folder()
{
    static const std::string kFolder = CLAVE_ASSETS_DIR "/themes";
    return kFolder;
}

std::optional<Color> colorOf(const nlohmann::json& value)
{
    return value.is_string() ? parseColor(value.get<std::string>()) : std::nullopt;
}
}  // namespace

Result<Theme> parseTheme(std::string_view text, const std::string& file)
{
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        return fail(fmt::format("{} is no JSON object.", file));
    Theme theme;
    theme.name = json.value("name", file);
    for (const auto& [key, member] : kColors) {
        const auto color = json.contains(key) ? colorOf(json.at(key)) : std::nullopt;
        if (!color)
            return fail(fmt::format("{}: {} must be a color like \"#1A2B3C\".", file, key));
        theme.*member = *color;
    }
    const auto tracks = json.find("tracks");
    if (tracks == json.end() || !tracks->is_array() || tracks->size() != Theme::kTrackColors)
        return fail(fmt::format("{}: tracks must be {} colors.", file, Theme::kTrackColors));
    for (std::size_t i = 0; i < Theme::kTrackColors; ++i) {
        const auto color = colorOf((*tracks)[i]);
        if (!color)
            return fail(fmt::format("{}: tracks[{}] must be a color like \"#1A2B3C\".", file, i));
        theme.tracks[i] = *color;
    }
    return theme;
}

Result<Theme> loadTheme(const std::string& name)
{
    const auto file = fmt::format("{}/{}.json", folder(), name);
    std::ifstream stream(file);
    if (!stream)
        return fail(fmt::format("{} cannot be read.", file));
    return parseTheme(std::string(std::istreambuf_iterator<char>(stream), {}), file);
}

std::vector<std::string> themeNames()
{
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder(), error)) {
        if (entry.path().extension() == ".json")
            names.push_back(entry.path().stem().string());
    }
    std::ranges::sort(names);
    return names;
}

}  // namespace clave
