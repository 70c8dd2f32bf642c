#include "core/io/midi_import_controls.hpp"

#include "core/io/midi_import_fit.hpp"

#include <algorithm>
#include <utility>

namespace clave::importing {
namespace {
/// Puts controllers on the steps of a pattern, which has its notes.
class ControlPlacer {
public:
    ControlPlacer(Pattern& pattern, Tick start) : pattern_(pattern), start_(start), step_(pattern.rate.step())
    {
        for (std::size_t i = 0; i < pattern.steps.size(); ++i) {
            if (pattern.steps[i].on)
                taken_.push_back({soundsAt(i), i});
        }
        std::ranges::sort(taken_);
    }

    /// False when it had to share a step with what is of its kind, or to come earlier, or found no room.
    bool place(const Control& control)
    {
        const Tick offset = control.at - start_;
        const auto after = std::ranges::upper_bound(taken_, offset, {}, &Taken::first);
        const bool hasBefore = after != taken_.begin();
        if (hasBefore && (after - 1)->first == offset && hasRoomFor(*(after - 1), control.lock))
            return addLock(pattern_.steps[(after - 1)->second], control.lock);
        for (const std::int64_t place : {floorDiv(offset, step_), floorDiv(offset, step_) + 1}) {
            const auto index = static_cast<std::size_t>(place);
            const std::int64_t nudge = inStepParts(offset - step_ * place, step_);
            if (index >= pattern_.steps.size() || pattern_.steps[index].on || nudge <= -Step::kNudgeStep
                || nudge >= Step::kNudgeStep)
                continue;
            Step& step = pattern_.steps[index];
            step.on = true;
            step.nudge = static_cast<std::int16_t>(nudge);
            taken_.insert(after, {offset, index});
            return addLock(step, control.lock);
        }
        // Onto what sounds just before; the value that comes last stays.
        if (!taken_.empty())
            (void)addLock(pattern_.steps[(hasBefore ? after - 1 : after)->second], control.lock);
        return false;
    }

private:
    using Taken = std::pair<Tick, std::size_t>;  ///< when, which step

    [[nodiscard]] Tick soundsAt(std::size_t index) const noexcept
    {
        const auto place = step_ * static_cast<std::int64_t>(index);
        return place
            + Tick {floorDiv(2 * step_ * pattern_.steps[index].nudge + Tick {Step::kNudgeStep},
                Tick {2 * std::int64_t {Step::kNudgeStep}})};
    }

    [[nodiscard]] bool hasRoomFor(const Taken& taken, const Lock& lock) const
    {
        const auto& locks = pattern_.steps[taken.second].locks;
        return locks.size() < kMaxLocks
            && std::ranges::none_of(
                locks,
                [&](const Lock& other) { return other.kind == lock.kind && other.number == lock.number; });
    }

    Pattern& pattern_;
    Tick start_;
    Tick step_;
    std::vector<Taken> taken_;  ///< in order of time
};
}  // namespace

bool addLock(Step& step, const Lock& lock)
{
    const auto same = std::ranges::find_if(step.locks,
        [&](const Lock& other) { return other.kind == lock.kind && other.number == lock.number; });
    if (same != step.locks.end() && lock.kind != Lock::Kind::Program)
        same->value = lock.value;
    else if (step.locks.size() < kMaxLocks)
        step.locks.push_back(lock);
    else
        return false;
    return true;
}

std::size_t placeControls(Pattern& pattern, const std::vector<Control>& controls, Tick start)
{
    ControlPlacer placer(pattern, start);
    return static_cast<std::size_t>(
        std::ranges::count_if(controls, [&](const Control& control) { return !placer.place(control); }));
}

}  // namespace clave::importing
