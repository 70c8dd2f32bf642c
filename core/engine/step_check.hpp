#pragma once

#include "core/base/chance.hpp"
#include "core/engine/player_state.hpp"
#include "core/model/step.hpp"

#include <cstdint>

namespace clave {

/// What a step's probability and condition are checked against.
struct StepContext {
    DrawKey key;  ///< seed, track, pattern, pass, step and occurrence
    double chanceAmount = 100.0;  ///< per cent; see Song
    bool fill = false;
    ConditionMemory neighbour = ConditionMemory::None;  ///< of the track before
};

/// A probability after the song's chance amount: 100 when the amount is 0, itself when it is 100.
[[nodiscard]] constexpr double effectiveChance(double percent, double amount) noexcept
{
    return 100.0 - (100.0 - percent) * amount / 100.0;
}

/// Whether a step that is on plays, and what `memory` is afterwards.
///
/// First the draw: if it fails, the condition is not looked at and the memory stays. Then the condition, all
/// that is asked of it. The memory takes the result of everything asked but `pre`; a step that asks only
/// `pre` leaves it. A step with a probability under 100 and no condition counts as a condition of its own, as
/// on Elektron machines. Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] bool checkStep(const Condition& condition, double probability, const StepContext& context,
    ConditionMemory& memory) noexcept;

}  // namespace clave
