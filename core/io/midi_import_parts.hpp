#pragma once

#include "core/base/fixed_vector.hpp"
#include "core/io/midi_file.hpp"
#include "core/model/limits.hpp"
#include "core/model/lock.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace clave::importing {

/// A note of an onset.
struct OnsetNote {
    std::uint8_t pitch = 0;
    std::uint8_t velocity = 0;
    Tick length;
};

/// What starts at one tick: as much as one step can play. A larger chord is several onsets of the same tick.
struct Onset {
    static constexpr std::int32_t kNoProgram = -1;

    Tick at;
    Tick end;  ///< of its longest note
    FixedVector<OnsetNote, kMaxNotes> notes;
    Lock program {Lock::Kind::Program, Lock::kNoBank, kNoProgram};  ///< the one in force
    bool changesProgram = false;  ///< it was another one at the onset before
};

/// A controller message, as the lock that sends it.
struct Control {
    Tick at;
    Lock lock;
};

/// What one channel of one file track plays; becomes one track of the song, or more when steps do not
/// suffice.
struct Part {
    std::string name;
    Channel channel;
    std::vector<Onset> onsets;  ///< in order of time
    std::vector<Control> controls;  ///< in order of time; programs only when there are no onsets
};

struct TempoChange {
    Tick at;
    QuarterMicroseconds tempo;
};

struct MetreChange {
    Tick at;
    Metre metre;
};

/// A MIDI file in Clave's ticks, by part. Times are scaled and rounded once.
struct Parts {
    std::vector<Part> parts;
    std::vector<TempoChange> tempos;  ///< in order of time
    std::vector<MetreChange> metres;  ///< in order of time
    Tick lastSound;  ///< where the last note ends, or the last controller is
    Tick end;  ///< where the last track ends
    std::size_t noteCount = 0;
    // What cannot be kept, counted:
    std::size_t endless = 0;  ///< notes without an end; they last as long as their track
    std::size_t struckAgain = 0;  ///< notes cut where their key is struck again, or struck twice at once
    std::size_t polyPressure = 0;  ///< messages of pressure on single keys
    std::size_t modeMessages = 0;  ///< controllers 120 to 127
};

/// Sorts a file's events into parts, and pairs note-ons with note-offs. Of a key struck again while it sounds
/// the first note ends there, as on a synth. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] Parts partsOf(const MidiFile& file);

}  // namespace clave::importing
