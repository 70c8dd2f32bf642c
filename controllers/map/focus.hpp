#pragma once

#include "core/engine/entry.hpp"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>

namespace clave {

/// What one surface looks at and edits. Each surface has its own; unless it is locked, its track follows the
/// cursor that window, keys and pads share, and choosing a track on it moves that cursor.
struct Focus {
    PatternPlace pattern;  ///< the slot that plays on the track, or that was chosen
    std::size_t page = 0;  ///< of `pageSteps` steps
    std::size_t pageSteps = 32;  ///< as many as the surface has step controls
    std::size_t bank = 0;  ///< of tracks, scenes and slots: the first of those shown, in steps of 8
    bool follow = true;  ///< the page goes with the place that plays
    bool locked = false;  ///< stays on its pattern whatever others choose and whatever plays
    std::string layer;  ///< "" is the base
    std::bitset<128> held;  ///< steps whose pads are held
    int octave = 0;  ///< of the keys, [-4, 4]
    std::bitset<128> keys;  ///< pitches that its pads hold
};

}  // namespace clave
