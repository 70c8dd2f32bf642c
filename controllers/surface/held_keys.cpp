#include "controllers/surface/held_keys.hpp"

#include <algorithm>

namespace clave {

void HeldKeys::press(std::uint32_t who, std::uint8_t pitch, std::uint8_t velocity, bool soundsOnly,
    Focus& focus, const Moment& moment)
{
    release(who, focus, moment);
    held_.push_back({who, pitch, soundsOnly});
    focus.keys.set(pitch);
    moment.out.key({pitch, velocity, true, moment.time, soundsOnly});
}

void HeldKeys::release(std::uint32_t who, Focus& focus, const Moment& moment)
{
    const auto found = std::ranges::find(held_, who, &Key::who);
    if (found == held_.end())
        return;
    const Key key = *found;
    held_.erase(found);
    // Two pads may hold the same pitch; it ends with the last of them.
    if (std::ranges::find(held_, key.pitch, &Key::pitch) != held_.end())
        return;
    focus.keys.reset(key.pitch);
    moment.out.key({key.pitch, 64, false, moment.time, key.soundsOnly});
}

void HeldKeys::letGo(Focus& focus, const Moment& moment)
{
    while (!held_.empty())
        release(held_.back().who, focus, moment);
}

}  // namespace clave
