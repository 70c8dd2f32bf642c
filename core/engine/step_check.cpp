#include "core/engine/step_check.hpp"

namespace clave {
namespace {
bool holds(Ask ask, bool fact) noexcept
{
    return ask == Ask::Any || (ask == Ask::Yes) == fact;
}

ConditionMemory remembered(bool result) noexcept
{
    return result ? ConditionMemory::True : ConditionMemory::False;
}
}  // namespace

bool checkStep(const Condition& condition, double probability, const StepContext& context,
    ConditionMemory& memory) noexcept
{
    const double percent = effectiveChance(probability, context.chanceAmount);
    const bool drawn = percent >= 100.0 || drawPercent(context.key, percent);
    if (condition.asksNothing()) {
        if (probability < 100.0)
            memory = remembered(drawn);
        return drawn;
    }
    if (!drawn)
        return false;
    const bool pre = holds(condition.pre, memory == ConditionMemory::True);
    if (!condition.asksOtherThanPre())
        return pre;
    const bool others = holds(condition.fill, context.fill) && holds(condition.first, context.key.pass == 0)
        && holds(condition.neighbour, context.neighbour == ConditionMemory::True)
        && condition.cycle.playsIn(context.key.pass);
    memory = remembered(others);
    return pre && others;
}

}  // namespace clave
