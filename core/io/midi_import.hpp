#pragma once

#include "core/base/result.hpp"
#include "core/io/midi_file.hpp"
#include "core/model/song.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// A song made from a MIDI file, and what could not be kept: one sentence each, empty when everything was.
/// The file's own oddities are not among them.
struct Imported {
    Song song;
    std::vector<std::string> notes;
};

/// Makes a song of a MIDI file: a track for each (file track, channel), patterns, scenes and an arrangement
/// that plays the file through. Every note keeps its pitch, velocity, channel, start and length as far as a
/// song can hold it; README.md of this folder says how, and what is not kept. A file without a note is
/// refused with a sentence.
///
/// \param name of the song, and of the file in that sentence.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] Result<Imported> importMidi(const MidiFile& file, std::string_view name);

}  // namespace clave
