#include "controllers/surface/gesture_reader.hpp"

#include "controllers/surface/gesture_times.hpp"

#include <algorithm>

namespace clave {

std::optional<std::uint16_t> GestureReader::find(const BindGroup& group, Gesture gesture) const noexcept
{
    for (const std::uint16_t index : group) {
        const BoundBind& bind = map_.bind(index);
        const bool acts = bind.layer >= 0 || bind.action.info != nullptr;
        // A value that is set by a button is set as it is pressed.
        const bool isPress = gesture == Gesture::Press && bind.gesture == Gesture::Move;
        if (acts && (bind.gesture == gesture || isPress))
            return index;
    }
    return std::nullopt;
}

/// The control that was held first of those with the same bind.
std::optional<std::uint16_t> GestureReader::heldWith(std::uint16_t control, std::uint16_t bind) const noexcept
{
    for (const std::uint16_t other : down_) {
        const Touch& touch = touches_[other];
        if (other != control && touch.group != nullptr && find(*touch.group, Gesture::Range) == bind)
            return other;
    }
    return std::nullopt;
}

void GestureReader::fire(
    const BindGroup& group, Gesture gesture, std::uint16_t control, const Sink& sink) const
{
    if (const auto bind = find(group, gesture))
        sink({*bind, control, Act::Edge::Fire, touches_[control].velocity, std::nullopt});
}

bool GestureReader::press(std::uint16_t control, std::uint8_t velocity, TimePoint time,
    std::span<const std::uint16_t> layers, const Sink& sink)
{
    if (touches_[control].isDown)  // a release was lost
        release(control, time, sink);
    Touch& touch = touches_[control];
    const BindGroup* const group = map_.group(control, layers);
    const bool isDouble = group != nullptr && touch.lastGroup == group
        && time - touch.pressedAt <= kDoubleTime && find(*group, Gesture::Double);
    touch.isDown = true;
    touch.isSpent = false;
    touch.velocity = velocity;
    touch.group = group;
    touch.lastGroup = isDouble ? nullptr : group;
    touch.pressedAt = time;
    if (group == nullptr) {
        return false;
    }
    down_.push_back(control);
    if (isDouble) {
        touch.isSpent = true;
        touch.tapDue.reset();
        fire(*group, Gesture::Double, control, sink);
    }
    if (const auto whole = find(*group, Gesture::Whole))
        sink({*whole, control, Act::Edge::Begin, velocity, std::nullopt});
    const auto range = find(*group, Gesture::Range);
    const auto first = range ? heldWith(control, *range) : std::nullopt;
    if (first) {
        touch.isSpent = true;
        touches_[*first].isSpent = true;
        sink({*range, control, Act::Edge::Fire, velocity, first});
    } else if (!isDouble) {
        fire(*group, Gesture::Press, control, sink);
    }
    return true;
}

void GestureReader::release(std::uint16_t control, TimePoint time, const Sink& sink)
{
    Touch& touch = touches_[control];
    if (!touch.isDown)
        return;
    touch.isDown = false;
    std::erase(down_, control);
    if (touch.group == nullptr)
        return;
    const BindGroup& group = *touch.group;
    if (const auto whole = find(group, Gesture::Whole))
        sink({*whole, control, Act::Edge::End, 0, std::nullopt});
    fire(group, Gesture::Release, control, sink);
    if (touch.isSpent || !find(group, Gesture::Tap))
        return;
    if (!find(group, Gesture::Double)) {
        fire(group, Gesture::Tap, control, sink);
        return;
    }
    touch.tapDue = std::max(time, touch.pressedAt + kDoubleTime);
    if (std::ranges::find(tapsDue_, control) == tapsDue_.end())
        tapsDue_.push_back(control);
}

void GestureReader::advance(TimePoint now, const Sink& sink)
{
    for (std::size_t i = 0; i < down_.size(); ++i) {
        const std::uint16_t control = down_[i];
        Touch& touch = touches_[control];
        if (touch.isSpent || touch.group == nullptr || now - touch.pressedAt < kHoldTime
            || !find(*touch.group, Gesture::Hold))
            continue;
        touch.isSpent = true;
        fire(*touch.group, Gesture::Hold, control, sink);
    }
    std::erase_if(tapsDue_, [&](std::uint16_t control) {
        Touch& touch = touches_[control];
        if (touch.tapDue && *touch.tapDue > now)
            return false;
        if (touch.tapDue && touch.lastGroup != nullptr)
            fire(*touch.lastGroup, Gesture::Tap, control, sink);
        touch.tapDue.reset();
        return true;
    });
}

void GestureReader::letGo(const Sink& sink)
{
    for (std::size_t i = 0; i < down_.size(); ++i) {
        const std::uint16_t control = down_[i];
        if (const auto whole = find(*touches_[control].group, Gesture::Whole))
            sink({*whole, control, Act::Edge::End, 0, std::nullopt});
    }
    down_.clear();
    tapsDue_.clear();
    std::ranges::fill(touches_, Touch {});
}

}  // namespace clave
