#include "controllers/surface/learn.hpp"

#include <algorithm>
#include <array>

namespace clave {
namespace {
using Values = std::vector<std::uint16_t>;

/// How few clicks a hand makes from one message to the next.
constexpr int kMostClicks = 12;

bool goesBothWays(const Values& values, Relative encoding)
{
    bool right = false;
    bool left = false;
    for (const std::uint16_t value : values) {
        const int delta = relativeDelta(encoding, value);
        if (delta == 0 || delta > kMostClicks || delta < -kMostClicks)
            return false;
        (delta > 0 ? right : left) = true;
    }
    return right && left;
}

/// Every message could be clicks of this encoding.
bool couldBe(const Values& values, Relative encoding)
{
    return std::ranges::all_of(values, [&](std::uint16_t value) {
        const int delta = relativeDelta(encoding, value);
        return delta != 0 && delta <= kMostClicks && delta >= -kMostClicks;
    });
}

/// Neighbors are near each other but not equal, as a knob's places are.
bool isSweep(const Values& values)
{
    if (values.size() < ControlLearner::kEnough)
        return false;
    const auto [least, most] = std::ranges::minmax(values);
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (values[i] == values[i - 1])
            return false;
    }
    return most - least >= 2;
}

constexpr std::array kEncodings {Relative::TwosComplement, Relative::BinaryOffset, Relative::SignMagnitude};
}  // namespace

std::optional<LearnedControl::Kind> kindOfValues(
    const Values& values, bool isOver, Relative& relative) noexcept
{
    using Kind = LearnedControl::Kind;
    if (values.empty())
        return std::nullopt;
    // A button says one number as it is pressed and 0 as it is let go; an encoder never says 0.
    const std::uint16_t high = std::ranges::max(values);
    const bool isSwitch =
        std::ranges::all_of(values, [&](auto value) { return value == 0 || value == high; });
    if (isSwitch && std::ranges::count(values, 0) > 0)
        return high > 0 && values.size() >= 2 ? std::optional {Kind::Button} : std::nullopt;
    for (const Relative encoding : kEncodings) {
        if (values.size() >= ControlLearner::kEnough && goesBothWays(values, encoding)) {
            relative = encoding;
            return Kind::Relative;
        }
    }
    const bool maybeEncoder =
        std::ranges::any_of(kEncodings, [&](Relative encoding) { return couldBe(values, encoding); });
    if (!maybeEncoder && (isSweep(values) || isOver))
        return Kind::Absolute;
    return std::nullopt;
}

}  // namespace clave
