#pragma once

#include "app/surfaces/device_teacher.hpp"
#include "app/surfaces/device_view.hpp"
#include "app/surfaces/guest_news.hpp"
#include "app/surfaces/light_clock.hpp"
#include "controllers/surface/surface.hpp"
#include "core/engine/command_sender.hpp"
#include "core/engine/key_sender.hpp"
#include "core/ports/byte_port.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace clave {

/// What the devices of a thread share: the ways to the rest of Clave. All outlive the devices.
struct SurfaceWays {
    CommandSender& commands;
    KeySender& keys;
    GuestWays guests;
    std::function<void(std::string)> say;  ///< a sentence for a person
    OwnFiles own;  ///< where what is learned is written
    std::function<void(std::uint32_t device, std::string map)> saved;  ///< one's own map is there
};

/// A device as it is first known.
struct NewDevice {
    std::uint32_t id = 0;
    std::string name;  ///< of its port
    ProfilePtr profile;
    MapPtr map;  ///< null: nothing is bound
    std::vector<std::string> maps;  ///< names of those that fit
    std::unique_ptr<BytePort> port;  ///< null: it is not there, or switched off
    bool enabled = true;
};

/// A surface and its port: bytes go in, what it does goes out, and it follows the cable.
/// Thread-safe: no, of the thread of the controllers. Realtime-safe: no.
class SurfaceDevice final : public SurfaceOut {
public:
    SurfaceDevice(NewDevice device, SurfaceWays& ways);

    /// Takes what came in, follows the cable and paints.
    void work(const SurfaceView& view);
    void touch(const ControlInput& input, const SurfaceView& view);
    void usePort(std::unique_ptr<BytePort> port, const SurfaceView& view);
    void useMap(MapPtr map, std::vector<std::string> maps, const SurfaceView& view);
    /// The device's own file has changed: it is taken anew.
    void useProfile(ProfilePtr profile, const SurfaceView& view);
    /// Off: its lights go out and its port is closed. On: it waits for one.
    void enable(bool on, const SurfaceView& view);
    void learn(const LearnAsk& ask, const SurfaceView& view);
    /// What somebody beside the map wants of all devices.
    void useGuest(const GuestWishPtr& wish);
    /// Lets go of everything and darkens it. It is taken again when its cable goes out and in.
    void release(const SurfaceView& view);

    [[nodiscard]] std::uint32_t id() const noexcept { return id_; }
    [[nodiscard]] bool isPresent() const noexcept { return presence_ != 0; }
    /// Messages wait for the device's pace.
    [[nodiscard]] bool isBehind() const noexcept { return isPresent() && surface_->waiting() > 0; }
    /// When its clock is due; nothing when it needs none.
    [[nodiscard]] std::optional<TimePoint> nextClock() const noexcept { return nextClock_; }
    /// Something was done or asked for since the last call.
    [[nodiscard]] bool takeActed() noexcept { return std::exchange(hasActed_, false); }
    [[nodiscard]] GuestDevice forGuests() const { return {id_, profile_->id, profile_->name, name_}; }
    [[nodiscard]] DeviceView shown(const SurfaceView& view) const;

    void command(CommandWhat what, std::uint64_t gesture) override;
    void key(const KeyPress& key) override;
    void send(std::span<const std::uint8_t> message) override;
    void hook(const std::string& name, std::span<const int> values) override;
    void turn(std::size_t knob, double way) override;
    void fired(std::uint32_t number, std::span<const std::uint16_t> captures, TimePoint time) override;
    void touched(std::uint32_t number, const ControlInput& input) override;

private:
    void followCable(const SurfaceView& view);
    void takeBytes(const SurfaceView& view);
    void sendClock(const SurfaceView& view);

    const std::uint32_t id_;
    const std::string name_;
    SurfaceWays& ways_;
    std::vector<std::string> maps_;
    std::unique_ptr<BytePort> port_;
    ProfilePtr profile_;
    MapPtr map_;  ///< null: nothing is bound
    GuestWishPtr guest_;  ///< null: there is none
    std::unique_ptr<Surface> surface_;
    std::unique_ptr<DeviceTeacher> teacher_;  ///< null: it plays
    std::uint32_t presence_ = 0;  ///< of the port when it was last looked at
    bool enabled_ = true;
    bool isReleased_ = false;
    bool hasActed_ = false;
    /// A message was refused: what the device shows is not known.
    bool isPaintOwed_ = false;
    TimePoint paintNotBefore_ {};
    bool needsClock_ = false;
    LightClock clock_;
    std::optional<TimePoint> nextClock_;
};

}  // namespace clave
