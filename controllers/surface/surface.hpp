#pragma once

#include "controllers/device/device_codec.hpp"
#include "controllers/map/map.hpp"
#include "controllers/surface/guest.hpp"
#include "core/engine/command.hpp"
#include "core/engine/key_sender.hpp"
#include "core/engine/snapshot.hpp"
#include "core/engine/status.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace clave {

/// What a surface shows, all of it somebody else's.
struct SurfaceView {
    const Snapshot& snapshot;
    const ClockStatus& status;
    TimePoint now {};
    bool canUndo = false;
    bool canRedo = false;
    std::span<const double> knobs {};  ///< of scripts, in their order, each from 0 to 1
};

/// What a surface does. Implemented by the thread that owns it, and by tests.
class SurfaceOut {
public:
    virtual ~SurfaceOut() = default;
    SurfaceOut() = default;
    SurfaceOut(const SurfaceOut&) = delete;
    SurfaceOut& operator=(const SurfaceOut&) = delete;
    SurfaceOut(SurfaceOut&&) = delete;
    SurfaceOut& operator=(SurfaceOut&&) = delete;

    virtual void command(CommandWhat what, std::uint64_t gesture) = 0;
    virtual void key(const KeyPress& key) = 0;
    /// One whole message to the device, now.
    virtual void send(std::span<const std::uint8_t> message) = 0;
    /// A map asked for a script's function ("hook.name").
    virtual void hook(const std::string& name, std::span<const int> values) = 0;
    /// A knob of the scripts is turned: which of SurfaceView::knobs. \param way from 0 to 1
    virtual void turn(std::size_t knob, double way) = 0;
    /// A chain of a guest was heard. \param number as the guest gave it. \param captures until it returns.
    virtual void fired(std::uint32_t number, std::span<const std::uint16_t> captures, TimePoint time) = 0;
    /// A pad or button that a guest listens to was pressed or let go.
    virtual void touched(std::uint32_t number, const ControlInput& input) = 0;
};

/// One line of what a surface did with what came in, in words, for `clave midi monitor` and the window.
struct SurfaceTrace {
    std::uint64_t number = 0;  ///< grows by one
    TimePoint time {};
    std::string what;  ///< "pad 1/3 pressed, 96"
    std::string why;  ///< "toggles step 3 (grid.map.toml:41)", "nothing is bound to it"
    std::int32_t bind = -1;  ///< index into Map::binds; -1: none
    std::int32_t chain = -1;  ///< index into Map::chains
};

/// One controller and what it means: bytes and time in; commands, notes and lights out. Pure: no thread, no
/// clock, no port.
///
/// Has a focus of its own (track, page, layer). Lights are the difference between what the song shows now and
/// what the device was last sent, in the device's own pace; the newest picture replaces what was not sent
/// yet. Thread-safe: no, one thread. Realtime-safe: no (but its input path takes no memory after the first
/// messages).
class Surface {
public:
    Surface(ProfilePtr profile, MapPtr map);
    ~Surface();
    Surface(const Surface&) = delete;
    Surface& operator=(const Surface&) = delete;
    Surface(Surface&&) = delete;
    Surface& operator=(Surface&&) = delete;

    /// The device is there: takes it, and paints it anew once it has settled.
    void connect(const SurfaceView& view, SurfaceOut& out);
    /// Everything held is let go, all lights go out, the device gets its own life back.
    void release(const SurfaceView& view, SurfaceOut& out);
    /// The cable is out: held things are let go; nothing is sent.
    void lost(const SurfaceView& view, SurfaceOut& out);

    /// Bytes that came in, cut anywhere, all at `time`.
    void feed(std::span<const std::uint8_t> bytes, TimePoint time, const SurfaceView& view, SurfaceOut& out);
    /// A control by itself, as the window's twin of the device does.
    void touch(const ControlInput& input, const SurfaceView& view, SurfaceOut& out);
    /// Time has passed or the song has changed: holds, time limits, lights. Wanted every 10 ms, and at once
    /// after something changed.
    void advance(const SurfaceView& view, SurfaceOut& out);

    /// Another meaning, while playing: held things are let go, the lights follow.
    void setMap(MapPtr map, const SurfaceView& view, SurfaceOut& out);

    /// Somebody beside the map listens for these chains from now on, instead of others.
    void listenTo(GuestChains chains);
    /// ... hears and takes these controls, and lights these; painted by the next advance().
    void setGuest(Guest guest);

    [[nodiscard]] const Profile& profile() const noexcept;
    [[nodiscard]] MapPtr map() const noexcept;
    /// What each control's light is to show now, in the order of Profile::controls.
    [[nodiscard]] std::span<const Light> lights() const noexcept;
    /// What happened since `number`, at most the last 64.
    [[nodiscard]] std::vector<SurfaceTrace> traceSince(std::uint64_t number) const;
    /// What chains wait for that the last message began or brought on: "FILTER waits for cc 27 0".
    [[nodiscard]] std::vector<std::string> chainWaits(TimePoint now) const;
    /// Messages that wait for the device's pace.
    [[nodiscard]] std::size_t waiting() const noexcept;
    /// In words: track, page, layer, whether it is locked.
    [[nodiscard]] std::string focusText(const SurfaceView& view) const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace clave
