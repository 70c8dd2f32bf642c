#pragma once

#include "core/model/song.hpp"

#include <cstddef>
#include <cstdint>

namespace clave::test {

/// How large a random song gets, and what it may use.
struct RandomSongLimits {
    std::size_t tracks = 4;
    std::size_t slots = 3;
    std::size_t steps = 24;
    std::size_t scenes = 4;
    std::size_t notes = 4;  ///< of a step
    std::size_t locks = 3;  ///< of a step
    bool expressions = true;
    bool ports = true;  ///< false: every track plays on the main output
};

/// A valid song that uses every field of the model, the same for the same seed on every machine.
/// Every number has its whole allowed range, with the ends drawn more often than chance would.
[[nodiscard]] Song randomSong(std::uint64_t seed, const RandomSongLimits& limits = {});

/// One pattern of such a song, for tests of edits. It names no groove.
[[nodiscard]] Pattern randomPattern(std::uint64_t seed, const RandomSongLimits& limits = {});

}  // namespace clave::test
