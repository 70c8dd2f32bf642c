#pragma once

#include "core/engine/event_buffer.hpp"
#include "core/engine/player_state.hpp"
#include "core/engine/snapshot.hpp"
#include "core/engine/step_hooks.hpp"

#include <cstdint>

namespace clave {

// The player: a pure function of a snapshot, a state and a range of music. It owns no thread, no clock and no
// memory, so it plays live, renders, and runs a day in a test, all the same. Slicing the range differently
// never changes what comes out. Thread-safe: no. Realtime-safe: yes, all of it.

/// Whether the bars of the song's count-in come before position 0. Who follows another machine has no time
/// for them.
enum class CountIn : std::uint8_t { AsInSong, None };

/// Begins at the song position `from` (at least 0).
/// \param run  different for each start: part of the names of voices.
void start(const Snapshot& snapshot, PlayerState& state, Tick from, std::uint32_t run, EventBuffer& out,
    CountIn countIn = CountIn::AsInSong) noexcept;

/// Ends every note at state.now. The place is kept.
void stop(PlayerState& state, EventBuffer& out) noexcept;

/// Plays on from where stop() left it.
void resume(PlayerState& state, std::uint32_t run) noexcept;

/// Ends every note and goes to `to` without playing what lies between; chance and conditions continue by
/// place. After a stall, and for seeks.
void jump(const Snapshot& snapshot, PlayerState& state, Position to, EventBuffer& out) noexcept;

/// Appends all events in [state.now, to), sorted, and moves state.now to `to`. Each step is decided once, as
/// soon as its earliest sound lies before `to`; steps are decided in order of their grid positions, and of
/// tracks at equal ones. \param hooks what scripts make of it; null: everything as written.
void advance(const Snapshot& snapshot, PlayerState& state, Position to, EventBuffer& out,
    StepHooks* hooks = nullptr) noexcept;

/// Takes over what a new snapshot asks for: queues launches, silences muted tracks, follows edits. advance()
/// does it by itself; call it to have a stopped state follow too.
void followSnapshot(const Snapshot& snapshot, PlayerState& state, EventBuffer& out) noexcept;

}  // namespace clave
