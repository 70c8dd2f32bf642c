#pragma once

#include <cstddef>
#include <string>

namespace clave::bench {

/// The text of a song file: so many tracks that play a note on each of 16 steps, and one scene. At 240 bpm
/// with 16 tracks that is 256 notes a second and more than a MIDI cable carries.
[[nodiscard]] std::string busySongText(std::size_t tracks, int tempo);

}  // namespace clave::bench
