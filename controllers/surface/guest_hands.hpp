#pragma once

#include "controllers/surface/guest.hpp"
#include "controllers/surface/moment.hpp"

#include <span>
#include <vector>

namespace clave {

/// What hands do with the controls that a guest listens to, and the lights that it wants, on one device.
/// Thread-safe: no. Realtime-safe: no.
class GuestHands {
public:
    void set(Guest guest);

    /// Tells who listens. A release is told to those who were told of the press, whatever they want since.
    /// \return true when the map does not get it.
    bool touch(const ControlInput& input, SurfaceOut& out);
    [[nodiscard]] bool isDown(std::uint16_t control) const noexcept;
    /// All that is down is let go.
    void letGo(const Moment& moment);

    /// Puts its lights over those of the map, one for each control.
    void paint(std::span<Light> lights) const noexcept;

private:
    struct Down {
        std::uint16_t control = 0;
        std::uint32_t number = 0;  ///< of the listener

        friend bool operator==(const Down&, const Down&) = default;
    };
    Guest guest_;
    std::vector<Down> down_;
};

}  // namespace clave
