#include "app/net/osc_desk.hpp"

#include "app/net/osc_loop.hpp"

#include <fmt/format.h>

#include <utility>

namespace clave {

OscDesk::OscDesk(Engine& engine, const Clock& clock, const OscWish& wish)
{
    if (!wish.on) {
        off_.sentence = "OSC is off.";
        return;
    }
    auto socket = OscSocket::open(wish.address);
    if (!socket) {
        off_.sentence = socket.error().message;
        return;
    }
    const OscAddress address = socket->address();
    std::string sentence = address == wish.address
        ? fmt::format("OSC is on at {}.", address.text())
        : fmt::format("OSC is on at {}, for another program has {}.", address.text(), wish.address.port);
    loop_ = std::make_unique<OscLoop>(engine, clock, std::move(*socket), std::move(sentence));
}

OscDesk::~OscDesk() = default;

OscState OscDesk::state() const
{
    return loop_ ? loop_->state() : off_;
}

void OscDesk::connect(OscScripts scripts)
{
    if (loop_)
        loop_->connect(std::move(scripts));
}

void OscDesk::send(OscMessage message, std::optional<OscAddress> to)
{
    if (loop_)
        loop_->send(std::move(message), to);
}

}  // namespace clave
