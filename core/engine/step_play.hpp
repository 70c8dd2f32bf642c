#pragma once

#include "core/engine/event_buffer.hpp"
#include "core/engine/player_state.hpp"
#include "core/engine/snapshot.hpp"
#include "core/engine/step_hooks.hpp"

namespace clave {

/// Decides the track's next step: whether it plays, and what that makes sound and end. Moves on to the step
/// after it. \param hooks may be null. Thread-safe: no. Realtime-safe: yes.
void playStep(const Snapshot& snapshot, PlayerState& state, std::size_t track, StepHooks* hooks) noexcept;

}  // namespace clave
