#pragma once

#include "core/time/time_point.hpp"

#include <cstdint>

namespace clave {

/// Keys that no letter stands for.
enum class Special : std::uint8_t {
    None,
    Left,
    Right,
    Up,
    Down,
    Enter,
    Space,
    Tab,
    Backspace,
    Delete,
    Escape,
    Home,
    End,
    PageUp,
    PageDown,
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    F10,
    F11,
    F12,
};

/// Held keys that change what others mean.
struct Modifiers {
    bool ctrl = false;
    bool shift = false;
    bool alt = false;

    friend constexpr bool operator==(const Modifiers&, const Modifiers&) = default;
};

/// A key of the computer going down or up.
///
/// Commands go by the letter that is printed on it (`letter`), the piano by its place on the keyboard
/// (`piano`): so both are right on an AZERTY keyboard.
struct KeyEvent {
    static constexpr std::int8_t kNoPiano = -1;

    Special special = Special::None;
    char letter = 0;  ///< upper case, digit or sign, without Shift; 0 when special
    std::int8_t piano = kNoPiano;  ///< semitones above the lowest C of the computer's keys
    Modifiers with;
    bool down = true;
    bool repeated = false;
    TimePoint time {};
};

}  // namespace clave
