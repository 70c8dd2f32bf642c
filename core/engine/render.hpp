#pragma once

#include "core/engine/script_partner.hpp"
#include "core/engine/snapshot.hpp"
#include "core/midi/message.hpp"
#include "core/time/position.hpp"
#include "core/time/time_point.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace clave {

/// One message as it would leave an output, after its ledger.
struct RenderedMessage {
    Position at;
    Nanoseconds time {0};  ///< since position 0
    std::uint16_t track = 0;  ///< index; kMetronomeTrack for clicks
    std::uint8_t port = 0;  ///< number, as in TrackRoute
    Message message;
};

/// A change of tempo or metre during a rendering.
struct RenderedMark {
    Position at;
    Tempo tempo;
    Metre metre;
    std::int16_t scene = -1;
};

/// What render() found.
struct Rendering {
    std::vector<RenderedMessage> messages;  ///< in the order they leave
    std::vector<RenderedMark> marks;  ///< the first one at position 0
    Position end;  ///< where playing ended
};

struct RenderOptions {
    std::uint32_t bars = 0;  ///< 0: the arrangement, or else every scene, once through
    std::int16_t scene = -1;  ///< play only this scene; -1: the arrangement, or else every scene in turn
    Nanoseconds slice = std::chrono::milliseconds {500};  ///< never changes the result
};

/// Plays a song faster than real time, with the same player as live. The same song gives the same bytes.
/// \param scripts who runs the song's scripts; null: steps play as written.
[[nodiscard]] Rendering render(SongPtr song, const RenderOptions& options, ScriptPartner* scripts = nullptr);

/// A song that can be played: one without scenes gets one, in which each track plays its first pattern.
[[nodiscard]] SongPtr withScene(const SongPtr& song);

/// The song with an arrangement: its own, else all its scenes in order, once each.
[[nodiscard]] SongPtr onceThrough(const SongPtr& song);

/// As text, one message a line: `tick microseconds track port channel message-in-words hex-bytes`, header
/// line first. Fields are separated by one tab; tracks and channels count from 1; a track is shown by its
/// name, the main port as "main". Stable: the golden tests and other programs read it.
[[nodiscard]] std::string renderingText(const Rendering& rendering, const Song& song);

}  // namespace clave
