#pragma once

#include "core/engine/status.hpp"
#include "core/model/song.hpp"

#include <span>
#include <string>

namespace clave {

/// A bar as plain text, without a line end: "bar 3  Verse  120 bpm  late 0". What is not well is added
/// behind: messages dropped, stalls. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::string plainLine(
    const Song& song, const ClockStatus& status, std::span<const OutputReport> reports);

}  // namespace clave
