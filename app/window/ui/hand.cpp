#include "app/window/ui/hand.hpp"

namespace clave {

void pressKey(Context& ui, int pitch, int velocity, TimePoint time)
{
    const bool isEntered = ui.performance().entry.on;
    const auto key = static_cast<std::uint8_t>(pitch);
    const auto loudness = static_cast<std::uint8_t>(velocity);
    if (isEntered)
        ui.asks.command(EnterKeyDown {key, loudness});
    ui.asks.wish(wish::Key {key, loudness, true, isEntered, time});
}

void releaseKey(Context& ui, int pitch, TimePoint time)
{
    const auto key = static_cast<std::uint8_t>(pitch);
    if (ui.performance().entry.on)
        ui.asks.command(EnterKeyUp {key});
    ui.asks.wish(wish::Key {key, 0, false, false, time});
}

}  // namespace clave
