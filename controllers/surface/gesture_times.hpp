#pragma once

#include "core/time/time_point.hpp"

namespace clave {

// What hands call long and short.

/// From here on a press is a hold.
inline constexpr Nanoseconds kHoldTime = std::chrono::milliseconds {350};
/// Two presses within this are a double tap.
inline constexpr Nanoseconds kDoubleTime = std::chrono::milliseconds {250};
/// A step must have been held for so long before another pad makes a long note of it: fingers that run over
/// the pads overlap, but not for as long.
inline constexpr Nanoseconds kRangeTime = std::chrono::milliseconds {100};
/// Turns of a knob that are no further apart are one step of undo.
inline constexpr Nanoseconds kTurnTime = std::chrono::seconds {1};
/// One control changes the song no more often than this.
inline constexpr Nanoseconds kMoveInterval = std::chrono::milliseconds {10};
/// What was sent stands over what is seen for so long, until it is published.
inline constexpr Nanoseconds kOnItsWay = std::chrono::milliseconds {50};
/// The cable is out when active sensing is silent for so long (MIDI 1.0 specification).
inline constexpr Nanoseconds kSensingTime = std::chrono::milliseconds {300};

}  // namespace clave
