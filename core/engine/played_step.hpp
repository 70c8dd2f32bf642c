#pragma once

#include "core/base/fixed_vector.hpp"
#include "core/model/condition.hpp"
#include "core/model/limits.hpp"
#include "core/model/lock.hpp"
#include "core/model/note.hpp"
#include "core/model/retrig.hpp"

#include <cstdint>

namespace clave {

/// One step as it is to be played: what its pattern's lanes say for this pass, or what a script made of it.
/// Holds no memory, so it goes through queues and shared memory as it is.
struct PlayedStep {
    bool on = false;
    bool slide = false;
    bool asSounding = false;  ///< pitches are final: neither transposed nor moved to the scale
    std::uint8_t probability = 100;  ///< per cent, [0, 100]
    std::int16_t nudge = 0;  ///< as in Step
    Condition condition;
    Retrig retrig;
    FixedVector<Note, kMaxNotes> notes;
    FixedVector<Lock, kMaxLocks> locks;

    friend bool operator==(const PlayedStep&, const PlayedStep&) = default;
};

}  // namespace clave
