#pragma once

#include "app/surfaces/device_view.hpp"
#include "app/surfaces/surface_device.hpp"
#include "core/engine/engine.hpp"
#include "core/ports/bell.hpp"
#include "core/time/clock.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace clave {

/// The thread of the controllers: takes what their ports bring, lets each surface do its work, and shows what
/// came of it. Sleeps until a port rings; looks by itself a hundred times a second while a device is there.
///
/// An ordinary thread: a flood on a port may hold it up, and holds up nothing else. Thread-safe: yes, all.
/// Realtime-safe: no.
class SurfaceLoop {
public:
    using Saved = std::function<void(std::uint32_t device, std::string map)>;

    /// \param bell what ports are to be opened with. \param onNews called on this thread when there is
    /// something to read. \param own where what is learned is written. \param saved one's own map was, and is
    /// to be used.
    SurfaceLoop(Engine& engine, const Clock& clock, std::shared_ptr<Bell> bell, std::function<void()> onNews,
        GuestWays guests, OwnFiles own, Saved saved);
    /// Every device is let go, dark.
    ~SurfaceLoop();
    SurfaceLoop(const SurfaceLoop&) = delete;
    SurfaceLoop& operator=(const SurfaceLoop&) = delete;
    SurfaceLoop(SurfaceLoop&&) = delete;
    SurfaceLoop& operator=(SurfaceLoop&&) = delete;

    // Requests, done in their order and soon.
    void add(NewDevice device);
    void usePort(std::uint32_t device, std::unique_ptr<BytePort> port);
    void useMap(std::uint32_t device, MapPtr map, std::vector<std::string> maps);
    void useProfile(std::uint32_t device, ProfilePtr profile);
    void enable(std::uint32_t device, bool on);
    void touch(std::uint32_t device, const ControlInput& input);
    void learn(std::uint32_t device, LearnAsk ask);
    /// What somebody beside the maps wants of all devices. Only the newest counts.
    void useGuest(GuestWishPtr wish);
    /// Knobs of scripts, each from 0 to 1.
    void useKnobs(std::vector<double> knobs);
    /// Lets go of every device, dark, and returns when that is sent; in case of need, and quickly.
    void releaseAll();

    /// What each device shows, as it was a moment ago; whoever goes on asking sees how it changes.
    [[nodiscard]] std::shared_ptr<const std::vector<DeviceView>> views() const;
    [[nodiscard]] std::vector<std::string> takeNews();
    void say(std::string sentence);

private:
    struct Add {
        NewDevice device;
    };
    struct UsePort {
        std::uint32_t device;
        std::unique_ptr<BytePort> port;
    };
    struct UseMap {
        std::uint32_t device;
        MapPtr map;
        std::vector<std::string> maps;
    };
    struct UseProfile {
        std::uint32_t device;
        ProfilePtr profile;
    };
    struct Enable {
        std::uint32_t device;
        bool on;
    };
    struct Touch {
        std::uint32_t device;
        ControlInput input;
    };
    struct Learn {
        std::uint32_t device;
        LearnAsk ask;
    };
    struct Release {
        std::shared_ptr<Bell> done;
    };
    using Job = std::variant<Add, UsePort, UseMap, UseProfile, Enable, Touch, Learn, Release>;

    void ask(Job job);
    void run();
    void round();
    void doJobs(const SurfaceView& view);
    void lookAtSong(TimePoint now);
    void lookAtGuest();
    void tellDevices();
    [[nodiscard]] Nanoseconds patience() const;
    void show(const SurfaceView& view);
    [[nodiscard]] SurfaceDevice* find(std::uint32_t id);
    [[nodiscard]] SurfaceView view() const;

    void obey(Add& job, const SurfaceView& view);
    void obey(UsePort& job, const SurfaceView& view);
    void obey(UseMap& job, const SurfaceView& view);
    void obey(UseProfile& job, const SurfaceView& view);
    void obey(Enable& job, const SurfaceView& view);
    void obey(Touch& job, const SurfaceView& view);
    void obey(Learn& job, const SurfaceView& view);
    void obey(Release& job, const SurfaceView& view);

    Engine& engine_;
    const Clock& clock_;
    std::shared_ptr<Bell> bell_;
    std::function<void()> onNews_;
    std::unique_ptr<CommandSender> commands_;
    std::unique_ptr<KeySender> keys_;
    SurfaceWays ways_;

    mutable std::mutex mutex_;  ///< of the next six
    std::vector<Job> jobs_;
    GuestWishPtr nextGuest_;  ///< null: there is no newer one
    std::optional<std::vector<double>> nextKnobs_;
    std::shared_ptr<const std::vector<DeviceView>> views_;
    std::vector<std::string> news_;
    bool isOver_ = false;

    mutable std::atomic<bool> isViewed_ {true};  ///< somebody has read the views: they are made anew

    // Of the thread.
    std::vector<std::unique_ptr<SurfaceDevice>> devices_;
    GuestWishPtr guest_;  ///< null: nobody has asked for anything
    std::vector<double> knobs_;  ///< of scripts
    std::vector<GuestDevice> told_;  ///< those that guests know
    std::unique_ptr<Published<Snapshot>::Reader> reader_;
    const Snapshot* snapshot_ = nullptr;
    ClockStatus status_;
    std::uint64_t serial_ = 0;
    bool canUndo_ = false;
    bool canRedo_ = false;
    TimePoint now_ {};
    TimePoint nextEdits_ {};
    TimePoint nextViews_ {};
    TimePoint actedAt_ {};
    bool isAnswerDue_ = false;  ///< something was asked for, and the song has not changed since
    std::thread thread_;
};

}  // namespace clave
