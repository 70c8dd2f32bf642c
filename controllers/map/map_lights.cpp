#include "controllers/device/light_words.hpp"
#include "controllers/map/map_reading.hpp"
#include "controllers/map/params.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace clave {
namespace {
constexpr std::array<std::string_view, kLightStateCount> kStates {"off", "on", "accent", "held", "cursor",
    "playing", "playing_on", "outside", "queued", "selected", "armed", "recording", "muted", "soloed",
    "locked", "outside_on"};
constexpr std::array<std::string_view, 9> kNumbers {
    "step", "track", "slot", "scene", "page", "key", "beat", "index", "count"};
}  // namespace

std::span<const std::string_view> lightStateWords() noexcept
{
    return kStates;
}

std::optional<Light> parseLight(std::string_view text)
{
    Light light;
    const std::size_t space = text.find(' ');
    if (space != std::string_view::npos) {
        const auto motion = motionOf(text.substr(0, space));
        if (!motion)
            return std::nullopt;
        light.motion = *motion;
        text.remove_prefix(space + 1);
    }
    const auto hue = hueOf(text);
    if (!hue)
        return std::nullopt;
    light.hue = *hue;
    return light;
}

void MapReader::readStates(TomlFields& fields, Looks& looks)
{
    for (std::size_t state = 0; state < kStates.size(); ++state) {
        const auto text = fields.text(kStates[state]);
        if (!text)
            continue;
        looks[state] = parseLight(*text);
        if (!looks[state]) {
            const std::string_view hue = std::string_view(*text).substr(text->rfind(' ') + 1);
            fields.fault(kStates[state],
                fmt::format("{} is \"{}\"; write a color, or flash or pulse and a color{}", kStates[state],
                    *text, didYouMean(hue, hueWords())));
        }
    }
}

void MapReader::readLooks(TomlFields& fields)
{
    const toml::table* const looks = fields.table("look");
    if (looks == nullptr)
        return;
    for (const auto& [name, node] : *looks) {
        const auto* const table = node.as_table();
        if (table == nullptr) {
            fields.fault("look", "write [look.NAME] with a color for each state");
            continue;
        }
        TomlFields states(*table, fmt::format("[look.{}]", name.str()), fields.faults());
        readStates(states, looks_[std::string(name.str())]);
        states.done();
    }
}

std::optional<LightBind> MapReader::readLight(TomlFields& outer, const std::vector<Argument>& ofBind)
{
    const toml::table* const table = outer.table("light");
    if (table == nullptr)
        return std::nullopt;
    TomlFields fields(*table, "light", outer.faults());
    LightBind light;
    if (fields.has("from")) {
        if (const auto word = fields.word("from", lightWords_))
            light.from = lightWords_[*word];
    } else {
        fields.fault("from must be given in light: what the light stands for");
    }
    // What it shows is mostly what its control does.
    const auto inherit = [&](std::string_view name) {
        const auto found = std::ranges::find(ofBind, name, &Argument::name);
        if (found != ofBind.end())
            light.arguments.push_back(*found);
    };
    for (const std::string_view name : kNumbers) {
        if (const auto number = readLinear(fields, name, {}))
            light.arguments.push_back({std::string(name), *number, {}});
        else
            inherit(name);
    }
    for (const std::string_view name : {"param", "layer"}) {
        if (auto word = fields.text(name))
            light.arguments.push_back({std::string(name), {}, std::move(*word)});
        else
            inherit(name);
    }
    for (const Argument& argument : light.arguments) {
        if (argument.name == "param" && !parseParam(argument.word)) {
            fields.fault("param",
                fmt::format("param is \"{}\"{}", argument.word, didYouMean(argument.word, paramWords())));
        }
    }
    if (const auto name = fields.text("look")) {
        const auto found = looks_.find(*name);
        std::vector<std::string_view> known;
        for (const auto& [key, look] : looks_)
            known.push_back(key);
        if (found != looks_.end())
            light.looks = found->second;
        else
            fields.fault("look", fmt::format("there is no [look.{}]{}", *name, didYouMean(*name, known)));
    }
    readStates(fields, light.looks);
    fields.done();
    return light;
}

}  // namespace clave
