#pragma once

#include "controllers/device/byte_template.hpp"
#include "controllers/device/profile.hpp"

#include <array>
#include <cstddef>
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
    using Messages = std::vector<std::vector<std::uint8_t>>;

    /// Controls that are marked as guessed are there only when they are asked for.
    explicit DeviceCodec(ProfilePtr profile, bool withGuessed = false);

    [[nodiscard]] const Profile& profile() const noexcept { return *profile_; }
    /// What an event means on this device; nothing when it is none of its controls. Any form of release is
    /// one. A pair of controllers must have been declared to the EventStream (Control::bits14).
    [[nodiscard]] std::optional<ControlInput> decode(const SurfaceEvent& event) noexcept;
    /// What a device does not say itself, one at a time: the Release of a control that never says so
    /// (Control::toggles), and half a value of 14 bits whose other half has not come in time
    /// (Profile::completeWithinMs). Ask before each decode() and every few milliseconds, until there is none.
    [[nodiscard]] std::optional<ControlInput> late(TimePoint now) noexcept;
    /// Appends the messages that make the control's light look so; nothing for what has no light. The
    /// messages of one parameter (99, 98, 6, 38) are neighbors and must stay so.
    void encode(std::uint16_t control, const Light& light, Messages& out) const;
    struct Change {
        std::uint16_t control = 0;
        Light light;
    };
    /// The same for many, in as few messages as the device takes. Order among them is kept as far as bulk
    /// messages allow.
    void encode(std::span<const Change> changes, Messages& out) const;

private:
    /// The templates of a dialect, by Motion.
    struct Dialect {
        std::array<ByteTemplate, 3> sysEx;
        ByteTemplate bulk;
        std::array<ByteTemplate, 3> specs;
    };
    /// What a light comes to on the wire.
    struct Wire {
        Motion motion = Motion::Steady;
        std::uint8_t channel = 1;
        std::uint8_t value = 0;
    };
    struct Bulk {
        std::vector<std::uint8_t> specs;
        std::size_t count = 0;
    };

    struct Late {
        ControlInput input;
        TimePoint due {};
    };

    [[nodiscard]] std::optional<std::uint16_t> find(const SurfaceEvent& event) const noexcept;
    [[nodiscard]] std::optional<ControlInput> input(
        std::uint16_t index, const SurfaceEvent& event) const noexcept;
    [[nodiscard]] static Wire wireOf(const LightDialect& dialect, const Light& light) noexcept;
    [[nodiscard]] const ByteTemplate* specOf(const Change& change) const noexcept;
    void send(const Control& control, const Wire& wire, Messages& out) const;
    void flush(std::size_t dialect, Bulk& bulk, Messages& out) const;

    ProfilePtr profile_;
    std::unordered_map<std::uint32_t, std::uint16_t> byAddress_;
    std::vector<Dialect> dialects_;
    std::vector<Late> waiting_;
};

}  // namespace clave
