#pragma once

#include "controllers/midi/surface_event.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace clave {

/// The event in the words that rules use: "cc 74 = 64, channel 1", "note_on 60 (C3) = 100, channel 1",
/// "nrpn 60:32 = 16256, channel 1", "sysex F0 7E 00 F7".
[[nodiscard]] std::string describe(const SurfaceEvent& event);

/// The messages, one after another, that say the event again: a parameter with its selection.
[[nodiscard]] std::vector<std::uint8_t> bytesOf(const SurfaceEvent& event);

}  // namespace clave
