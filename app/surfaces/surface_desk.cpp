#include "app/surfaces/surface_desk.hpp"

#include "app/ports/finish_line.hpp"

#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

namespace clave {
namespace {
constexpr Nanoseconds kLook = std::chrono::seconds {1};
constexpr Nanoseconds kPatience = std::chrono::seconds {2};

OwnFiles ownFiles()
{
    const auto folder = controllerFolders().user;
    return {folder + "/devices", folder + "/maps"};
}
}  // namespace

/// Looks once a second. Not waited for longer than a person would: a library may hang in it.
class FinderThread {
public:
    explicit FinderThread(std::shared_ptr<DeviceFinder> finder)
        : thread_(end_.wrap([shared = shared_, finder = std::move(finder)] {
            while (!shared->isOver) {
                finder->look();
                (void)shared->bell.waitFor(kLook);
            }
        }))
    {
    }
    ~FinderThread()
    {
        shared_->isOver = true;
        shared_->bell.ring();
        if (end_.waitFor(kPatience))
            thread_.join();
        else
            thread_.detach();
    }
    FinderThread(const FinderThread&) = delete;
    FinderThread& operator=(const FinderThread&) = delete;
    FinderThread(FinderThread&&) = delete;
    FinderThread& operator=(FinderThread&&) = delete;

    void lookNow() { shared_->bell.ring(); }

private:
    struct Shared {
        Bell bell;
        std::atomic<bool> isOver {false};
    };
    std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
    FinishLine end_;
    std::thread thread_;
};

SurfaceDesk::SurfaceDesk(Engine& engine, const Clock& clock, Setup setup)
    : loop_(engine, clock, bell_, std::move(setup.onNews), std::move(setup.guests), ownFiles(),
          [this](std::uint32_t device, std::string map) {
              loop_.say("What was learned is saved.");
              useMap(device, std::move(map));
          })
    , finder_(std::make_shared<DeviceFinder>(std::move(setup.wish), std::move(setup.files), loop_, bell_))
    , thread_(std::make_unique<FinderThread>(finder_))
{
}

SurfaceDesk::~SurfaceDesk()
{
    finder_->close();
    thread_.reset();
}

void SurfaceDesk::enable(std::uint32_t device, bool on)
{
    finder_->enable(device, on);
    thread_->lookNow();
}

void SurfaceDesk::useMap(std::uint32_t device, std::string map)
{
    finder_->useMap(device, std::move(map));
    thread_->lookNow();
}

}  // namespace clave
