#pragma once

#include "core/engine/event_buffer.hpp"
#include "core/engine/player_state.hpp"

namespace clave {

/// What one track's soundings are emitted as.
struct TrackVoice {
    std::uint16_t track = 0;  ///< index
    std::uint8_t port = 0;
    Channel channel;
};

/// Emits everything of a track in [now, to): ends, locks, retrig hits and note-ons, with equal pitches ended
/// first. Thread-safe: no. Realtime-safe: yes.
void emitTrack(TrackState& state, const TrackVoice& as, Position now, Position to, EventBuffer& out,
    std::uint32_t& refused) noexcept;

/// Ends everything that sounds at `at`. What is still to come stays.
void endSounding(TrackState& state, std::uint16_t track, Position at, EventBuffer& out) noexcept;

/// Ends everything that sounds at `at` and forgets everything that was still to come.
void silenceTrack(TrackState& state, std::uint16_t track, Position at, EventBuffer& out) noexcept;

/// Forgets what was still to come; what sounds goes on to its length. What waited for a next step ends at
/// `at`.
void letRing(TrackState& state, Position at) noexcept;

/// The pattern ends at `at`: later soundings are dropped, earlier ones end there at the latest.
void endVoicesAt(TrackState& state, Position at) noexcept;

/// Bank (or Lock::kNoBank) and program as one number, to tell whether they change.
[[nodiscard]] std::int32_t programNumber(std::int32_t bank, std::int32_t program) noexcept;

/// The messages of a lock, in the order the receiver needs them, into `out`.
void emitLock(const Lock& lock, Position at, const TrackVoice& as, EventBuffer& out) noexcept;

}  // namespace clave
