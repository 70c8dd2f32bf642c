#include "core/model/number_typing.hpp"

#include "core/midi/names.hpp"
#include "core/model/near_notes.hpp"
#include "core/model/step_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
using What = StepTarget::What;
}  // namespace

Manner mannerOf(const StepTarget& target)
{
    switch (target.what) {
    case What::On:
        return {"on and off", "on or off"};
    case What::Notes:
        return {"note", "F#3, C4 E4 G4, 60..72, +=12 or rand(48,60)", Field::Pitch, 0.0};
    case What::Velocity:
        return {"velocity", "100, 50%, 60..100, +=5 or rand(90,110)", Field::Velocity, 127.0};
    case What::Gate:
        return {"length", "0.5, 2, 75%, tie, hold, 0.1..1 or *=2", Field::Gate, 1.0};
    case What::NoteChance:
        return {"note chance", "50%, 0..100 or -=10", Field::NoteChance, 100.0};
    case What::Probability:
        return {"chance", "50%, 0..100 or -=10", Field::Probability, 100.0};
    case What::Nudge:
        return {"nudge", "10%, -25, 0..20, +=5 or rand(-10,10), in per cent of a step", Field::Nudge, 100.0};
    case What::Condition:
        return {"condition", "1:4, !2:2, fill, !fill, first, pre, nei or always"};
    case What::Retrig:
        return {"retrig", "x1 to x10, 1/16 or off"};
    case What::Lock:
        break;
    }
    return {"lock", "100, 0..127, +=5, rand(20,60) or off", Field::Locks, 0.0};
}

bool isSameLock(const Lock& a, const Lock& b) noexcept
{
    return a.kind == b.kind && (a.number == b.number || a.kind == Lock::Kind::Program);
}

double shownOffset(const Lock& lock) noexcept
{
    return lock.kind == Lock::Kind::Program ? 1.0 : 0.0;
}

NumberTyping::NumberTyping(
    const Pattern& before, const StepTarget& target, std::size_t count, std::uint64_t seed)
    : before_(before)
    , target_(target)
    , manner_(mannerOf(target))
    , count_(count)
    , seed_(seed)
{
}

Result<bool> NumberTyping::understand(std::string_view text)
{
    const auto value = [&](std::string_view word) -> std::optional<double> {
        if (target_.what == What::Notes) {
            if (const auto pitch = parseNote(word))
                return *pitch;
        }
        return amount(word);
    };
    numbers_ = parseNumberText(text, value, [&](std::string_view word) { return amount(word); });
    if (!numbers_)
        return false;
    if (target_.what == What::Notes && numbers_->kind == NumberText::Kind::Multiply)
        return fail("Notes cannot be multiplied; move them by semitones, +=12 or -=1.");
    const RealRange range = allowed();
    if (!numbers_->isMove() && !(range.has(numbers_->a) && range.has(numbers_->b))) {
        const double wrong = range.has(numbers_->a) ? numbers_->b : numbers_->a;
        return fail(fmt::format("The {} must be {:.6g} to {:.6g}, not {:.6g}; type {}.", manner_.name,
            range.least, range.most, wrong, manner_.examples));
    }
    return true;
}

Result<void> NumberTyping::type(Step& step, std::size_t at, std::size_t index) const
{
    if (target_.what == What::Lock)
        return typeLock(step, index);
    if (target_.what == What::Notes && !numbers_->isMove()) {
        if (step.notes.empty())
            step.notes = notesNear(before_, at);
        step.on = true;
        moveChordTo(step, static_cast<int>(std::lround(number(0.0, index))));
    } else if (numbers_->isMove()) {
        moveNumbers(step, manner_.field, [&](double old, std::size_t) { return number(old, index); });
    } else {
        changeNumbers(step, manner_.field, [&](double, std::size_t) { return number(0.0, index); });
    }
    return {};
}

std::optional<double> NumberTyping::amount(std::string_view word) const
{
    return manner_.hundredPercent == 0.0 ? parseReal(word) : parseReal(word, manner_.hundredPercent);
}
RealRange NumberTyping::allowed() const
{
    if (target_.what != What::Lock)
        return numbersOf(manner_.field);
    const RealRange range = numbersOf(target_.lock);
    return {range.least + shownOffset(target_.lock), range.most + shownOffset(target_.lock)};
}
double NumberTyping::number(double old, std::size_t index) const
{
    const bool whole = manner_.field != Field::Gate && manner_.field != Field::Nudge;
    const RealRange range = allowed();
    return std::clamp(numbers_->of(old, index, count_, seed_, whole), range.least, range.most);
}
Result<void> NumberTyping::typeLock(Step& step, std::size_t index) const
{
    auto lock =
        std::ranges::find_if(step.locks, [&](const Lock& other) { return isSameLock(other, target_.lock); });
    if (lock == step.locks.end()) {
        if (numbers_->isMove())
            return {};  // nothing there to move
        if (step.locks.size() >= kMaxLocks)
            return fail(fmt::format("A step has at most {} locks.", kMaxLocks));
        lock = step.locks.insert(lock, target_.lock);
    }
    const double offset = shownOffset(*lock);
    lock->value = static_cast<std::int16_t>(std::lround(number(lock->value + offset, index) - offset));
    return {};
}

}  // namespace clave
