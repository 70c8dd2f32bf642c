#include "controllers/surface/layer_stack.hpp"

#include "controllers/surface/gesture_times.hpp"

#include <algorithm>

namespace clave {

LayerStack::LayerStack(const Map& map, std::span<const std::string> layers)
    : map_(map)
    , layers_(layers)
    , chosen_(map.firstLayer)
{
    arrange();
}

void LayerStack::press(std::size_t layer, TimePoint time)
{
    const LayerBind& bind = map_.layers[layer];
    switch (bind.mode) {
    case LayerBind::Mode::Momentary:
        if (std::ranges::find(held_, layer) == held_.end())
            held_.push_back(layer);
        break;
    case LayerBind::Mode::Toggle:
        before_ = chosen_;
        pressedAt_ = time;
        chosen_ = chosen_ == bind.name ? std::string() : bind.name;
        break;
    case LayerBind::Mode::OneShot:
        oneShot_ = oneShot_ == static_cast<std::int32_t>(layer) ? -1 : static_cast<std::int32_t>(layer);
        break;
    }
    arrange();
}

void LayerStack::release(std::size_t layer, TimePoint time)
{
    const LayerBind& bind = map_.layers[layer];
    std::erase(held_, layer);
    if (bind.mode == LayerBind::Mode::Toggle && chosen_ == bind.name && before_ != bind.name
        && time - pressedAt_ >= kHoldTime)
        chosen_ = before_;
    arrange();
}

void LayerStack::choose(std::string_view name)
{
    chosen_ = name == "base" ? std::string_view() : name;
    arrange();
}

void LayerStack::used()
{
    if (oneShot_ < 0)
        return;
    oneShot_ = -1;
    arrange();
}

void LayerStack::letGo()
{
    held_.clear();
    oneShot_ = -1;
    arrange();
}

const std::string& LayerStack::top() const noexcept
{
    return top_;
}

bool LayerStack::isOn(std::string_view name) const noexcept
{
    const auto isIt = [&](std::size_t layer) { return map_.layers[layer].name == name; };
    return chosen_ == name || std::ranges::any_of(held_, isIt)
        || (oneShot_ >= 0 && isIt(static_cast<std::size_t>(oneShot_)));
}

void LayerStack::addToOrder(const std::string& name)
{
    const auto found = std::ranges::find(layers_, name);
    const auto index = static_cast<std::uint16_t>(found - layers_.begin());
    if (found != layers_.end() && std::ranges::find(order_, index) == order_.end())
        order_.push_back(index);
}

void LayerStack::arrange()
{
    ++version_;
    std::vector<std::string_view> stack;
    if (!chosen_.empty())
        stack.push_back(chosen_);
    for (const std::size_t layer : held_)
        stack.push_back(map_.layers[layer].name);
    if (oneShot_ >= 0)
        stack.push_back(map_.layers[static_cast<std::size_t>(oneShot_)].name);
    order_.clear();
    for (std::size_t upper = stack.size(); upper-- > 0;) {
        for (std::size_t lower = upper; lower-- > 0;) {
            key_.assign(stack[lower]).append("+").append(stack[upper]);
            addToOrder(key_);
        }
        key_.assign(stack[upper]);
        addToOrder(key_);
    }
    order_.push_back(0);
    top_ = stack.empty() ? std::string() : std::string(stack.back());
}

}  // namespace clave
