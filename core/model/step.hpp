#pragma once

#include "core/base/fixed_vector.hpp"
#include "core/model/condition.hpp"
#include "core/model/limits.hpp"
#include "core/model/lock.hpp"
#include "core/model/note.hpp"
#include "core/model/retrig.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace clave {

/// The attributes of a step that a lane shows, and that may hold an expression instead of a value.
enum class Field : std::uint8_t { On, Pitch, Velocity, Gate, NoteChance, Probability, Nudge, Locks };

/// Text that is evaluated for each pass once there is Python ("=60 + 12*(cycle % 2)"). Kept in order of
/// field, then index. Until evaluated, the step's plain value plays.
struct Expression {
    Field field = Field::Pitch;
    std::uint8_t index = 0;  ///< which note or lock of the step; 0 for the others
    std::string text;  ///< without the leading '='

    friend bool operator==(const Expression&, const Expression&) = default;
};

/// One cell of a pattern. A step keeps its notes and values while it is off, so switching it on restores
/// them. A step that is on and has no notes sends its locks only.
struct Step {
    /// A nudge of a whole step; nudges lie strictly within.
    static constexpr std::int16_t kNudgeStep = 5040;

    bool on = false;
    bool slide = false;  ///< hold this step's notes into the next one's, which starts without a gap (TB-303)
    std::uint8_t probability = 100;  ///< per cent, [0, 100]
    std::int16_t nudge = 0;  ///< later (or earlier) by so many 1/5040 step, in (-5040, 5040)
    Condition condition;
    Retrig retrig;
    FixedVector<Note, kMaxNotes> notes;
    std::vector<Lock> locks;  ///< at most kMaxLocks
    std::vector<Expression> expressions;

    friend bool operator==(const Step&, const Step&) = default;
};

}  // namespace clave
