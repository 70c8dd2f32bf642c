#pragma once

#include "core/base/chance.hpp"
#include "core/engine/event_buffer.hpp"
#include "core/engine/player_state.hpp"
#include "core/engine/snapshot.hpp"

#include <cstdint>

namespace clave {

// Which pattern plays from when on: scenes, queued patterns, song mode. All realtime-safe, none thread-safe.

/// How long one round of a scene lasts: its own length, else its longest pattern's in whole bars; at least a
/// bar.
[[nodiscard]] Tick sceneLength(const Song& song, const Scene& scene) noexcept;

/// The scene's metre, or the song's.
[[nodiscard]] Metre sceneMetre(const Song& song, const Scene& scene) noexcept;

/// The draw key of a track's pattern, with pass and step left at 0.
[[nodiscard]] DrawKey patternKey(const Song& song, std::uint32_t trackId, std::int16_t slot) noexcept;

/// Works out SongState::barsEnd from what the performance asks for, `now` in the present metre.
void followStopAfterBars(const Snapshot& snapshot, PlayerState& state, Tick now) noexcept;

/// Looks at what the performance asks for and queues what is new, counted from `state.now`.
void queueLaunches(const Snapshot& snapshot, PlayerState& state) noexcept;

/// The next place where something is launched or playing ends; kNoTick when nothing waits.
[[nodiscard]] Tick nextLaunch(const PlayerState& state) noexcept;

/// No sound of what is launched at nextLaunch() comes before this position. Exact when it lies before `to`.
[[nodiscard]] Position nextLaunchEarliest(
    const Snapshot& snapshot, const PlayerState& state, Position to) noexcept;

/// Queues an entry of the arrangement; past its last one its first, or the end when it does not loop.
void queueEntry(const Snapshot& snapshot, PlayerState& state, std::int16_t entry, Tick at) noexcept;

/// Queues what comes after the entry that plays, unless something was asked for by hand: the arrangement, its
/// repeats and its loop as they are now.
void queueNextEntry(const Snapshot& snapshot, PlayerState& state, Tick now) noexcept;

/// Carries out everything that waits for `at`. Old patterns' notes end there.
void launchAt(const Snapshot& snapshot, PlayerState& state, Tick at, EventBuffer& out) noexcept;

/// Bank and program of a pattern as one number; TrackState::kNoProgram when it has none.
[[nodiscard]] std::int32_t patternProgram(const Pattern& pattern) noexcept;

/// Sends the program of the pattern in `slot`, unless it is what the track was sent last.
void sendProgram(
    const Snapshot& snapshot, PlayerState& state, std::size_t track, Position at, std::int16_t slot) noexcept;

/// Sends program changes of queued patterns that are due before `to`: their port's lead time ahead, once.
void sendProgramsAhead(const Snapshot& snapshot, PlayerState& state, Position to) noexcept;

/// Keeps the synth's program that of the pattern that plays, when the pattern was edited or (`isNew`) the
/// track became audible or goes somewhere else.
void followProgram(const Snapshot& snapshot, PlayerState& state, std::size_t track, bool isNew) noexcept;

/// Starts playing: everything forgotten, the first scene queued at position 0 and `now` a count-in before it.
void startPlaying(const Snapshot& snapshot, PlayerState& state, bool countIn, std::uint32_t run) noexcept;

/// Goes to `to` without playing what is between: launches are made, places computed. Nothing may be sounding.
void skipTo(const Snapshot& snapshot, PlayerState& state, Position to, EventBuffer& out) noexcept;

/// Sets the track's next step to the first one at or after `at`, by its pattern's place.
void placeTrack(const Snapshot& snapshot, PlayerState& state, std::size_t track, Tick at) noexcept;

/// Works out TrackState::nextEarliest.
void updateEarliest(const Snapshot& snapshot, PlayerState& state, std::size_t track) noexcept;

}  // namespace clave
