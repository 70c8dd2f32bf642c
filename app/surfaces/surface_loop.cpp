#include "app/surfaces/surface_loop.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

namespace clave {
namespace {
using namespace std::chrono_literals;
/// Nobody sees a light that is 10 ms late; an edit made elsewhere is shown soon enough.
constexpr Nanoseconds kLook = 10ms;
/// A device that waits for its pace, and hands at work.
constexpr Nanoseconds kBusy = 1ms;
constexpr Nanoseconds kBusyFor = 20ms;
/// The session answers within some hundred microseconds: then the light of what was pressed goes out at once.
constexpr Nanoseconds kAnswerLook = 200us;
constexpr Nanoseconds kAnswer = 5ms;
/// Known devices whose cable is out: a port takes a quarter of a second to see that it is back.
constexpr Nanoseconds kAway = 50ms;
constexpr Nanoseconds kNothing = 1h;
constexpr Nanoseconds kEdits = 100ms;
constexpr Nanoseconds kViews = 33ms;
constexpr Nanoseconds kEmergency = 200ms;
constexpr std::size_t kMostNews = 32;

bool isSame(const DeviceView& a, const DeviceView& b)
{
    const auto lastOf = [](const DeviceView& view) {
        return view.traces.empty() ? std::uint64_t {0} : view.traces.back().number;
    };
    return a.id == b.id && a.state == b.state && a.trouble == b.trouble && a.profile == b.profile
        && a.map == b.map && a.maps == b.maps && a.lights == b.lights && a.focus == b.focus
        && lastOf(a) == lastOf(b) && a.waiting == b.waiting && a.learn == b.learn;
}
}  // namespace

SurfaceLoop::SurfaceLoop(Engine& engine, const Clock& clock, std::shared_ptr<Bell> bell,
    std::function<void()> onNews, GuestWays guests, OwnFiles own, Saved saved)
    : engine_(engine)
    , clock_(clock)
    , bell_(std::move(bell))
    , onNews_(std::move(onNews))
    , commands_(engine.makeSender("pads"))
    , keys_(engine.makeKeySender("pads"))
    , ways_ {*commands_, *keys_, std::move(guests),
          [this](std::string sentence) { say(std::move(sentence)); }, std::move(own), std::move(saved)}
    , views_(std::make_shared<const std::vector<DeviceView>>())
    , thread_([this] { run(); })
{
}

SurfaceLoop::~SurfaceLoop()
{
    {
        const std::scoped_lock lock(mutex_);
        isOver_ = true;
    }
    bell_->ring();
    thread_.join();
}

void SurfaceLoop::releaseAll()
{
    const auto done = std::make_shared<Bell>();
    ask(Release {done});
    (void)done->waitFor(kEmergency);
}

std::shared_ptr<const std::vector<DeviceView>> SurfaceLoop::views() const
{
    isViewed_ = true;
    const std::scoped_lock lock(mutex_);
    return views_;
}

std::vector<std::string> SurfaceLoop::takeNews()
{
    const std::scoped_lock lock(mutex_);
    return std::exchange(news_, {});
}

void SurfaceLoop::say(std::string sentence)
{
    {
        const std::scoped_lock lock(mutex_);
        const bool isKnown = !news_.empty() && news_.back() == sentence;
        if (isKnown || news_.size() >= kMostNews)
            return;
        news_.push_back(std::move(sentence));
    }
    if (onNews_)
        onNews_();
}

void SurfaceLoop::run()
{
    reader_ = std::make_unique<Published<Snapshot>::Reader>(engine_.snapshots());
    for (;;) {
        if (bell_->waitFor(patience()))
            actedAt_ = clock_.now();
        {
            const std::scoped_lock lock(mutex_);
            if (isOver_)
                break;
        }
        round();
    }
    for (const auto& device : devices_)
        device->release(view());  // one is only known when there is a song
    devices_.clear();  // closing a port waits until what was sent has arrived
    reader_.reset();
}

void SurfaceLoop::round()
{
    now_ = clock_.now();
    lookAtSong(now_);
    if (snapshot_ == nullptr)
        return;
    lookAtGuest();
    const SurfaceView seen = view();
    doJobs(seen);
    for (const auto& device : devices_) {
        device->work(seen);
        if (device->takeActed()) {
            actedAt_ = now_;
            isAnswerDue_ = true;
        }
    }
    tellDevices();
    if (now_ >= nextViews_ && isViewed_.exchange(false))
        show(seen);
}

void SurfaceLoop::lookAtSong(TimePoint now)
{
    snapshot_ = reader_->latest();
    status_ = engine_.status();
    if (snapshot_ == nullptr)
        return;
    const bool isNew = snapshot_->serial != serial_;
    serial_ = snapshot_->serial;
    if (isNew)
        isAnswerDue_ = false;
    // Edits are told a moment after the snapshot.
    if (isNew || now >= nextEdits_) {
        const auto edits = engine_.edits();
        canUndo_ = !edits.undo.empty();
        canRedo_ = !edits.redo.empty();
        nextEdits_ = now + kEdits;
    }
}

SurfaceView SurfaceLoop::view() const
{
    return {*snapshot_, status_, now_, canUndo_, canRedo_, knobs_};
}

Nanoseconds SurfaceLoop::patience() const
{
    if (devices_.empty())
        return kNothing;
    const auto since = clock_.now() - actedAt_;
    if (isAnswerDue_ && since < kAnswer)
        return kAnswerLook;
    const auto isBehind = [](const auto& device) { return device->isBehind(); };
    if (since < kBusyFor || std::ranges::any_of(devices_, isBehind))
        return kBusy;
    const auto isPresent = [](const auto& device) { return device->isPresent(); };
    Nanoseconds patience = std::ranges::any_of(devices_, isPresent) ? kLook : kAway;
    for (const auto& device : devices_) {
        if (const auto next = device->nextClock())
            patience = std::clamp(*next - clock_.now(), Nanoseconds {0}, patience);
    }
    return patience;
}

void SurfaceLoop::show(const SurfaceView& seen)
{
    nextViews_ = now_ + kViews;
    auto fresh = std::make_shared<std::vector<DeviceView>>();
    for (const auto& device : devices_)
        fresh->push_back(device->shown(seen));
    const std::scoped_lock lock(mutex_);
    if (!std::ranges::equal(*fresh, *views_, isSame))
        views_ = std::move(fresh);
}

}  // namespace clave
