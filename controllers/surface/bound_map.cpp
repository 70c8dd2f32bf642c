#include "controllers/surface/bound_map.hpp"

#include "controllers/map/selector.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace clave {
namespace {
BoundAction boundAction(const std::string& name, const std::vector<Argument>& arguments)
{
    BoundAction bound;
    bound.info = findActionInfo(name);
    if (bound.info == nullptr)
        return bound;
    if (bound.info->id == ActionId::Hook)
        bound.word = name.substr(kHookPrefix.size());
    for (const Argument& argument : arguments) {
        const std::size_t at = bound.info->indexOf(argument.name);
        if (at >= ActionInfo::kMostArguments)
            continue;
        if (bound.info->arguments[at].kind != ArgumentInfo::Kind::Word)
            bound.numbers[at] = argument.number;
        else
            bound.word = argument.word;
        if (argument.name == "param")
            bound.param = parseParam(argument.word);
    }
    return bound;
}

/// Which of a light's numbers an argument is.
BoundLight boundLight(const LightBind& light)
{
    BoundLight bound;
    bound.bind = &light;
    bound.source = lightSource(light.from).value_or(LightSource::Always);
    const bool ofParam = bound.source == LightSource::Param || bound.source == LightSource::ValueBar;
    bool hasIndex = false;
    for (const Argument& argument : light.arguments) {
        const std::string& name = argument.name;
        if (!argument.word.empty()) {
            bound.word = argument.word;
        } else if (name == "slot" || name == "count") {
            bound.second = argument.number;
        } else if (name == "track" && !ofParam) {
            bound.index = argument.number;
            hasIndex = true;
        } else if (name == "track") {
            bound.track = argument.number;
        } else if (!hasIndex && name != "to" && name != "by" && name != "now") {
            bound.index = argument.number;
        }
    }
    return bound;
}
}  // namespace

double valueOf(const Linear& linear, const LinearInput& input) noexcept
{
    double value = linear.add + linear.row * input.row + linear.col * input.col + linear.index * input.index
        + linear.value * input.value;
    if (linear.capture != 0.0 && linear.captureIndex < input.captures.size())
        value += linear.capture * input.captures[linear.captureIndex];
    return value;
}

BoundMap::BoundMap(ProfilePtr profile, MapPtr map) : profile_(std::move(profile)), map_(std::move(map))
{
    groups_.resize(1, std::vector<BindGroup>(profile_->controls.size()));
    for (std::size_t i = 0; i < map_->layers.size(); ++i)
        addLayer(i);
    for (std::size_t i = 0; i < map_->binds.size(); ++i)
        addBind(i);
    for (const ChainBind& chain : map_->chains)
        chains_.push_back(boundAction(chain.action, chain.arguments));
    const auto rank = [this](std::uint16_t index) {
        const BoundBind& bind = binds_[index];
        return std::tuple {-bind.priority, bind.width, -static_cast<int>(index)};
    };
    for (auto& layer : groups_) {
        for (BindGroup& group : layer)
            std::ranges::stable_sort(group, {}, rank);
    }
}

std::size_t BoundMap::layerIndex(const std::string& name)
{
    const auto found = std::ranges::find(layers_, name);
    if (found != layers_.end())
        return static_cast<std::size_t>(found - layers_.begin());
    layers_.push_back(name);
    groups_.emplace_back(profile_->controls.size());
    return layers_.size() - 1;
}

void BoundMap::add(const Selector& on, const std::string& layer, BoundBind bind)
{
    const auto selector = parseSelector(on.text);
    if (!selector)
        return;
    const auto controls = controlsOf(*selector, *profile_);
    bind.width = controls.size();
    const auto index = static_cast<std::uint16_t>(binds_.size());
    binds_.push_back(std::move(bind));
    if (selector->kind == ParsedSelector::Kind::Notes)
        notes_ = index;
    else if (selector->kind == ParsedSelector::Kind::Program)
        program_ = index;
    if (controls.empty())
        return;
    auto& groups = groups_[layerIndex(layer)];
    for (const std::uint16_t control : controls)
        groups[control].push_back(index);
}

void BoundMap::addBind(std::size_t index)
{
    const Bind& from = map_->binds[index];
    BoundBind bind;
    bind.bind = static_cast<std::int32_t>(index);
    bind.gesture = from.gesture;
    bind.takeover = from.takeover;
    bind.action = boundAction(from.action, from.arguments);
    if (from.light)
        bind.light = boundLight(*from.light);
    bind.priority = from.priority;
    add(from.on, from.layer, std::move(bind));
}

void BoundMap::addLayer(std::size_t index)
{
    const LayerBind& from = map_->layers[index];
    BoundBind bind;
    bind.layer = static_cast<std::int32_t>(index);
    bind.gesture = Gesture::Whole;
    if (from.light)
        bind.light = boundLight(*from.light);
    if (!from.on.text.empty())
        add(from.on, "", std::move(bind));
}

const BindGroup* BoundMap::group(std::uint16_t control, std::span<const std::uint16_t> layers) const noexcept
{
    for (const std::uint16_t layer : layers) {
        const BindGroup& group = groups_[layer][control];
        const bool acts = std::ranges::any_of(group, [this](std::uint16_t index) {
            return binds_[index].layer >= 0 || binds_[index].action.info != nullptr;
        });
        if (acts)
            return &group;
    }
    return nullptr;
}

const BoundLight* BoundMap::light(std::uint16_t control, std::span<const std::uint16_t> layers) const noexcept
{
    for (const std::uint16_t layer : layers) {
        for (const std::uint16_t index : groups_[layer][control]) {
            if (binds_[index].light.bind != nullptr)
                return &binds_[index].light;
        }
    }
    return nullptr;
}

LinearInput BoundMap::placeOf(std::uint16_t control, int value) const noexcept
{
    const Control& place = profile_->controls[control];
    return {place.row, place.col, place.index, value, {}};
}

}  // namespace clave
