#pragma once

#include "core/engine/snapshot.hpp"
#include "core/model/limits.hpp"
#include "core/ports/midi_output.hpp"
#include "core/sync/sync_source.hpp"
#include "core/time/position.hpp"
#include "core/time/tempo.hpp"
#include "core/time/timeline.hpp"

#include <array>
#include <cstdint>

namespace clave {

/// Where one track is.
struct TrackStatus {
    std::int16_t slot = Scene::kStop;  ///< the pattern that plays; kStop: none
    std::int16_t queuedSlot = LaunchRequest::kCancel;  ///< kCancel: nothing is queued
    std::int16_t step = -1;  ///< index of the step that plays; -1 before the first
    bool fired = false;  ///< that step sounded: chance and conditions let it
    std::uint32_t pass = 0;  ///< from 0
    std::uint32_t id = 0;  ///< of the model's track
    /// The straight place of the next step to be decided, and which one it is since the launch; those around
    /// it follow by the pattern's rate, and which steps of the pattern they are says stepPlace(). Only while
    /// a pattern plays.
    Tick nextGrid {};
    std::int64_t nextCount = 0;
    std::uint32_t missed = 0;  ///< steps played as written because a script was late
};

/// What the clock thread is doing, for everyone who shows it. A plain value, about "now" and not the
/// look-ahead.
struct ClockStatus {
    bool playing = false;
    bool countingIn = false;
    bool ended = false;  ///< the arrangement, or the asked number of bars, came to its end
    Position position;  ///< song position; negative while counting in
    TimePoint time {};  ///< the moment that this is about
    Timeline line;  ///< song position <-> time, from the last tempo change on; only while playing
    /// What is to be in force at a place must be known so long before.
    Nanoseconds lead {0};
    std::uint32_t run = 0;  ///< grows with each start and jump
    std::uint32_t bar = 0;  ///< from 0, since the start
    std::uint16_t beat = 0;  ///< from 0, in the bar
    Metre metre;
    Tempo tempo;
    std::int16_t scene = -1;
    std::int16_t queuedScene = -1;
    Position queuedSceneAt = kNever;  ///< where the queued scene is launched
    std::int16_t arrangementEntry = -1;  ///< -1 when not in song mode
    std::uint64_t serial = 0;  ///< of the snapshot being played
    std::uint64_t wakeUps = 0;
    std::uint64_t skips = 0;  ///< times playing skipped to now after a stall
    std::uint64_t refused = 0;  ///< messages an output had no room for
    std::uint64_t missed = 0;  ///< the same, of all tracks
    SyncReport sync;
    LatenessCounts lateness;  ///< of the clock thread's wake-ups
    std::uint16_t trackCount = 0;
    std::array<TrackStatus, kMaxTracks> tracks {};
};

}  // namespace clave
