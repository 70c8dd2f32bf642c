#pragma once

#include "controllers/device/device_codec.hpp"
#include "controllers/device/light.hpp"
#include "core/time/time_point.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace clave {

/// Keeps a device's lights true: what each is to show, what the device was last sent, and the messages in
/// between, in the device's own pace.
///
/// Never more than the newest picture waits: what a slow device has not been sent yet is replaced. Controls
/// just touched go first. Everything is sent again on repaint(), and one control a frame every five seconds
/// in turn, for devices that lose updates. Thread-safe: no. Realtime-safe: no.
class Painter {
public:
    explicit Painter(const DeviceCodec& codec);

    /// From here on the device shows nothing that is known; nothing is sent before `from`.
    void repaint(TimePoint from);
    /// Nothing is sent until repaint() (a device that was switched to a life of its own).
    void pause() noexcept;
    /// `lights`: one for each control of the profile.
    void show(std::span<const Light> lights);
    /// Sent first; and again if the device lights it by itself.
    void touched(std::uint16_t control, bool released);
    /// What may be sent now. \return when to ask again; nothing: when something changes.
    std::optional<TimePoint> send(
        TimePoint now, const std::function<void(std::span<const std::uint8_t>)>& send);
    /// Everything off, at once and unpaced by whoever calls with send: for the end.
    void darken(const std::function<void(std::span<const std::uint8_t>)>& send);

    [[nodiscard]] std::span<const Light> wanted() const noexcept;
    [[nodiscard]] std::size_t waiting() const noexcept;

private:
    const DeviceCodec& codec_;
    // the rest is the implementer's
};

}  // namespace clave
