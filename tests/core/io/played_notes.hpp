#pragma once

#include "core/model/song.hpp"

#include "tests/core/io/midi_tune.hpp"

#include <vector>

namespace clave::test {

/// The notes of a song played through once, worked out from the model alone: no player. Only for songs of
/// plain forward patterns without chance, conditions, retrigs, swing or ties, which is what an import makes.
/// Sorted.
[[nodiscard]] std::vector<HeardNote> playedNotes(const Song& song);

/// Where a lock is sent.
struct HeardLock {
    Tick at;
    int channel = 1;
    Lock lock;

    friend bool operator==(const HeardLock&, const HeardLock&) = default;
};

/// The locks of the same songs, in order of time, then as the steps have them.
[[nodiscard]] std::vector<HeardLock> playedLocks(const Song& song);

}  // namespace clave::test
