#pragma once

#include "core/time/time_point.hpp"

#include <cstdint>
#include <span>

namespace clave {

/// One thing a controller said, normalised: a note-on of velocity 0 is a NoteOff, and a parameter selected by
/// 99/98 or 101/100 is one event of its own (MIDI 1.0 specification, tables 3 and 3a).
///
/// Thread-safe: yes (a value; `bytes` points into the parser and holds until the next byte is fed).
struct SurfaceEvent {
    enum class Kind : std::uint8_t {
        NoteOn,  ///< number: key, value: velocity [1, 127]
        NoteOff,  ///< value: release velocity [0, 127]
        Cc,  ///< number: controller [0, 127], value [0, 127]
        Cc14,  ///< a pair declared as one: number: controller [0, 31], value [0, 16383]
        Program,  ///< value [0, 127]
        Bend,  ///< value [0, 16383]; 8192 is the centre
        Pressure,  ///< of the channel, value [0, 127]
        Poly,  ///< number: key, value [0, 127]
        Nrpn,  ///< number = msb * 128 + lsb, value [0, 16383]
        Rpn,  ///< as Nrpn
        Start,
        Stop,
        Continue,
        Clock,
        Sensing,  ///< active sensing: once seen, 300 ms of silence mean that the cable is out
        SysEx,  ///< `bytes`, F0 and F7 included
    };

    Kind kind = Kind::NoteOn;
    std::uint8_t channel = 0;  ///< from 1 to 16; 0: belongs to none
    std::uint16_t number = 0;
    std::uint16_t value = 0;
    std::int8_t delta = 0;  ///< of Nrpn and Rpn by data increment and decrement: +1, -1; else 0
    bool complete = true;  ///< of Nrpn, Rpn and Cc14: both halves of the value are known (CC 38 came)
    /// A Cc that was part of something larger (99, 98, 6, 38 ..., half of a pair): if it says anything by
    /// then, that follows as an event of its own.
    bool ofParameter = false;
    TimePoint time {};
    std::span<const std::uint8_t> bytes;  ///< of SysEx only
};

}  // namespace clave
