#pragma once

#include "controllers/device/profile.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace clave {

using ProfilePtr = std::shared_ptr<const Profile>;

/// One device's bytes, both ways: what was done to which control, and how a light is lit.
///
/// Made once for a profile. Thread-safe: no. decode() is realtime-safe; encode() is when the buffer has room.
class DeviceCodec {
public:
    explicit DeviceCodec(ProfilePtr profile);

    [[nodiscard]] const Profile& profile() const noexcept { return *profile_; }
    /// What an event means on this device; nothing when it is none of its controls. Any form of release is
    /// one.
    [[nodiscard]] std::optional<ControlInput> decode(const SurfaceEvent& event) noexcept;
    /// Appends the messages that make the control's light look so; nothing for what has no light.
    void encode(std::uint16_t control, const Light& light, std::vector<std::vector<std::uint8_t>>& out) const;
    struct Change {
        std::uint16_t control = 0;
        Light light;
    };
    /// The same for many, in as few messages as the device takes. Order among them is kept as far as bulk
    /// messages allow.
    void encode(std::span<const Change> changes, std::vector<std::vector<std::uint8_t>>& out) const;

private:
    ProfilePtr profile_;
    std::unordered_map<std::uint32_t, std::uint16_t> byAddress_;
};

}  // namespace clave
