#pragma once

#include "core/model/metre.hpp"
#include "core/time/tempo.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// Everything that the terminal player shows, as plain values: made from what plays, turned into lines.
struct TerminalModel {
    /// One cell of a track's pattern.
    enum class Cell : std::uint8_t {
        Off,
        On,
        Outside
    };  ///< Outside: not in the part of the pattern that is played

    struct Track {
        enum class Sound : std::uint8_t { On, Muted, LeftOut };  ///< LeftOut: another track is solo

        std::string name;
        std::string pattern;  ///< its name or number; empty when the track plays nothing
        std::string queued;  ///< pattern that is queued, else empty
        Sound sound = Sound::On;
        bool solo = false;
        std::vector<Cell> cells;
        int playing = -1;  ///< index of the step that plays; -1: none
        bool fired = false;  ///< that step sounded
        std::string output;  ///< where the track goes

        friend bool operator==(const Track&, const Track&) = default;
    };

    std::string song;
    bool modified = false;
    bool playing = false;
    bool countingIn = false;
    std::uint32_t bar = 0;  ///< from 0
    std::uint16_t beat = 0;  ///< from 0
    Metre metre;
    Tempo tempo;
    int scene = -1;  ///< from 0; -1: none
    int sceneCount = 0;
    std::string sceneName;
    std::string queued;  ///< "Chorus in 2 bars"; empty: nothing is queued
    std::string output;  ///< the main one's name
    std::string sync;  ///< whose time it keeps, and how well; empty: its own
    std::string offer;  ///< a hardware synth that can be had by pressing o, else empty
    std::string lateness;  ///< "p99 0.1 ms, worst 1.2 ms"
    std::uint64_t late = 0;
    std::uint64_t dropped = 0;
    std::uint64_t skips = 0;
    std::string undo;  ///< what z takes back, else empty
    std::string redo;
    std::string message;  ///< the newest thing to say, else empty
    std::size_t selected = 0;
    std::vector<Track> tracks;
    bool showsKeys = false;

    friend bool operator==(const TerminalModel&, const TerminalModel&) = default;
};

}  // namespace clave
