#pragma once

#include "controllers/device/device_codec.hpp"
#include "controllers/device/light.hpp"
#include "core/time/time_point.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace clave {

/// Whether the device's flashing follows MIDI clock, which it then must be sent.
[[nodiscard]] bool needsClock(const Profile& profile) noexcept;

/// Keeps a device's lights true: what each is to show, what the device was last sent, and the messages in
/// between, in the device's own pace.
///
/// Never more than the newest picture waits: what a slow device has not been sent yet is replaced. Controls
/// just touched go first, then what changed last (the place that plays, an edit), then the rest from the
/// upper left; every fourth message is of what has waited longest, so that nothing waits for ever. Every five
/// seconds all are sent again one by one, for devices that lose updates. Sends nothing before the first
/// repaint(). Thread-safe: no. Realtime-safe: no.
class Painter {
public:
    using Send = std::function<void(std::span<const std::uint8_t>)>;
    static constexpr Nanoseconds kRefreshEvery = std::chrono::seconds {5};
    static constexpr Nanoseconds kRefreshPace = std::chrono::milliseconds {20};  ///< between two controls
    static constexpr std::size_t kBulkFrom = 9;  ///< changes that are worth a message for many

    /// `codec` must outlive it.
    explicit Painter(const DeviceCodec& codec);

    /// From here on the device shows nothing that is known; nothing is sent before `from`.
    void repaint(TimePoint from);
    /// Nothing is sent until repaint() (a device that was switched to a life of its own).
    void pause() noexcept;
    /// `lights`: one for each control of the profile; those that are missing are dark.
    void show(std::span<const Light> lights);
    /// Pressed, moved or let go: sent first; and again if the device lights it by itself.
    void touched(std::uint16_t control);
    /// What may be sent now, whole messages. \return when to ask again; nothing: when something changes.
    std::optional<TimePoint> send(TimePoint now, const Send& send);
    /// Everything off, at once and in no pace: for the end. Nothing is sent after it until repaint().
    void darken(const Send& send);

    /// What show() was given last, as the device can show it.
    [[nodiscard]] std::span<const Light> wanted() const noexcept { return wanted_; }
    /// Controls that do not show yet what they are to.
    [[nodiscard]] std::size_t waiting() const noexcept;

private:
    /// What the device is known to show, and since when it is to show something else.
    struct Shadow {
        Light light;
        bool isKnown = false;
        std::uint64_t since = 0;  ///< number of the show() or repaint() that made it differ
        std::uint64_t touch = 0;  ///< number of its last touch; 0: never
    };
    static constexpr std::uint64_t kTouchesKept = 8;  ///< fingers of a player, but for the thumbs

    [[nodiscard]] Light asShown(std::size_t control, const Light& light) const noexcept;
    [[nodiscard]] const LightDialect* dialect(std::size_t control) const noexcept;
    /// Its light can be told in a message for many.
    [[nodiscard]] bool takesMany(std::size_t control) const noexcept;
    [[nodiscard]] bool differs(std::size_t control) const noexcept;
    [[nodiscard]] bool isTouched(std::size_t control) const noexcept;
    [[nodiscard]] bool goesBefore(std::size_t a, std::size_t b, bool oldestFirst) const noexcept;
    [[nodiscard]] std::optional<std::size_t> next() const noexcept;
    void put(std::size_t control);
    void putMany(std::size_t first);
    bool refresh(TimePoint now);

    const DeviceCodec& codec_;
    Nanoseconds pace_ {};
    std::vector<Light> wanted_;
    std::vector<Shadow> shadows_;
    std::vector<std::vector<std::uint8_t>> out_;  ///< messages of what was put last
    std::size_t outSent_ = 0;  ///< of those
    bool isPaused_ = true;
    TimePoint nextSend_ {};
    TimePoint nextRefresh_ {};
    std::size_t refreshed_ = 0;  ///< the control whose turn it is
    std::uint64_t changes_ = 0;
    std::uint64_t touches_ = 0;
    std::uint64_t puts_ = 0;
};

}  // namespace clave
