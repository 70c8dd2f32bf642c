#include "controllers/midi/takeover.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace clave {

TakeoverKnob::TakeoverKnob(Takeover mode, int least, int most, int within) noexcept
    : mode_(mode)
    , least_(least)
    , most_(std::max(least, most))
    , within_(within)
    , parameter_(least)
{
}

bool TakeoverKnob::reaches(int knob) const noexcept
{
    const double distance = knob - parameter_;
    if (std::abs(distance) <= within_)
        return true;
    return knob_.has_value() && (*knob_ - parameter_ < 0.0) != (distance < 0.0);
}

double TakeoverKnob::scaled(int knob) const noexcept
{
    if (!knob_)
        return parameter_;
    // What is left of the way, of the parameter and of the knob, shrinks by the same share.
    const int end = knob > *knob_ ? most_ : least_;
    if (*knob_ == end)
        return parameter_;
    const double share = static_cast<double>(knob - *knob_) / (end - *knob_);
    return parameter_ + share * (end - parameter_);
}

std::optional<int> TakeoverKnob::move(int knob, TimePoint now) noexcept
{
    knob = std::clamp(knob, least_, most_);
    double wanted = parameter_;
    switch (mode_) {
    case Takeover::Jump:
        caught_ = true;
        break;
    case Takeover::Pickup:
        caught_ = caught_ || reaches(knob);
        break;
    case Takeover::Scale:
        wanted = scaled(knob);
        caught_ = caught_ || std::lround(wanted) == knob;
        break;
    case Takeover::Relative:
        wanted = parameter_ + (knob_ ? knob - *knob_ : 0);
        break;
    }
    if (caught_)
        wanted = knob;
    wanted = std::clamp<double>(wanted, least_, most_);
    knob_ = knob;
    const long before = std::lround(parameter_);
    parameter_ = wanted;
    const long after = std::lround(wanted);
    if (after == before && !caught_)
        return std::nullopt;
    moved_ = now;
    return static_cast<int>(after);
}

void TakeoverKnob::see(int parameter, TimePoint now) noexcept
{
    const bool ours = std::lround(parameter_) == parameter;
    if (ours || (moved_ && now - *moved_ < kOnItsWay))
        return;
    rebind(parameter);
}

void TakeoverKnob::rebind(int parameter) noexcept
{
    parameter_ = parameter;
    moved_.reset();
    caught_ = mode_ != Takeover::Relative && knob_ && std::abs(*knob_ - parameter) <= within_;
    // In the relative way only how far the knob moves counts, wherever the parameter is.
    if (!caught_ && mode_ != Takeover::Relative)
        knob_.reset();
}

}  // namespace clave
