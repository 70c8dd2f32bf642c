#include "core/model/step_numbers.hpp"

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
using Change = std::function<double(double old, std::size_t index)>;

constexpr double kGateUnit = Gate::kStep;  ///< of a step
constexpr double kNudgeUnit = Step::kNudgeStep / 100.0;  ///< of a per cent

template <typename Whole>
Whole whole(double value, Range range)
{
    const double kept = std::clamp(value, static_cast<double>(range.least), static_cast<double>(range.most));
    return static_cast<Whole>(std::lround(kept));
}

RealRange real(Range range)
{
    return {static_cast<double>(range.least), static_cast<double>(range.most)};
}
}  // namespace

RealRange numbersOf(Field field) noexcept
{
    switch (field) {
    case Field::Pitch:
        return real(range::kPitch);
    case Field::Velocity:
        return real(range::kVelocity);
    case Field::Gate:
        return {Gate::kShortest / kGateUnit, Gate::kLongest / kGateUnit};
    case Field::NoteChance:
    case Field::Probability:
        return real(range::kPercent);
    case Field::Nudge:
        return {-99.98, 99.98};  // less than a step either way
    case Field::On:
    case Field::Locks:
        break;
    }
    return {};
}

RealRange numbersOf(const Lock& lock) noexcept
{
    switch (lock.kind) {
    case Lock::Kind::Cc14:
    case Lock::Kind::Nrpn:
        return real(range::kFourteenBits);
    case Lock::Kind::Bend:
        return real(range::kBend);
    case Lock::Kind::Cc:
    case Lock::Kind::Pressure:
    case Lock::Kind::Program:
        break;
    }
    return real(range::kSevenBits);
}

void changeNumbers(Step& step, Field field, const Change& change)
{
    for (std::size_t i = 0; i < step.notes.size(); ++i) {
        Note& note = step.notes[i];
        if (field == Field::Pitch)
            note.pitch = whole<std::uint8_t>(change(note.pitch, i), range::kPitch);
        else if (field == Field::Velocity)
            note.velocity = whole<std::uint8_t>(change(note.velocity, i), range::kVelocity);
        else if (field == Field::NoteChance)
            note.chance = whole<std::uint8_t>(change(note.chance, i), range::kPercent);
        else if (field == Field::Gate)
            note.gate = Gate::of(
                whole<std::int32_t>(change(note.gate.length() / kGateUnit, i) * kGateUnit, range::kGate));
    }
    if (field == Field::Probability)
        step.probability = whole<std::uint8_t>(change(step.probability, 0), range::kPercent);
    else if (field == Field::Nudge)
        step.nudge = whole<std::int16_t>(change(step.nudge / kNudgeUnit, 0) * kNudgeUnit, range::kNudge);
}

void moveNumbers(Step& step, Field field, const Change& change)
{
    changeNumbers(step, field, [&](double old, std::size_t index) {
        if (field != Field::Velocity)
            return change(old, index);
        return old == 0.0 ? old : std::max(change(old, index), 1.0);
    });
}

void moveChordTo(Step& step, int pitch)
{
    if (step.notes.empty())
        return;
    const int lowest = std::ranges::min(step.notes, {}, &Note::pitch).pitch;
    changeNumbers(step, Field::Pitch, [=](double old, std::size_t) { return old - lowest + pitch; });
}

}  // namespace clave
