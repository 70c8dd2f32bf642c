#pragma once

#include <cstdint>
#include <string>

namespace clave {

/// Why nothing gets through an open port.
enum class PortTrouble : std::uint8_t {
    None,
    PortGone,
    ServerGone,
    ServerStands,  ///< it makes no periods; it may go on
};

/// The port has to be opened again. Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] constexpr bool isAway(PortTrouble trouble) noexcept
{
    return trouble == PortTrouble::PortGone || trouble == PortTrouble::ServerGone;
}

/// One sentence; empty for None. \param portName empty for a port of our own.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::string sentence(PortTrouble trouble, const std::string& portName);

}  // namespace clave
