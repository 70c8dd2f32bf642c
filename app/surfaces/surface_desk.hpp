#pragma once

#include "app/surfaces/device_desk.hpp"
#include "app/surfaces/device_finder.hpp"
#include "app/surfaces/guest_news.hpp"
#include "app/surfaces/surface_loop.hpp"
#include "core/engine/engine.hpp"
#include "core/time/clock.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace clave {

class FinderThread;

/// All controllers of a run of Clave: found, taken, played, lit, and let go dark at the end.
///
/// Two threads: one that waits for what controllers send, and a slow one that looks once a second for devices
/// and for files that were saved. Nothing here waits for either. Thread-safe: yes, all. Realtime-safe: no.
class SurfaceDesk final : public DeviceDesk {
public:
    struct Setup {
        ControllerWish wish;
        std::unique_ptr<ControllerFiles> files;
        std::function<void()> onNews;  ///< called on one of the threads; may be empty
        GuestWays guests {};
    };

    /// The engine and the clock outlive it.
    SurfaceDesk(Engine& engine, const Clock& clock, Setup setup);
    ~SurfaceDesk() override;
    SurfaceDesk(const SurfaceDesk&) = delete;
    SurfaceDesk& operator=(const SurfaceDesk&) = delete;
    SurfaceDesk(SurfaceDesk&&) = delete;
    SurfaceDesk& operator=(SurfaceDesk&&) = delete;

    [[nodiscard]] Views views() const override { return loop_.views(); }
    [[nodiscard]] std::vector<std::string> takeNews() override { return loop_.takeNews(); }

    void touch(std::uint32_t device, const ControlInput& input) override { loop_.touch(device, input); }
    void enable(std::uint32_t device, bool on) override;
    void useMap(std::uint32_t device, std::string map) override;
    void learn(std::uint32_t device, LearnAsk ask) override { loop_.learn(device, std::move(ask)); }
    /// What scripts want of the devices from now on; those that come later, too.
    void useGuest(GuestWishPtr wish) { loop_.useGuest(std::move(wish)); }
    /// The knobs that scripts have now, each from 0 to 1.
    void useKnobs(std::vector<double> knobs) { loop_.useKnobs(std::move(knobs)); }
    /// In case of need: every device is let go, dark, as far as that is possible at once.
    void releaseAll() { loop_.releaseAll(); }

private:
    std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
    SurfaceLoop loop_;
    std::shared_ptr<DeviceFinder> finder_;
    std::unique_ptr<FinderThread> thread_;
};

}  // namespace clave
