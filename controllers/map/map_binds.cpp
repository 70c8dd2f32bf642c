#include "controllers/map/map_reading.hpp"
#include "controllers/map/params.hpp"
#include "controllers/map/selector.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace clave {
namespace {
constexpr std::array<std::string_view, 10> kGestures {
    "press", "release", "tap", "hold", "double", "range", "turn", "move", "hold_turn", "whole"};
constexpr std::array<std::string_view, 4> kTakeovers {"jump", "pickup", "scale", "relative"};
constexpr std::array<std::string_view, 3> kModes {"momentary", "toggle", "oneshot"};

int lineOf(const TomlFields& fields)
{
    return static_cast<int>(fields.node().source().begin.line);
}

Gesture usualGesture(const ActionInfo* action)
{
    if (action == nullptr)
        return Gesture::Press;
    switch (action->manner) {
    case ActionInfo::Manner::While:
        return Gesture::Whole;
    case ActionInfo::Manner::Value:
        return Gesture::Move;
    case ActionInfo::Manner::Once:
        break;
    }
    return Gesture::Press;
}
}  // namespace

Selector MapReader::readSelector(TomlFields& fields)
{
    Selector selector {fields.needed("on")};
    if (!selector.text.empty()) {
        if (const auto parsed = parseSelector(selector.text); !parsed)
            fields.fault("on", "on: " + parsed.error().message);
    }
    return selector;
}

std::string MapReader::readLayerName(TomlFields& fields) const
{
    const std::string name = fields.text("layer").value_or("");
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t end = std::min(name.find('+', begin), name.size());
        const std::string part = name.substr(begin, end - begin);
        const std::vector<std::string_view> known(layerNames_.begin(), layerNames_.end());
        if (std::ranges::find(known, part) == known.end())
            fields.fault("layer", fmt::format("there is no layer \"{}\"{}", part, didYouMean(part, known)));
        begin = end + 1;
    }
    return name;
}

const ActionInfo* MapReader::readAction(TomlFields& fields, std::string& name)
{
    name = fields.text("do").value_or("");
    if (name.empty())
        return nullptr;
    const ActionInfo* const action = findActionInfo(name);
    if (action == nullptr) {
        const std::string meant = didYouMean(name, actionNames());
        fields.fault("do",
            fmt::format("there is no action \"{}\"{}", name,
                meant.empty() ? "; controllers/maps/ACTIONS.md lists them" : meant));
    }
    return action;
}

std::vector<Argument> MapReader::readArguments(
    TomlFields& outer, const ActionInfo& action, std::span<const std::string> captures)
{
    std::vector<Argument> arguments;
    static const toml::table kNone;
    const bool given = outer.has("args");
    const toml::table* const table = given ? outer.table("args") : &kNone;
    if (table == nullptr)
        return arguments;
    TomlFields fields(*table, fmt::format("args of {}", action.name), outer.faults());
    for (const ArgumentInfo& info : action.arguments) {
        if (info.name.empty())
            break;
        if (info.isNeeded && !fields.has(info.name)) {
            outer.fault("do", fmt::format("{} needs args = {{ {} = ... }}", action.name, info.name));
            continue;
        }
        if (info.kind == ArgumentInfo::Kind::Word) {
            auto word = fields.text(info.name);
            if (!word)
                continue;
            const std::vector<std::string_view> layers(layerNames_.begin(), layerNames_.end());
            if (info.name == "param" && !parseParam(*word))
                fields.fault("param",
                    fmt::format("param is \"{}\"{}; known are {}", *word, didYouMean(*word, paramWords()),
                        fmt::join(paramWords(), ", ")));
            if (info.name == "layer" && *word != "base" && std::ranges::find(layers, *word) == layers.end())
                fields.fault(
                    "layer", fmt::format("there is no layer \"{}\"{}", *word, didYouMean(*word, layers)));
            arguments.push_back({std::string(info.name), {}, std::move(*word)});
        } else if (const auto number = readLinear(fields, info.name, captures)) {
            arguments.push_back({std::string(info.name), *number, {}});
        }
    }
    fields.done();
    return arguments;
}

void MapReader::readLayers(TomlFields& fields, Map& map)
{
    const auto tables = fields.tables("layer");
    for (const toml::table* const table : tables) {
        if (const auto name = (*table)["name"].value<std::string>())
            layerNames_.push_back(*name);
    }
    for (const toml::table* const table : tables) {
        TomlFields layer(*table, "[[layer]]", fields.faults());
        LayerBind bind;
        bind.line = lineOf(layer);
        bind.name = layer.needed("name");
        if (layer.has("on"))  // else only actions go there
            bind.on = readSelector(layer);
        if (const auto mode = layer.word("mode", kModes))
            bind.mode = static_cast<LayerBind::Mode>(*mode);
        bind.light = readLight(layer, {Argument {"layer", {}, bind.name}});
        layer.done();
        map.layers.push_back(std::move(bind));
    }
}

void MapReader::readBinds(TomlFields& fields, Map& map)
{
    for (const toml::table* const table : fields.tables("bind")) {
        TomlFields each(*table, "[[bind]]", fields.faults());
        Bind bind;
        bind.line = lineOf(each);
        bind.on = readSelector(each);
        bind.layer = readLayerName(each);
        const ActionInfo* const action = readAction(each, bind.action);
        if (action != nullptr)
            bind.arguments = readArguments(each, *action, {});
        else
            (void)each.has("args");  // one fault is enough
        bind.gesture = usualGesture(action);
        if (const auto gesture = each.word("gesture", kGestures))
            bind.gesture = static_cast<Gesture>(*gesture);
        if (const auto takeover = each.word("takeover", kTakeovers))
            bind.takeover = static_cast<Takeover>(*takeover);
        bind.light = readLight(each, bind.arguments);
        bind.priority = static_cast<int>(each.whole("priority", {-100, 100}).value_or(0));
        bind.learned = each.flag("learned");
        if (bind.action.empty() && !bind.light)
            each.fault("do or light must be given in [[bind]]");
        each.done();
        map.binds.push_back(std::move(bind));
    }
}

}  // namespace clave
