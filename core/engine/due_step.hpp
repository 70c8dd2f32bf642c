#pragma once

#include "core/engine/player_state.hpp"
#include "core/engine/snapshot.hpp"
#include "core/engine/step_hooks.hpp"

namespace clave {

// Thread-safe: no. Realtime-safe: yes, all.

/// Names the first note of the track's next step; the same each time that this step of this run is decided.
[[nodiscard]] VoiceId stepName(const PlayerState& state, const TrackState& track) noexcept;

/// The track's next step as its pattern has it, or as scripts want it. \param hooks may be null.
[[nodiscard]] PlayedStep stepToPlay(const Snapshot& snapshot, const PlayerState& state, std::size_t index,
    const Pattern& pattern, StepHooks* hooks) noexcept;

/// Takes up notes or locks that a script plays by itself.
void playOwn(const Snapshot& snapshot, PlayerState& state, const ScriptAnswer& own) noexcept;

}  // namespace clave
