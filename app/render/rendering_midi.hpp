#pragma once

#include "core/engine/render.hpp"
#include "core/io/midi_file.hpp"

namespace clave {

/// A rendering as a standard MIDI file of format 1: first a track with the tempos and metres, then one for
/// each of the song's tracks with its name, then one for the metronome if it clicked. 20160 ticks a quarter
/// note, so only what lies between ticks (swing, odd ratchets) is rounded. Thread-safe: yes. Realtime-safe:
/// no.
[[nodiscard]] MidiFile renderingMidi(const Rendering& rendering, const Song& song);

}  // namespace clave
