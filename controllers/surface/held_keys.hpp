#pragma once

#include "controllers/map/focus.hpp"
#include "controllers/surface/moment.hpp"

#include <array>
#include <bitset>
#include <cstdint>
#include <vector>

namespace clave {

/// Notes that a surface's pads hold, so that each is ended by what began it, whatever the octave or the scale
/// are by then. Thread-safe: no. Realtime-safe: once as many were held.
class HeldKeys {
public:
    /// Who holds a key: a control, or a key of a keyboard (kKeyboard + its number).
    static constexpr std::uint32_t kKeyboard = 0x10000;

    /// \param soundsOnly it is heard, and neither entered nor recorded.
    void press(std::uint32_t who, std::uint8_t pitch, std::uint8_t velocity, bool soundsOnly, Focus& focus,
        const Moment& moment);
    void release(std::uint32_t who, Focus& focus, const Moment& moment);
    void letGo(Focus& focus, const Moment& moment);

private:
    struct Key {
        std::uint32_t who = 0;
        std::uint8_t pitch = 0;
        bool soundsOnly = false;
    };
    std::vector<Key> held_;
};

}  // namespace clave
