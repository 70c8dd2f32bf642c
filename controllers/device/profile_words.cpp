#include "controllers/device/profile_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {

std::string controlName(const Profile& profile, const Control& control)
{
    if (control.kind == Control::Kind::Pad)
        return fmt::format("{} {}/{}", control.group, control.row + 1, control.col + 1);
    const auto same =
        std::ranges::count_if(profile.controls, [&](const Control& c) { return c.group == control.group; });
    return same == 1 ? control.group : fmt::format("{} {}", control.group, control.index + 1);
}

std::string addressText(const Address& address)
{
    using Kind = SurfaceEvent::Kind;
    const std::string channel =
        address.channel == 0 ? "any channel" : fmt::format("channel {}", address.channel);
    switch (address.kind) {
    case Kind::Cc:
        return fmt::format("cc {} on {}", address.number, channel);
    case Kind::Nrpn:
        return fmt::format("nrpn {}:{} on {}", address.number / 128, address.number % 128, channel);
    case Kind::Bend:
        return fmt::format("bend on {}", channel);
    case Kind::Pressure:
        return fmt::format("pressure on {}", channel);
    case Kind::Program:
        return fmt::format("program on {}", channel);
    default:
        return fmt::format("note {} on {}", address.number, channel);
    }
}

}  // namespace clave
