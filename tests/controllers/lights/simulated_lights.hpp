#pragma once

#include "controllers/device/profile.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace clave::test {

/// A controller of 8 x 8 pads, 8 buttons to the right and 8 above that talks as a Launchpad X does.
[[nodiscard]] std::shared_ptr<Profile> padProfile();

/// The lights of such a device: knows nothing but the bytes that it is sent.
class SimulatedLights {
public:
    void receive(std::span<const std::uint8_t> message);
    /// Loses what it was sent, as when its cable is out.
    void forget() { leds_.clear(); }
    /// Lights one by itself.
    void light(std::uint8_t led, std::uint8_t value) { leds_[led] = {value, 0}; }

    /// What the light of a control shows, read back through the profile; nothing when it was never told.
    [[nodiscard]] std::optional<Light> shows(const Profile& profile, std::size_t control) const;
    [[nodiscard]] std::size_t messages() const noexcept { return messages_; }
    [[nodiscard]] std::size_t notUnderstood() const noexcept { return notUnderstood_; }
    /// The lights that the last message was about.
    [[nodiscard]] const std::vector<std::uint8_t>& last() const noexcept { return last_; }

private:
    struct Led {
        std::uint8_t value = 0;
        std::uint8_t channel = 0;  ///< from 0: steady, flashing, pulsing
    };
    void set(std::uint8_t led, Led to);

    std::map<std::uint8_t, Led> leds_;
    std::vector<std::uint8_t> last_;
    std::size_t messages_ = 0;
    std::size_t notUnderstood_ = 0;
};

}  // namespace clave::test
