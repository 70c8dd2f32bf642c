#pragma once

#include "core/base/fixed_vector.hpp"
#include "core/model/limits.hpp"
#include "core/model/note.hpp"
#include "core/model/pattern.hpp"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace clave {

/// Which pattern: a slot of a track.
struct PatternPlace {
    std::size_t track = 0;
    std::size_t slot = 0;

    friend constexpr bool operator==(const PatternPlace&, const PatternPlace&) = default;
};

/// The step that everyone points at: window, keys and pads move the same one.
struct Cursor {
    PatternPlace pattern;
    std::size_t step = 0;

    friend constexpr bool operator==(const Cursor&, const Cursor&) = default;
};

/// How "Step in" goes on from step to step.
struct EntryOptions {
    /// What comes after the last step of the window: its first one; nothing, the cursor stays; or new steps.
    enum class AtEnd : std::uint8_t { Wrap, Stop, Grow };
    static constexpr std::uint8_t kMostAdvance = 16;

    std::uint8_t advance = 1;  ///< steps from one entry to the next, [1, 16]
    AtEnd atEnd = AtEnd::Wrap;
    std::optional<std::uint8_t> velocity;  ///< [1, 127] for every note; else as played
    Gate gate;  ///< of a note that is not tied
    bool audition = true;  ///< the keys sound while they enter

    friend bool operator==(const EntryOptions&, const EntryOptions&) = default;
};

/// One thing that was entered, kept so that Back can take it back.
struct EntryAct {
    enum class Kind : std::uint8_t { Chord, Rest, Tie, Skip };
    static constexpr std::size_t kMost = 64;  ///< that are kept: four bars of sixteenths

    Kind kind = Kind::Skip;
    Cursor from;  ///< where the cursor was
    bool wasPastEnd = false;
    std::size_t step = 0;  ///< where it went to
    std::size_t chord = 0;  ///< the step whose notes a tie lengthens from here on
    PatternPtr before;  ///< the pattern it changed; null: the slot was empty
};

/// Step-by-step entry: where the next notes go. Part of the performance; what it enters is part of the song.
///
/// Keys that are held together are one chord. It is written, and the cursor goes on, when the last of them is
/// let go, so that fingers that leave unevenly never split it.
///
/// Invariant (kept by the session): the cursor's track exists unless the song has none, its slot may be
/// empty, and its step is one of the pattern's, or of the 16 that a new pattern would have.
struct Entry {
    bool on = false;
    Cursor cursor;
    /// The pattern is full and is to grow (AtEnd::Grow): the cursor waits at the step that was entered last,
    /// and what is entered next goes `advance` steps after it, into new steps. So sixteen notes give a
    /// pattern of sixteen steps, not of seventeen.
    bool pastEnd = false;
    EntryOptions options;
    FixedVector<Note, kMaxNotes>
        chord;  ///< keys pressed since all were up; shown at the cursor until written
    std::bitset<128> keys;  ///< that are down, also those for which the chord had no room
    std::uint8_t ties = 0;  ///< ties to come after the chord that is still held
    std::shared_ptr<const std::vector<EntryAct>> acts;  ///< what Back takes back, newest last; null: nothing

    friend bool operator==(const Entry&, const Entry&) = default;
};

/// Recording what is played by hand into the armed tracks while the song plays.
struct Recording {
    /// Overdub adds to what is there; Replace also clears the steps at which nothing was played.
    enum class Mode : std::uint8_t { Overdub, Replace };
    static constexpr double kMostLatencyMs = 500.0;

    bool on = false;
    Mode mode = Mode::Overdub;
    /// How far notes are moved to their nearest step, per cent, [0, 100]; what is left is kept as nudge.
    std::uint8_t strength = 100;
    /// Taken off the time of every note: what keyboard, cable and hands are late, milliseconds, [0, 500].
    double inputLatencyMs = 0.0;

    friend bool operator==(const Recording&, const Recording&) = default;
};

}  // namespace clave
