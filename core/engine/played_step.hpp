#pragma once

#include "core/base/fixed_vector.hpp"
#include "core/model/condition.hpp"
#include "core/model/limits.hpp"
#include "core/model/lock.hpp"
#include "core/model/note.hpp"
#include "core/model/pattern.hpp"
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

/// Which step each value lane of a pattern reads for one trigger.
struct LanePlaces {
    std::uint32_t trigger = 0;
    std::uint32_t pitch = 0;
    std::uint32_t velocity = 0;
    std::uint32_t gate = 0;
    std::uint32_t chance = 0;
    std::uint32_t locks = 0;
};

// Thread-safe: yes, all. Realtime-safe: yes, all.

/// \param trigger the step that triggers.  \param count steps since the launch: what looping lanes go by.
[[nodiscard]] LanePlaces lanePlaces(
    const Pattern& pattern, std::uint32_t trigger, std::int64_t count) noexcept;

/// The step that triggers, each value read where its lane is.
[[nodiscard]] PlayedStep writtenStep(const Pattern& pattern, const LanePlaces& places) noexcept;

/// The same number for equal steps, and another one (but for a chance of 2^-64) when anything of it differs.
[[nodiscard]] std::uint64_t markOf(const PlayedStep& step) noexcept;

/// Everything within the limits of the model: what comes from a script goes through here once. Notes and
/// locks that could not be sent are left out.
[[nodiscard]] PlayedStep withinLimits(const PlayedStep& step) noexcept;

}  // namespace clave
