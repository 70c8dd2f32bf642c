#include "controllers/surface/guest_hands.hpp"

#include <algorithm>
#include <utility>

namespace clave {

void GuestHands::set(Guest guest)
{
    guest_ = std::move(guest);
}

bool GuestHands::touch(const ControlInput& input, SurfaceOut& out)
{
    if (input.what == ControlInput::What::Release) {
        std::erase_if(down_, [&](const Down& down) {
            if (down.control == input.control)
                out.touched(down.number, input);
            return down.control == input.control;
        });
    } else if (input.what == ControlInput::What::Press) {
        for (const Guest::Listener& listener : guest_.listeners) {
            if (!listener.controls[input.control])
                continue;
            const Down down {input.control, listener.number};
            if (std::ranges::find(down_, down) == down_.end())
                down_.push_back(down);
            out.touched(listener.number, input);
        }
    }
    return input.control < guest_.taken.size() && guest_.taken[input.control];
}

bool GuestHands::isDown(std::uint16_t control) const noexcept
{
    return std::ranges::find(down_, control, &Down::control) != down_.end();
}

void GuestHands::letGo(const Moment& moment)
{
    for (const Down& down : std::exchange(down_, {}))
        moment.out.touched(down.number, {ControlInput::What::Release, down.control, 0, 0, moment.view.now});
}

void GuestHands::paint(std::span<Light> lights) const noexcept
{
    for (std::size_t i = 0; i < lights.size() && i < guest_.lights.size(); ++i) {
        if (guest_.lights[i])
            lights[i] = *guest_.lights[i];
        else if (guest_.taken[i])
            lights[i] = Light {};
    }
}

}  // namespace clave
