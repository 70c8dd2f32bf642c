#pragma once

#include "core/base/chance.hpp"
#include "core/base/fixed_vector.hpp"
#include "core/engine/played_step.hpp"
#include "core/model/song.hpp"

#include <cstdint>

namespace clave {

/// A note as it is going to sound: chosen, transposed, scaled.
struct StepNote {
    std::uint8_t pitch = 0;
    std::uint8_t velocity = 0;  ///< 0 ends a note
    Gate gate;
};

using StepNotes = FixedVector<StepNote, kMaxNotes>;

/// The notes of a step that plays: chance of each drawn, transposed, moved to the scale, scaled.
/// Notes that leave [0, 127] are left out, and so is a pitch that the chord already has.
/// Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] StepNotes stepNotes(const Song& song, const Track& track, const PlayedStep& step, DrawKey key,
    double velocityFactor) noexcept;

/// A pitch or a velocity as a track plays it: transposed and moved to the scale, scaled. The pitch may leave
/// [0, 127]. Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] int playedPitch(const Song& song, const Track& track, int pitch) noexcept;
[[nodiscard]] std::uint8_t playedVelocity(
    std::uint8_t velocity, const Track& track, double velocityFactor = 1.0) noexcept;

}  // namespace clave
