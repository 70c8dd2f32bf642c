#pragma once

#include "core/io/midi_file.hpp"

#include <cstddef>

namespace clave {

/// Where a track's bytes lie in a file, and what its chunk says about its length.
struct MidiTrackPlace {
    std::size_t begin = 0;  ///< first byte after the chunk's header
    std::size_t limit = 0;  ///< nothing at or after it may be read
    bool lengthIsRight = true;  ///< else only the end-of-track event tells where it ends
    std::string_view who;  ///< "song.mid: track 3", for sentences
};

/// One track that was read.
struct MidiTrackRead {
    MidiFileTrack track;
    std::size_t next = 0;  ///< the byte after its last event
    bool hasEnd = false;  ///< an end-of-track event was there
};

/// Reads the events of one track. Running status goes on over system exclusive and meta events, which the
/// standard forbids and some programs do. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] Result<MidiTrackRead> readMidiTrack(
    std::span<const std::uint8_t> bytes, const MidiTrackPlace& place);

/// A name as it may stand in a song: UTF-8 (other bytes are read as Latin-1), without control characters and
/// outer spaces, at most kMaxNameBytes.
[[nodiscard]] std::string cleanedName(std::string_view bytes);

}  // namespace clave
