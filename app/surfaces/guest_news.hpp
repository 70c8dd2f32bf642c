#pragma once

#include "controllers/rules/rules_chain.hpp"
#include "core/time/time_point.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace clave {

/// What somebody beside the maps (controllers/surface/guest.hpp) is told: one thing that hands did.
struct GuestNews {
    enum class What : std::uint8_t { Fired, Touched };
    What what = What::Fired;
    std::uint32_t number = 0;  ///< of the chain, or of who listens
    TimePoint time {};
    // Of a chain.
    std::array<std::uint16_t, RulesChain::kMostCaptures> captures {};
    std::size_t captureCount = 0;
    // Of a pad or button.
    std::uint16_t pad = 0;  ///< the number that it sends
    std::uint16_t velocity = 0;  ///< [0, 127]; 0: it was let go
    std::string control;  ///< as maps name it: "pad[7][0]"
};

/// A device that is there.
struct GuestDevice {
    std::uint32_t id = 0;
    std::string profile;  ///< id
    std::string name;  ///< of the profile
    std::string port;

    friend bool operator==(const GuestDevice&, const GuestDevice&) = default;
};

/// The ways from controllers to scripts, called on the thread of the controllers; each may be empty.
struct GuestWays {
    /// A map asks for a script's function by name.
    std::function<void(const std::string& name, std::span<const int> values)> call;
    std::function<void(const GuestNews& news)> heard;
    /// One of the knobs that guests have shown (SurfaceDesk::useKnobs()) is turned; way from 0 to 1.
    std::function<void(std::size_t knob, double way)> turn;
    /// Those that are there now, when that has changed.
    std::function<void(std::vector<GuestDevice> devices)> devices;
};

}  // namespace clave
