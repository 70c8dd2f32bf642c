#include "core/model/transform.hpp"

#include "core/midi/names.hpp"
#include "core/model/near_notes.hpp"
#include "core/model/ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <span>

namespace clave {
namespace {
std::span<Step> stepsIn(Pattern& pattern, StepRange range)
{
    const std::size_t end = std::min(range.end, pattern.steps.size());
    const std::size_t first = std::min(range.first, end);
    return std::span(pattern.steps).subspan(first, end - first);
}

std::ptrdiff_t at(std::size_t index)
{
    return static_cast<std::ptrdiff_t>(index);
}

/// Lane loops whose ends lie at or behind a change move with their steps. `moved` says where an index goes.
template <typename Moved>
void moveLoops(Pattern& pattern, Moved moved)
{
    for (LaneLoop& loop : pattern.lanes) {
        const std::size_t end = moved(std::size_t {loop.first} + loop.length, true);
        const std::size_t first = std::min(moved(std::size_t {loop.first}, false), pattern.steps.size() - 1);
        loop = {static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(end > first ? end - first : 0)};
    }
}

int inDegrees(int pitch, int degrees, const Scale& scale)
{
    int base = pitch;
    while (!scale.has(base))
        --base;
    const int offset = pitch - base;
    const int direction = degrees < 0 ? -1 : 1;
    // An octave outside of MIDI is far enough to be refused.
    for (int left = std::abs(degrees); left > 0 && base > -12 && base < 139; --left) {
        do
            base += direction;
        while (!scale.has(base));
    }
    return base + offset;
}

template <typename Move>
Result<Pattern> withPitches(const Pattern& pattern, StepRange range, Move move)
{
    Pattern result = pattern;
    for (Step& step : stepsIn(result, range)) {
        for (Note& note : step.notes) {
            const int pitch = move(note.pitch);
            if (!range::kPitch.has(pitch)) {
                return fail(fmt::format("{} cannot be moved so far; notes are {} to {}.",
                    noteName(note.pitch), noteName(0), noteName(127)));
            }
            note.pitch = static_cast<std::uint8_t>(pitch);
        }
    }
    return result;
}
}  // namespace

Pattern rotated(const Pattern& pattern, StepRange range, int later)
{
    Pattern result = pattern;
    const auto steps = stepsIn(result, range);
    if (steps.empty())
        return result;
    const auto size = static_cast<int>(steps.size());
    const int places = (later % size + size) % size;
    std::rotate(steps.begin(), steps.end() - places, steps.end());
    return result;
}

Pattern reversed(const Pattern& pattern, StepRange range)
{
    Pattern result = pattern;
    std::ranges::reverse(stepsIn(result, range));
    return result;
}

Result<Pattern> doubled(const Pattern& pattern)
{
    const std::size_t added = pattern.windowSize();
    const std::size_t size = pattern.steps.size() + added;
    if (size > kMaxSteps)
        return fail(
            fmt::format("A pattern has at most {} steps; doubled it would have {}.", kMaxSteps, size));
    Pattern result = pattern;
    const std::size_t behind = std::size_t {pattern.last} + 1;
    result.steps.insert(result.steps.begin() + at(behind), pattern.steps.begin() + pattern.first,
        pattern.steps.begin() + at(behind));
    result.last = static_cast<std::uint8_t>(pattern.last + added);
    moveLoops(result, [=](std::size_t index, bool isEnd) {
        return index > behind || (index == behind && !isEnd) ? index + added : index;
    });
    return result;
}

Pattern halved(const Pattern& pattern)
{
    const std::size_t kept = std::max<std::size_t>(pattern.windowSize() / 2, 1);
    const std::size_t first = pattern.first + kept;
    const std::size_t end = std::size_t {pattern.last} + 1;
    Pattern result = pattern;
    result.steps.erase(result.steps.begin() + at(first), result.steps.begin() + at(end));
    result.last = static_cast<std::uint8_t>(first - 1);
    moveLoops(result, [=](std::size_t index, bool) {
        return index <= first ? index : index < end ? first : index - (end - first);
    });
    return result;
}

Result<Pattern> transposed(const Pattern& pattern, StepRange range, int semitones)
{
    return withPitches(pattern, range, [=](int pitch) { return pitch + std::clamp(semitones, -128, 128); });
}

Result<Pattern> transposed(const Pattern& pattern, StepRange range, int degrees, const Scale& scale)
{
    return withPitches(
        pattern, range, [&](int pitch) { return inDegrees(pitch, std::clamp(degrees, -128, 128), scale); });
}

Pattern withGates(const Pattern& pattern, StepRange range, const std::vector<bool>& gates)
{
    Pattern result = pattern;
    const auto steps = stepsIn(result, range);
    for (std::size_t i = 0; i < steps.size() && !gates.empty(); ++i) {
        Step& step = steps[i];
        step.on = gates[i % gates.size()];
        if (step.on && step.notes.empty() && step.locks.empty())
            step.notes = notesNear(pattern, range.first + i);
    }
    return result;
}

}  // namespace clave
