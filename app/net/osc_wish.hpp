#pragma once

#include "app/net/osc_socket.hpp"
#include "core/base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clave {

/// Where OSC is wished for: only this machine can send to it, unless a person says otherwise.
struct OscWish {
    /// Free of the ports that programs around music come with (7000, 8000, 9000, 53000, 57120 ...).
    static constexpr std::uint16_t kPort = 9170;

    bool on = true;
    OscAddress address {0x7F000001, kPort};
};

/// "9170", "0.0.0.0:9170" (every program on the network), or "off".
[[nodiscard]] Result<OscWish> parseOscWish(std::string_view text);

}  // namespace clave
