#include "core/model/fault_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace clave {
namespace {
constexpr std::string_view kLaneNames[kLaneCount] = {"pitch", "velocity", "gate", "chance", "locks"};

void checkNote(FaultList& faults, const Place& at, const Note& note)
{
    faults.whole(at, "note", note.pitch, range::kPitch);
    faults.whole(at, "velocity", note.velocity, range::kVelocity);
    faults.whole(at, "chance", note.chance, range::kPercent);
}

void checkCondition(FaultList& faults, const Place& at, const Condition& condition)
{
    const CycleMask& cycle = condition.cycle;
    if (!range::kCycle.has(cycle.length))
        faults.add({at, "cycle"}, fmt::format("has {} passes; allowed are 1 to 16", cycle.length));
    else if ((cycle.mask >> cycle.length) != 0)
        faults.add({at, "cycle"}, fmt::format("names passes beyond its {}", cycle.length));
}

void checkRetrig(FaultList& faults, const Place& at, const Retrig& retrig)
{
    faults.whole(at, "count", retrig.count, range::kRetrigCount);
    faults.whole(at, "ramp", retrig.velocityRamp, range::kRamp);
    if (retrig.rate != 0 && std::ranges::find(Retrig::kRates, retrig.rate) == Retrig::kRates.end())
        faults.add({at, "rate"}, fmt::format("is 1/{}, which is no retrig rate", retrig.rate));
    if (retrig.length == Retrig::kInfinite && retrig.rate == 0)
        faults.add({at, "length"}, "is infinite, which only a retrig by rate may be");
    else if (retrig.length != Retrig::kInfinite && !range::kRetrigLength.has(retrig.length))
        faults.add({at, "length"}, "is out of range; allowed are 0.125 to 128 steps");
}

void checkLock(FaultList& faults, const Place& at, const Lock& lock)
{
    switch (lock.kind) {
    case Lock::Kind::Cc:
        faults.whole(at, "cc", lock.number, range::kController);
        faults.whole(at, "value", lock.value, range::kSevenBits);
        return;
    case Lock::Kind::Cc14:
        faults.whole(at, "cc14", lock.number, range::kFineController);
        faults.whole(at, "value", lock.value, range::kFourteenBits);
        return;
    case Lock::Kind::Nrpn:
        faults.whole(at, "nrpn", lock.number, range::kFourteenBits);
        faults.whole(at, "value", lock.value, range::kFourteenBits);
        return;
    case Lock::Kind::Program:
        faults.whole(at, "program", lock.value + 1, range::kProgram);
        if (lock.number != Lock::kNoBank)
            faults.whole(at, "bank", lock.number, range::kBank);
        return;
    case Lock::Kind::Bend:
        faults.whole(at, "bend", lock.value, range::kBend);
        break;
    case Lock::Kind::Pressure:
        faults.whole(at, "pressure", lock.value, range::kSevenBits);
        break;
    }
    if (lock.number != 0)
        faults.add(at, "is a bend or pressure and has a controller number");
}

std::size_t placesOf(Field field, const Step& step)
{
    switch (field) {
    case Field::Pitch:
    case Field::Velocity:
    case Field::Gate:
    case Field::NoteChance:
        return step.notes.size();
    case Field::Locks:
        return step.locks.size();
    case Field::On:
    case Field::Probability:
    case Field::Nudge:
        break;
    }
    return 1;
}

void checkExpressions(FaultList& faults, const Place& at, const Step& step)
{
    const Expression* last = nullptr;
    for (const Expression& expression : step.expressions) {
        if (expression.index >= placesOf(expression.field, step))
            faults.add(at, "has an expression for a note or lock that it does not have");
        if (last != nullptr
            && std::tie(last->field, last->index) >= std::tie(expression.field, expression.index))
            faults.add(at, "has two expressions for one value, or has them out of order");
        if (expression.text.empty())
            faults.add(at, "has an empty expression");
        faults.longText(at, "expression", expression.text);
        last = &expression;
    }
}

void checkLane(FaultList& faults, const Place& at, LaneLoop loop, std::size_t steps)
{
    if (loop.first >= steps || std::size_t {loop.first} + loop.length > steps)
        faults.add(
            at, fmt::format("covers steps {} to {} of {}", loop.first + 1, loop.first + loop.length, steps));
}
}  // namespace

void check(FaultList& faults, const Place& at, const Step& step)
{
    faults.whole(at, "chance", step.probability, range::kPercent);
    if (!range::kNudge.has(step.nudge))
        faults.add({at, "nudge"}, "is out of range; allowed is less than a step either way");
    checkCondition(faults, {at, "condition"}, step.condition);
    checkRetrig(faults, {at, "retrig"}, step.retrig);
    for (std::size_t i = 0; i < step.notes.size(); ++i)
        checkNote(faults, {at, "notes", i}, step.notes[i]);
    if (faults.count(at, "locks", step.locks.size(), kMaxLocks)) {
        for (std::size_t i = 0; i < step.locks.size(); ++i)
            checkLock(faults, {at, "locks", i}, step.locks[i]);
    }
    if (!step.expressions.empty())
        checkExpressions(faults, at, step);
}

void check(FaultList& faults, const Place& at, const Pattern& pattern)
{
    const std::size_t length = pattern.steps.size();
    faults.name(at, "name", pattern.name);
    faults.name(at, "groove", pattern.groove);
    faults.whole(at, "length", static_cast<std::int64_t>(length), range::kSteps);
    if (pattern.last >= length)
        faults.add({at, "last"}, fmt::format("is step {} of {}", pattern.last + 1, length));
    if (pattern.first > pattern.last)
        faults.add({at, "first"},
            fmt::format("is step {}, after the last, {}", pattern.first + 1, pattern.last + 1));
    if (!range::kRatePower.has(pattern.rate.power))
        faults.add({at, "rate"}, "is out of range; allowed are 1/8x to 8x");
    if (pattern.swing)
        check(faults, {at, "swing"}, *pattern.swing);
    const Place loops(at, "loops");
    for (std::size_t lane = 0; lane < kLaneCount; ++lane)
        checkLane(faults, {loops, kLaneNames[lane]}, pattern.lanes[lane], length);
    if (pattern.program)
        faults.whole(at, "program", *pattern.program + 1, range::kProgram);
    if (pattern.bank)
        faults.whole(at, "bank", *pattern.bank, range::kBank);
    if (pattern.bank && !pattern.program)
        faults.add({at, "bank"}, "needs a program");
    faults.whole(at, "color", pattern.color, range::kColor);
    for (std::size_t i = 0; i < length && i < kMaxSteps; ++i)
        check(faults, Place::numbered(at, "steps", i + 1), pattern.steps[i]);
}

}  // namespace clave
