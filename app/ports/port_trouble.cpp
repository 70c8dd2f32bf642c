#include "app/ports/port_trouble.hpp"

#include <fmt/format.h>

namespace clave {

std::string sentence(PortTrouble trouble, const std::string& portName)
{
    const std::string name = portName.empty() ? "The port \"Clave\"" : fmt::format("\"{}\"", portName);
    switch (trouble) {
    case PortTrouble::PortGone:
        return fmt::format("{} is gone; it is opened again when it is back.", name);
    case PortTrouble::ServerGone:
        return fmt::format("{} is gone with its JACK server; it is opened again when one runs.", name);
    case PortTrouble::ServerStands:
        return fmt::format("{} is not heard: the JACK server stands still.", name);
    case PortTrouble::None:
        break;
    }
    return {};
}

}  // namespace clave
