#pragma once

#include "core/base/chance.hpp"
#include "core/base/fixed_vector.hpp"
#include "core/model/song.hpp"

#include <cstdint>

namespace clave {

/// Which step each value lane of a pattern reads for one trigger.
struct LanePlaces {
    std::uint32_t trigger = 0;
    std::uint32_t pitch = 0;
    std::uint32_t velocity = 0;
    std::uint32_t gate = 0;
    std::uint32_t chance = 0;
    std::uint32_t locks = 0;
};

/// \param trigger the step that triggers.  \param count steps since the launch: what looping lanes go by.
[[nodiscard]] LanePlaces lanePlaces(
    const Pattern& pattern, std::uint32_t trigger, std::int64_t count) noexcept;

/// A note as it is going to sound: chosen, transposed, scaled.
struct StepNote {
    std::uint8_t pitch = 0;
    std::uint8_t velocity = 0;  ///< 0 ends a note
    Gate gate;
};

using StepNotes = FixedVector<StepNote, kMaxNotes>;

/// The notes of a step that plays: lanes read, chance of each drawn, transposed, moved to the scale, scaled.
/// Notes that leave [0, 127] are left out, and so is a pitch that the chord already has.
/// Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] StepNotes stepNotes(const Song& song, const Track& track, const Pattern& pattern,
    const LanePlaces& places, DrawKey key, double velocityFactor) noexcept;

}  // namespace clave
