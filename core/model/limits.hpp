#pragma once

#include <cstddef>

namespace clave {

// How much a song may hold, and why no more. Each is checked where a song comes in (file, command), once.

inline constexpr std::size_t kMaxTracks =
    128;  ///< 8 ports of 16 channels; the player's state stays under 2 MB
inline constexpr std::size_t kMaxSlots = 128;  ///< patterns a track: one per MIDI program number
inline constexpr std::size_t kMaxScenes = 128;  ///< likewise
inline constexpr std::size_t kMaxSteps = 128;  ///< eight bars of sixteenths; a position fits a MIDI data byte
inline constexpr std::size_t kMaxNotes = 8;  ///< notes of a step: both hands' chords; 7.7 ms on a 5-pin cable
inline constexpr std::size_t kMaxLocks =
    16;  ///< locks of a step: 15 ms on a 5-pin cable, a sixteenth at 999 bpm
inline constexpr std::size_t kMaxArrangement = 1024;  ///< entries of the arrangement
inline constexpr int kMaxRepeats = 1024;  ///< of one arrangement entry
inline constexpr std::size_t kMaxGrooves = 32;
inline constexpr std::size_t kMaxGroovePoints = 128;  ///< as many as steps
inline constexpr std::size_t kMaxPorts = 16;  ///< each is a thread with real-time priority
inline constexpr std::size_t kMaxScripts = 128;
inline constexpr std::size_t kMaxKnobs = 128;  ///< of a script: one a controller number
inline constexpr std::size_t kMaxStateBytes = std::size_t {64}
    << 10U;  ///< of what a script keeps in the song: some thousand notes
inline constexpr std::size_t kMaxTextBytes = 4096;  ///< of an expression; names are shorter
inline constexpr std::size_t kMaxNameBytes = 200;  ///< fits a file name with room for an ending
inline constexpr int kMaxSceneBars = 1024;
inline constexpr int kMaxColor = 8;  ///< as many as people tell apart; a theme says which they are
inline constexpr double kMaxPortOffsetMs =
    500.0;  ///< either sign; more than any synth or wireless link is late

}  // namespace clave
