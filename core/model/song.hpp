#pragma once

#include "core/model/groove.hpp"
#include "core/model/metre.hpp"
#include "core/model/scale.hpp"
#include "core/model/scene.hpp"
#include "core/model/swing.hpp"
#include "core/model/track.hpp"
#include "core/time/tempo.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace clave {

/// A port that tracks can be sent to, by the song's own name for it.
struct PortSetup {
    std::string name;  ///< what tracks call it: "bass synth"; empty is the main output
    std::string match;  ///< part of the system's port name, any case; empty: chosen when playing
    double offsetMs = 0.0;  ///< sent so much later (earlier when negative), [-500, 500]
    double programLeadMs = 0.0;  ///< program changes are sent so much before their pattern starts, [0, 2000]
    bool sendsClock = false;  ///< MIDI clock, start, stop and position
    double clockOffsetMs = 0.0;  ///< clock is sent so much later (earlier when negative), [-500, 500]

    friend bool operator==(const PortSetup&, const PortSetup&) = default;
};

/// The click: a note on the main output (or a port), with its own note for the first beat of a bar.
struct Metronome {
    bool on = false;
    std::uint8_t countInBars = 0;  ///< [0, 8]; clicked before playing, whether the metronome is on or not
    Destination destination {"", Channel::from1to16(10)};
    std::uint8_t accentNote = 76;  ///< General MIDI high wood block
    std::uint8_t note = 77;  ///< low wood block
    std::uint8_t velocity = 100;

    friend bool operator==(const Metronome&, const Metronome&) = default;
};

/// A script of the song, the values of its knobs and what it wants to remember; run when there is Python,
/// kept until then.
struct ScriptRef {
    std::string path;
    std::map<std::string, double> knobs;
    bool enabled = true;
    std::uint32_t track = 0;  ///< id of the one it plays on, where its text leaves that open; 0: none
    /// A JSON object on one line, which the script is begun with: {"root": "C3"}; empty: none.
    std::string arguments;
    std::string state;  ///< what the script keeps in the song, likewise

    friend bool operator==(const ScriptRef&, const ScriptRef&) = default;
};

/// The document: everything that is saved, and nothing about what is playing now.
///
/// A value with shared structure: tracks and patterns are immutable and shared between copies, so a copy
/// costs a few pointers, an edit copies only the pattern it touches, and undo keeps whole songs. Thread-safe:
/// as a const value, yes.
struct Song {
    std::string name;
    Tempo tempo;
    Metre metre;
    Swing swing;
    Scale scale;
    std::uint64_t seed = 1;
    std::uint8_t chanceAmount = 100;  ///< per cent: 100 plays probabilities as written, 0 plays every step
    Metronome metronome;
    std::vector<PortSetup> ports;
    std::vector<Groove> grooves;
    std::vector<TrackPtr> tracks;
    std::vector<Scene> scenes;
    std::vector<ArrangementEntry> arrangement;
    std::vector<ScriptRef> scripts;

    [[nodiscard]] const Groove* groove(const std::string& grooveName) const noexcept;
};

/// Compares tracks and patterns by value, not by address.
[[nodiscard]] bool operator==(const Song& a, const Song& b);

using SongPtr = std::shared_ptr<const Song>;

}  // namespace clave
