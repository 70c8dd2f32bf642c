#include "core/engine/direction.hpp"

#include <algorithm>

namespace clave {
namespace {
std::uint32_t walkPlace(DrawKey key, std::uint32_t steps, std::uint32_t moves) noexcept
{
    key.purpose = Purpose::Direction;
    std::uint32_t place = drawBelow(key, steps);
    key.purpose = Purpose::Walk;
    for (key.step = 1; key.step <= moves; ++key.step) {
        const std::uint32_t quarter = drawBelow(key, 4);
        if (quarter < 2)
            place = place + 1 == steps ? 0 : place + 1;
        else if (quarter == 2)
            place = place == 0 ? steps - 1 : place - 1;
    }
    return place;
}

std::uint32_t randomPlace(DrawKey key, std::uint32_t steps, std::uint32_t i) noexcept
{
    key.purpose = Purpose::Direction;
    key.step = i;
    return drawBelow(key, steps);
}
}  // namespace

std::uint32_t passLength(Direction direction, std::uint32_t steps) noexcept
{
    switch (direction) {
    case Direction::EndsTwice:
        return 2 * steps;
    case Direction::EndsOnce:
        return std::max(1U, 2 * steps - 2);
    default:
        return steps;
    }
}

std::uint32_t passAfter(const Pattern& pattern, std::int64_t count) noexcept
{
    if (count < 0)
        return 0;
    return static_cast<std::uint32_t>(count / passLength(pattern.direction, pattern.windowSize())) + 1;
}

Tick passTicks(const Pattern& pattern) noexcept
{
    return pattern.rate.step() * passLength(pattern.direction, pattern.windowSize());
}

StepPlace stepPlace(const Pattern& pattern, std::int64_t count, DrawKey key) noexcept
{
    const std::uint32_t steps = pattern.windowSize();
    const std::uint32_t length = passLength(pattern.direction, steps);
    StepPlace place;
    place.pass = static_cast<std::uint32_t>(count / length);
    const auto i = static_cast<std::uint32_t>(count % length);
    key.pass = place.pass;
    switch (pattern.direction) {
    case Direction::Forward:
        place.index = i;
        break;
    case Direction::Backward:
        place.index = steps - 1 - i;
        break;
    case Direction::EndsTwice:
        place.index = i < steps ? i : 2 * steps - 1 - i;
        place.occurrence = i < steps ? 0 : 1;
        break;
    case Direction::EndsOnce:
        place.index = i < steps ? i : 2 * steps - 2 - i;
        place.occurrence = i < steps ? 0 : 1;
        break;
    case Direction::Random:
        place.index = randomPlace(key, steps, i);
        place.occurrence = i;
        break;
    case Direction::Walk:
        place.index = walkPlace(key, steps, i);
        place.occurrence = i;
        break;
    }
    place.index += pattern.first;
    return place;
}

}  // namespace clave
