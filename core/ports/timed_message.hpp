#pragma once

#include "core/midi/message.hpp"
#include "core/time/time_point.hpp"

#include <cstdint>
#include <type_traits>

namespace clave {

/// Names one sounding of one note, so that its end, and a second decision about it, can be told from other
/// notes of the same pitch. The same for the same note of the same step in the same pass. 0 is no note.
using VoiceId = std::uint64_t;

/// What the clock thread hands to an output ahead of time.
struct TimedMessage {
    enum class What : std::uint8_t {
        Send,  ///< send `message` at `due`; note-ons and note-offs carry their voice
        Cut,  ///< forget everything of `track` that is due at `due` or later: it has been decided anew and
              ///< follows
        EndTrack,  ///< end, at `due`, everything that `track` has sounding, one note-off each
        EndAll,  ///< end, at `due`, everything that sounds, then CC 64 = 0 and CC 123 on the channels used
    };
    static constexpr std::uint16_t kEveryTrack =
        0xFFFF;  ///< with Cut: all but kLive, which nobody decides anew, and kClock
    static constexpr std::uint16_t kLive = 0xFFFE;  ///< notes played by hand: thru, audition
    static constexpr std::uint16_t kMetronome = 0xFFFD;
    static constexpr std::uint16_t kClock = 0xFFFC;  ///< MIDI clock; cut by itself: its offset is its own

    TimePoint due {};
    VoiceId voice = 0;
    std::uint16_t track = kLive;
    What what = What::Send;
    Message message;
};
static_assert(std::is_trivially_copyable_v<TimedMessage>);

}  // namespace clave
