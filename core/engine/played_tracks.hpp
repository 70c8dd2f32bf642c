#pragma once

#include "core/engine/snapshot.hpp"
#include "core/midi/message.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace clave {

/// Indexes of the tracks that are recorded into: those that are armed, else the cursor's.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::vector<std::size_t> recordedTracks(const Snapshot& snapshot);

/// Indexes of the tracks that a key plays: all of recordedTracks() that are on its channel. A single one is
/// played whatever the channel; a key that has no channel (of the window, of the computer) plays the cursor's
/// track if it is one of them, else the first.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::vector<std::size_t> playedTracks(const Snapshot& snapshot, std::optional<Channel> channel);

}  // namespace clave
