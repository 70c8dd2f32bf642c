#pragma once

#include "core/midi/message.hpp"
#include "core/model/pattern.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace clave {

/// Where a track's messages go.
struct Destination {
    std::string port;  ///< the name of one of the song's ports; empty is the main output
    Channel channel;

    friend bool operator==(const Destination&, const Destination&) = default;
};

/// What becomes of sounding notes when a track is muted.
enum class MuteStyle : std::uint8_t { Cut, LetRing };

/// One voice on one destination, with a slot for each of its patterns.
struct Track {
    std::uint32_t id = 0;  ///< unique in the song and never changed: chance depends on it. 0 is none
    std::string name;
    Destination destination;
    std::int8_t transpose = 0;  ///< semitones before the scale: diatonic when scale lock is on; [-48, 48]
    std::int8_t transposeAfter = 0;  ///< semitones after the scale: always chromatic; [-48, 48]
    bool scaleLock = false;  ///< notes are moved to the nearest of the song's scale
    bool mute = false;
    bool solo = false;
    MuteStyle muteStyle = MuteStyle::Cut;
    bool editLock = false;  ///< refuses changes of its patterns (from any source)
    std::uint16_t velocityScale = 100;  ///< per cent, [0, 200]
    std::uint8_t color = 0;  ///< [0, 8]: one of the theme's from 1; 0: the one its id gives it
    std::vector<PatternPtr> slots;  ///< null is an empty slot; at most kMaxSlots

    /// The pattern of a slot, or null when it is empty or there is none.
    [[nodiscard]] const Pattern* pattern(std::int32_t slot) const noexcept
    {
        return slot >= 0 && static_cast<std::size_t>(slot) < slots.size()
            ? slots[static_cast<std::size_t>(slot)].get()
            : nullptr;
    }
};

/// Compares patterns by value, not by address.
[[nodiscard]] bool operator==(const Track& a, const Track& b);

using TrackPtr = std::shared_ptr<const Track>;

}  // namespace clave
