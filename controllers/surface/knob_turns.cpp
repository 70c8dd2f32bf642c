#include "controllers/surface/knob_turns.hpp"

#include "controllers/surface/gesture_times.hpp"

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
/// How far apart, in places of the knob, two values may be that the parameter cannot tell apart.
int nearOf(const Param& param, int most)
{
    const auto [low, high] = rangeOf(param);
    return std::max(1, static_cast<int>(std::ceil(most / std::max(high - low, 1.0))) + 1);
}
}  // namespace

void KnobTurns::mark(std::uint16_t control) noexcept
{
    Knob& knob = knobs_[control];
    knob.turn.control = control;
    if (knob.isDirty)
        return;
    knob.isDirty = true;
    dirty_.push_back(control);
}

void KnobTurns::move(std::uint16_t control, std::uint16_t value, std::uint16_t most) noexcept
{
    Turn& turn = knobs_[control].turn;
    turn.isRelative = false;
    turn.value = value;
    turn.most = most;
    mark(control);
}

void KnobTurns::turn(std::uint16_t control, int clicks) noexcept
{
    Turn& turn = knobs_[control].turn;
    if (!knobs_[control].isDirty)
        turn.clicks = 0;
    turn.isRelative = true;
    turn.clicks += clicks;
    mark(control);
}

void KnobTurns::settle(TimePoint now, const Obey& obey)
{
    std::erase_if(dirty_, [&](std::uint16_t control) {
        Knob& knob = knobs_[control];
        if (now - knob.obeyedAt < kMoveInterval && knob.obeyedAt != TimePoint {})
            return false;
        knob.isDirty = false;
        knob.obeyedAt = now;
        obey(knob.turn);
        return true;
    });
}

void KnobTurns::letGo() noexcept
{
    for (const std::uint16_t control : dirty_)
        knobs_[control].isDirty = false;
    dirty_.clear();
    for (Knob& knob : knobs_)
        knob.takeover.reset();
}

std::optional<double> KnobTurns::takeOver(const Turn& turn, const BoundBind& bind,
    std::optional<double> parameter, bool isHeld, std::uint64_t stamp, TimePoint now)
{
    const Param& param = *bind.action.param;
    const auto fromKnob = [&](int place) { return valueAt(param, static_cast<double>(place) / turn.most); };
    // What is held is meant: it need not be fetched first. A lock is what the synth hears anyway.
    if (!parameter || isHeld || param.what == Param::What::Lock || bind.takeover == Takeover::Jump)
        return fromKnob(turn.value);
    Knob& knob = knobs_[turn.control];
    const int there = static_cast<int>(std::lround(wayOf(param, *parameter) * turn.most));
    if (!knob.takeover || knob.bind != &bind) {
        knob.takeover.emplace(bind.takeover, 0, turn.most, nearOf(param, turn.most));
        knob.bind = &bind;
        knob.stamp = stamp;
        knob.takeover->rebind(there);
    } else if (knob.stamp != stamp) {
        knob.stamp = stamp;
        knob.takeover->rebind(there);
    } else {
        knob.takeover->see(there, now);
    }
    const auto moved = knob.takeover->move(turn.value, now);
    return moved ? std::optional {fromKnob(*moved)} : std::nullopt;
}

}  // namespace clave
