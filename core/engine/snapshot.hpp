#pragma once

#include "core/engine/document.hpp"
#include "core/engine/performance.hpp"
#include "core/model/song.hpp"
#include "core/time/position.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace clave {

/// What the player needs of a track beside the track itself, worked out once when published.
struct TrackRoute {
    std::uint8_t port = 0;  ///< 0 is the main output, 1 + n the n-th of the song's ports
    bool audible = true;  ///< mutes and solos considered

    friend constexpr bool operator==(const TrackRoute&, const TrackRoute&) = default;
};

/// The song and the performance as one immutable whole: what every thread but the session reads.
struct Snapshot {
    SongPtr song;
    Performance performance;
    std::vector<TrackRoute> routes;  ///< one for each track
    std::uint8_t metronomePort = 0;
    std::uint64_t serial = 0;  ///< grows by one with each publication
    std::uint64_t handSerial = 0;  ///< serial of the last one that was not changed by a script
    DocumentId document = 0;
    std::optional<Position> from {};  ///< as in the command that made it
};

/// The number of a port by the song's name for it; the main output when there is none of that name.
[[nodiscard]] std::uint8_t portNumber(const Song& song, const std::string& name);

/// Puts a snapshot together, with what follows from song and performance.
[[nodiscard]] Snapshot makeSnapshot(SongPtr song, Performance performance, std::uint64_t serial);

/// Whether both play the same: what was published in between (the cursor moved, a track was armed) is
/// nothing that the player reads. Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] bool isSameMusic(const Snapshot& a, const Snapshot& b) noexcept;

}  // namespace clave
