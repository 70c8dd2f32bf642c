#include "controllers/map/map_writer.hpp"

#include "controllers/device/light_words.hpp"
#include "controllers/device/toml_string.hpp"
#include "controllers/map/map_reading.hpp"

#include <fmt/format.h>

#include <array>
#include <span>
#include <vector>

namespace clave {
namespace {
constexpr std::array<std::string_view, 10> kGestures {
    "press", "release", "tap", "hold", "double", "range", "turn", "move", "hold_turn", "whole"};
constexpr std::array<std::string_view, 4> kTakeovers {"jump", "pickup", "scale", "relative"};
constexpr std::array<std::string_view, 3> kModes {"momentary", "toggle", "oneshot"};
constexpr std::array<std::string_view, 3> kGaps {"alphabet", "channel", "strict"};

template <typename Enum, std::size_t Count>
std::string_view wordOf(const std::array<std::string_view, Count>& words, Enum value)
{
    return words[static_cast<std::size_t>(value)];
}

std::string listOf(std::span<const std::string> texts)
{
    std::string out = "[";
    for (const std::string& text : texts)
        out += (out.size() > 1 ? ", " : "") + tomlString(text);
    return out + "]";
}

std::string numberText(const Linear& linear, std::span<const std::string> captures)
{
    std::string out;
    const auto add = [&](std::string_view name, double value) {
        if (value != 0.0)
            out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", name, value);
    };
    add("add", linear.add);
    add("row", linear.row);
    add("col", linear.col);
    add("index", linear.index);
    add("value", linear.value);
    if (linear.capture != 0.0 && linear.captureIndex < captures.size()) {
        out += fmt::format(
            "{}capture = {}", out.empty() ? "" : ", ", tomlString("$" + captures[linear.captureIndex]));
        add("times", linear.capture == 1.0 ? 0.0 : linear.capture);
    }
    const bool isPlain = out.empty() || (linear.add != 0.0 && out.find(',') == std::string::npos);
    return isPlain ? fmt::format("{}", linear.add) : "{ " + out + " }";
}

std::string argumentsText(const std::vector<Argument>& arguments, std::span<const std::string> captures)
{
    std::string out;
    for (const Argument& argument : arguments) {
        // "" is a word too: the base of the layers.
        const bool isWord = !argument.word.empty() || argument.name == "layer";
        out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", argument.name,
            isWord ? tomlString(argument.word) : numberText(argument.number, captures));
    }
    return out;
}

std::string lightText(const Light& light)
{
    const std::string hue(word(light.hue));
    return light.motion == Motion::Steady ? hue : std::string(word(light.motion)) + " " + hue;
}

void writeLight(std::string& out, const LightBind& light)
{
    const std::string arguments = argumentsText(light.arguments, {});
    out += "light = { from = " + tomlString(light.from) + (arguments.empty() ? "" : ", " + arguments);
    for (std::size_t state = 0; state < light.looks.size(); ++state) {
        if (light.looks[state])
            out += fmt::format(
                ", {} = {}", lightStateWords()[state], tomlString(lightText(*light.looks[state])));
    }
    out += " }\n";
}

void writeLayer(std::string& out, const LayerBind& layer)
{
    out += "\n[[layer]]\nname = " + tomlString(layer.name) + "\n";
    if (!layer.on.text.empty())
        out += "on = " + tomlString(layer.on.text) + "\n";
    out += "mode = " + tomlString(wordOf(kModes, layer.mode)) + "\n";
    if (layer.light)
        writeLight(out, *layer.light);
}

void writeDoing(std::string& out, const std::string& layer, const std::string& action,
    const std::vector<Argument>& arguments, std::span<const std::string> captures)
{
    if (!layer.empty())
        out += "layer = " + tomlString(layer) + "\n";
    if (!action.empty())
        out += "do = " + tomlString(action) + "\n";
    if (!arguments.empty())
        out += "args = { " + argumentsText(arguments, captures) + " }\n";
}

void writeBind(std::string& out, const Bind& bind)
{
    out += "\n[[bind]]\non = " + tomlString(bind.on.text) + "\n";
    writeDoing(out, bind.layer, bind.action, bind.arguments, {});
    out += "gesture = " + tomlString(wordOf(kGestures, bind.gesture)) + "\n";
    if (bind.takeover != Takeover::Pickup)
        out += "takeover = " + tomlString(wordOf(kTakeovers, bind.takeover)) + "\n";
    if (bind.light)
        writeLight(out, *bind.light);
    if (bind.priority != 0)
        out += fmt::format("priority = {}\n", bind.priority);
    if (bind.learned)
        out += "learned = true\n";
}

void writeChain(std::string& out, const ChainBind& bind)
{
    const RulesChain& chain = bind.chain;
    std::vector<std::string> rules;
    for (const Rule& rule : chain.rules)
        rules.push_back(rule.text);
    out += "\n[[chain]]\nname = " + tomlString(chain.name) + "\nrules = " + listOf(rules) + "\n";
    out += fmt::format("within_ms = {}\n", chain.withinMs);
    if (chain.gapMs != 0)
        out += fmt::format("gap_ms = {}\n", chain.gapMs);
    out += "gap = " + tomlString(wordOf(kGaps, chain.gap)) + "\n";
    for (const auto& [name, isOn] : {std::pair {"across", chain.across}, std::pair {"overlap", chain.overlap},
             std::pair {"defer", chain.defer}, std::pair {"exclusive", chain.exclusive}}) {
        if (isOn)
            out += fmt::format("{} = true\n", name);
    }
    if (chain.consumeLast)
        out += "consume = \"last\"\n";
    if (chain.priority != 0)
        out += fmt::format("priority = {}\n", chain.priority);
    writeDoing(out, bind.layer, bind.action, bind.arguments, chain.captures);
}
}  // namespace

std::string mapText(const Map& map)
{
    std::string out = fmt::format("schema = 1\nkind = \"map\"\nname = {}\nuse = {}\npage = {}\n",
        tomlString(map.name), listOf(map.use), map.pageSteps);
    if (!map.firstLayer.empty())
        out += "first_layer = " + tomlString(map.firstLayer) + "\n";
    for (const LayerBind& layer : map.layers)
        writeLayer(out, layer);
    for (const Bind& bind : map.binds)
        writeBind(out, bind);
    for (const ChainBind& chain : map.chains)
        writeChain(out, chain);
    return out;
}

}  // namespace clave
