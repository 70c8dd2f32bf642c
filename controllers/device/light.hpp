#pragma once

#include <cstdint>

namespace clave {

/// What a light looks like, in words that every device understands as well as it can: one that has no blue
/// takes the nearest it has, one with a single color is on or off.
enum class Hue : std::uint8_t {
    Off,
    DarkGrey,
    Grey,
    White,
    Red,
    RedDim,
    Orange,
    OrangeDim,
    Yellow,
    YellowDim,
    Lime,
    Green,
    GreenDim,
    Mint,
    Cyan,
    CyanDim,
    Azure,
    Blue,
    BlueDim,
    Violet,
    VioletDim,
    Magenta,
    Pink,
    PinkDim,
};
inline constexpr int kHueCount = 24;

/// Steady, or moving by the device itself. Moving is for states (recording, queued) and never for the place
/// that plays, which is timed here.
enum class Motion : std::uint8_t { Steady, Flash, Pulse };

/// What one light is to show. A value.
struct Light {
    Hue hue = Hue::Off;
    Motion motion = Motion::Steady;
    /// Of a ring, a meter or a motor fader: its position in [0, 127]; else nothing.
    std::int16_t level = -1;

    friend constexpr bool operator==(const Light&, const Light&) = default;
};

}  // namespace clave
