#include "core/model/vary.hpp"

#include "core/base/chance.hpp"
#include "core/model/near_notes.hpp"
#include "core/model/step_numbers.hpp"

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
/// A draw in (-1, 1) for a value of a step.
double swing(std::uint64_t seed, std::size_t step, Field field, std::size_t index)
{
    DrawKey key;
    key.seed = seed;
    key.step = static_cast<std::uint32_t>(step);
    key.purpose = Purpose::Vary;
    key.hit = static_cast<std::uint32_t>(field) << 8U | static_cast<std::uint32_t>(index);
    return 2.0 * drawUnit(key) - 1.0;
}

/// How far a value goes at the full amount, either way.
double reachOf(Field field)
{
    switch (field) {
    case Field::Pitch:
        return 24.0;
    case Field::Gate:
        return 1.0;
    case Field::Nudge:
        return 50.0;
    default:
        return numbersOf(field).most;
    }
}

void toss(const Pattern& pattern, Step& step, std::size_t index, double share, std::uint64_t seed)
{
    if (std::abs(swing(seed, index, Field::On, 0)) >= share)
        return;
    step.on = swing(seed, index, Field::On, 1) > 0.0;
    if (step.on && step.notes.empty() && step.locks.empty())
        step.notes = notesNear(pattern, index);
}

void varyLocks(Step& step, std::size_t index, double share, std::uint64_t seed)
{
    for (std::size_t i = 0; i < step.locks.size(); ++i) {
        Lock& lock = step.locks[i];
        if (lock.kind == Lock::Kind::Program)
            continue;
        const RealRange range = numbersOf(lock);
        const double by = swing(seed, index, Field::Locks, i) * share * (range.most - range.least);
        lock.value =
            static_cast<std::int16_t>(std::lround(std::clamp(lock.value + by, range.least, range.most)));
    }
}

std::size_t endOf(const Pattern& pattern, StepRange range)
{
    return std::min(range.end, pattern.steps.size());
}
}  // namespace

Pattern randomized(
    const Pattern& pattern, StepRange range, Field field, int amount, std::uint64_t seed, const Scale& scale)
{
    Pattern result = pattern;
    const double share = std::clamp(amount, 0, 100) / 100.0;
    if (share == 0.0)
        return result;
    for (std::size_t i = range.first; i < endOf(pattern, range); ++i) {
        Step& step = result.steps[i];
        if (field == Field::On)
            toss(pattern, step, i, share, seed);
        else if (field == Field::Locks)
            varyLocks(step, i, share, seed);
        else
            moveNumbers(step, field, [&](double old, std::size_t index) {
                const double moved = old + swing(seed, i, field, index) * share * reachOf(field);
                return field == Field::Pitch
                    ? scale.nearest(static_cast<int>(std::lround(std::clamp(moved, 0.0, 127.0))))
                    : moved;
            });
    }
    return result;
}

Pattern humanized(const Pattern& pattern, StepRange range, int velocity, int nudge, std::uint64_t seed)
{
    Pattern result = pattern;
    for (std::size_t i = range.first; i < endOf(pattern, range); ++i) {
        Step& step = result.steps[i];
        if (step.notes.empty())
            continue;
        moveNumbers(step, Field::Velocity, [&](double old, std::size_t index) {
            return old + swing(seed, i, Field::Velocity, index) * velocity;
        });
        const double moved = step.nudge + swing(seed, i, Field::Nudge, 0) * nudge;
        step.nudge = static_cast<std::int16_t>(std::lround(std::clamp(
            moved, static_cast<double>(range::kNudge.least), static_cast<double>(range::kNudge.most))));
    }
    return result;
}

Pattern ramped(const Pattern& pattern, StepRange range, Field field, double from, double to)
{
    Pattern result = pattern;
    const std::size_t end = endOf(pattern, range);
    for (std::size_t i = range.first; i < end; ++i) {
        const std::size_t parts = std::max<std::size_t>(end - range.first - 1, 1);
        const double value =
            from + (to - from) * static_cast<double>(i - range.first) / static_cast<double>(parts);
        if (field == Field::Pitch)
            moveChordTo(result.steps[i], static_cast<int>(std::lround(value)));
        else
            changeNumbers(result.steps[i], field, [=](double, std::size_t) { return value; });
    }
    return result;
}

}  // namespace clave
