#include "core/engine/played_step.hpp"

#include <algorithm>

namespace clave {
namespace {
std::uint32_t lanePlace(const Pattern& pattern, Lane lane, std::uint32_t trigger, std::int64_t count) noexcept
{
    const LaneLoop loop = pattern.lanes[static_cast<std::size_t>(lane)];
    return loop.length == 0 ? trigger : loop.first + static_cast<std::uint32_t>(count % loop.length);
}

/// The note of `lane` that belongs to the i-th of the chord, or `own` when that step has none.
const Note& laneNote(const Pattern& pattern, std::uint32_t lane, std::size_t i, const Note& own) noexcept
{
    const auto& notes = pattern.steps[lane].notes;
    return notes.empty() ? own : notes[std::min(i, notes.size() - 1)];
}

/// FNV-1a over whole numbers, mixed at the end.
class Mark {
public:
    void add(std::int64_t value) noexcept
    {
        hash_ = (hash_ ^ static_cast<std::uint64_t>(value)) * 0x100000001B3ULL;
        hash_ ^= hash_ >> 29U;
    }
    [[nodiscard]] std::uint64_t value() const noexcept { return hash_; }

private:
    std::uint64_t hash_ = 0xCBF29CE484222325ULL;
};

std::int64_t gateNumber(Gate gate) noexcept
{
    return gate.isTied() ? -1 : gate.isInfinite() ? -2 : gate.length();
}

Condition withinLimits(Condition condition) noexcept
{
    condition.cycle.length = std::clamp<std::uint8_t>(condition.cycle.length, 1, 16);
    condition.cycle.mask =
        static_cast<std::uint16_t>(condition.cycle.mask & ((1U << condition.cycle.length) - 1U));
    for (Ask* const ask : {&condition.fill, &condition.first, &condition.pre, &condition.neighbour})
        *ask = std::min(*ask, Ask::No);
    return condition;
}

Retrig withinLimits(Retrig retrig) noexcept
{
    const bool isRate = std::ranges::find(Retrig::kRates, retrig.rate) != Retrig::kRates.end();
    retrig.rate = isRate ? retrig.rate : std::uint8_t {0};
    retrig.count = std::clamp<std::uint8_t>(retrig.count, 1, 10);
    if (retrig.length != Retrig::kInfinite || retrig.rate == 0)
        retrig.length = std::clamp(retrig.length, Retrig::kStep / 8, Retrig::kStep * 128);
    retrig.velocityRamp = std::max<std::int8_t>(retrig.velocityRamp, -127);
    return retrig;
}

bool isWithin(int value, int least, int most) noexcept
{
    return value >= least && value <= most;
}

bool canBeSent(const Lock& lock) noexcept
{
    switch (lock.kind) {
    case Lock::Kind::Cc:
        return isWithin(lock.number, 0, 119) && isWithin(lock.value, 0, 127);
    case Lock::Kind::Cc14:
        return isWithin(lock.number, 0, 31) && isWithin(lock.value, 0, 16383);
    case Lock::Kind::Nrpn:
        return isWithin(lock.number, 0, 16383) && isWithin(lock.value, 0, 16383);
    case Lock::Kind::Program:
        return isWithin(lock.number, Lock::kNoBank, 16383) && isWithin(lock.value, 0, 127);
    case Lock::Kind::Bend:
        return isWithin(lock.value, -8192, 8191);
    case Lock::Kind::Pressure:
        return isWithin(lock.value, 0, 127);
    }
    return false;
}
}  // namespace

LanePlaces lanePlaces(const Pattern& pattern, std::uint32_t trigger, std::int64_t count) noexcept
{
    return {trigger, lanePlace(pattern, Lane::Pitch, trigger, count),
        lanePlace(pattern, Lane::Velocity, trigger, count), lanePlace(pattern, Lane::Gate, trigger, count),
        lanePlace(pattern, Lane::Chance, trigger, count), lanePlace(pattern, Lane::Locks, trigger, count)};
}

PlayedStep writtenStep(const Pattern& pattern, const LanePlaces& places) noexcept
{
    const Step& trigger = pattern.steps[places.trigger];
    PlayedStep step;
    step.on = trigger.on;
    step.slide = trigger.slide;
    step.probability = pattern.steps[places.chance].probability;
    step.nudge = trigger.nudge;
    step.condition = trigger.condition;
    step.retrig = trigger.retrig;
    const auto& pitchLane = pattern.steps[places.pitch].notes;
    const auto& chord = pitchLane.empty() ? trigger.notes : pitchLane;
    // Steps are held to kMaxNotes and kMaxLocks, so there is room for all of them.
    for (std::size_t i = 0; i < chord.size(); ++i)
        (void)step.notes.tryPush({chord[i].pitch, laneNote(pattern, places.velocity, i, chord[i]).velocity,
            laneNote(pattern, places.chance, i, chord[i]).chance,
            laneNote(pattern, places.gate, i, chord[i]).gate});
    for (const Lock& lock : pattern.steps[places.locks].locks)
        (void)step.locks.tryPush(lock);
    return step;
}

std::uint64_t markOf(const PlayedStep& step) noexcept
{
    Mark mark;
    mark.add(step.on | step.slide << 1 | step.asSounding << 2 | step.probability << 8);
    mark.add(step.nudge);
    const Condition& c = step.condition;
    mark.add(static_cast<int>(c.fill) | static_cast<int>(c.first) << 2 | static_cast<int>(c.pre) << 4
        | static_cast<int>(c.neighbour) << 6 | c.cycle.length << 8 | c.cycle.mask << 16);
    mark.add(step.retrig.count | step.retrig.rate << 8 | (step.retrig.velocityRamp + 128) << 16);
    mark.add(step.retrig.length);
    for (const Note& note : step.notes) {
        mark.add(note.pitch | note.velocity << 8 | note.chance << 16);
        mark.add(gateNumber(note.gate));
    }
    mark.add(static_cast<std::int64_t>(step.notes.size()));
    for (const Lock& lock : step.locks) {
        mark.add(static_cast<int>(lock.kind));
        mark.add(lock.number);
        mark.add(lock.value);
    }
    return mark.value();
}

PlayedStep withinLimits(const PlayedStep& step) noexcept
{
    PlayedStep result;
    result.on = step.on;
    result.slide = step.slide;
    result.asSounding = step.asSounding;
    result.probability = std::min<std::uint8_t>(step.probability, 100);
    result.nudge = std::clamp<std::int16_t>(step.nudge, -(Step::kNudgeStep - 1), Step::kNudgeStep - 1);
    result.condition = withinLimits(step.condition);
    result.retrig = withinLimits(step.retrig);
    for (Note note : step.notes) {
        note.velocity = std::min<std::uint8_t>(note.velocity, 127);
        note.chance = std::min<std::uint8_t>(note.chance, 100);
        if (!note.gate.isTied() && !note.gate.isInfinite())
            note.gate = Gate::of(note.gate.length());
        if (note.pitch <= 127)
            (void)result.notes.tryPush(note);
    }
    for (const Lock& lock : step.locks) {
        if (canBeSent(lock))
            (void)result.locks.tryPush(lock);
    }
    return result;
}

}  // namespace clave
