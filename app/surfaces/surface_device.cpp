#include "app/surfaces/surface_device.hpp"

#include "controllers/lights/painter.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace clave {
namespace {
/// At most so much at a time, so that a flood on one device keeps no other waiting.
constexpr int kMostChunks = 4096;
/// Gestures of different devices must not become one step of undo.
constexpr int kGestureBits = 40;
constexpr std::size_t kTraces = 64;
/// A port that was full needs some time before another whole picture.
constexpr Nanoseconds kPatience = std::chrono::milliseconds {200};

MapPtr orEmpty(MapPtr map)
{
    return map != nullptr ? std::move(map) : std::make_shared<const Map>();
}
}  // namespace

SurfaceDevice::SurfaceDevice(NewDevice device, SurfaceWays& ways)
    : id_(device.id)
    , name_(std::move(device.name))
    , ways_(ways)
    , maps_(std::move(device.maps))
    , port_(std::move(device.port))
    , profile_(std::move(device.profile))
    , map_(std::move(device.map))
    , surface_(std::make_unique<Surface>(profile_, orEmpty(map_)))
    , enabled_(device.enabled)
    , needsClock_(needsClock(*profile_))
{
}

void SurfaceDevice::work(const SurfaceView& view)
{
    if (port_ != nullptr) {
        followCable(view);
        takeBytes(view);
    }
    if (!enabled_ || isReleased_)
        return;
    if (isPaintOwed_ && view.now >= paintNotBefore_) {
        isPaintOwed_ = false;
        paintNotBefore_ = view.now + kPatience;
        surface_->connect(view, *this);
    }
    if (teacher_ != nullptr)
        teacher_->advance(view.now);
    surface_->advance(view, *this);
    if (needsClock_ && isPresent())
        sendClock(view);
}

void SurfaceDevice::followCable(const SurfaceView& view)
{
    const auto presence = port_->presence();
    if (presence == presence_)
        return;
    if (isPresent())
        surface_->lost(view, *this);
    presence_ = presence;
    isReleased_ = false;
    if (isPresent())
        surface_->connect(view, *this);
    hasActed_ = true;
}

void SurfaceDevice::takeBytes(const SurfaceView& view)
{
    ByteChunk chunk;
    for (int i = 0; i < kMostChunks && port_->tryPop(chunk); ++i) {
        if (teacher_ != nullptr)
            teacher_->hear(chunk.span(), chunk.time);
        else if (!isReleased_)
            surface_->feed(chunk.span(), chunk.time, view, *this);
    }
}

void SurfaceDevice::sendClock(const SurfaceView& view)
{
    nextClock_ =
        clock_.send(view.status, view.now, [this](std::span<const std::uint8_t> message) { send(message); });
}

void SurfaceDevice::touch(const ControlInput& input, const SurfaceView& view)
{
    surface_->touch(input, view, *this);
}

void SurfaceDevice::usePort(std::unique_ptr<BytePort> port, const SurfaceView& view)
{
    if (isPresent())
        surface_->lost(view, *this);
    presence_ = 0;
    isReleased_ = false;
    port_ = std::move(port);
}

void SurfaceDevice::useMap(MapPtr map, std::vector<std::string> maps, const SurfaceView& view)
{
    maps_ = std::move(maps);
    map_ = std::move(map);
    surface_->setMap(orEmpty(map_), view, *this);
}

void SurfaceDevice::useProfile(ProfilePtr profile, const SurfaceView& view)
{
    release(view);
    profile_ = std::move(profile);
    needsClock_ = needsClock(*profile_);
    surface_ = std::make_unique<Surface>(profile_, orEmpty(map_));
    useGuest(std::exchange(guest_, nullptr));
    presence_ = 0;  // as if its cable had been put in
    isReleased_ = false;
}

void SurfaceDevice::enable(bool on, const SurfaceView& view)
{
    if (!on) {
        release(view);
        usePort(nullptr, view);
    }
    enabled_ = on;
}

void SurfaceDevice::learn(const LearnAsk& ask, const SurfaceView& view)
{
    if (ask.what == LearnAsk::What::Stop) {
        teacher_.reset();
        return;
    }
    if (teacher_ == nullptr) {
        surface_->setMap(orEmpty(map_), view, *this);  // lets go of what is held
        teacher_ = std::make_unique<DeviceTeacher>(profile_, map_, ways_.own);
    }
    if (auto map = teacher_->obey(ask, view.now))
        ways_.saved(id_, std::move(*map));
}

void SurfaceDevice::useGuest(const GuestWishPtr& wish)
{
    if (wish == nullptr)
        return;
    const GuestHost host {*profile_, id_, name_};
    const bool hasOthers = guest_ == nullptr || guest_->chains != wish->chains;
    if (hasOthers)
        surface_->listenTo(guestChainsOn(*wish, host));
    surface_->setGuest(guestOn(*wish, host));
    guest_ = wish;
}

void SurfaceDevice::release(const SurfaceView& view)
{
    if (isPresent() && !isReleased_)
        surface_->release(view, *this);
    isReleased_ = true;
    nextClock_.reset();
}

DeviceView SurfaceDevice::shown(const SurfaceView& view) const
{
    DeviceView shown;
    shown.id = id_;
    shown.name = name_;
    shown.state = !enabled_ ? DeviceView::State::Disabled
        : isPresent()       ? DeviceView::State::Connected
                            : DeviceView::State::Waiting;
    shown.enabled = enabled_;
    shown.trouble = port_ != nullptr ? port_->report().trouble : std::string {};
    shown.profile = profile_;
    shown.map = map_;
    shown.maps = maps_;
    const auto lights = surface_->lights();
    shown.lights.assign(lights.begin(), lights.end());
    shown.focus = surface_->focusText(view);
    shown.traces = surface_->traceSince(0);
    if (shown.traces.size() > kTraces)
        shown.traces.erase(shown.traces.begin(), shown.traces.end() - kTraces);
    shown.waiting = surface_->waiting();
    if (teacher_ != nullptr)
        shown.learn = teacher_->view();
    return shown;
}

void SurfaceDevice::command(CommandWhat what, std::uint64_t gesture)
{
    hasActed_ = true;
    const auto ours = gesture == 0 ? gesture : gesture + (std::uint64_t {id_} << kGestureBits);
    if (!ways_.commands.trySend(std::move(what), ours))
        ways_.say("Clave is far behind; press it again.");
}

void SurfaceDevice::key(const KeyPress& key)
{
    hasActed_ = true;
    if (!ways_.keys.trySend(key))
        ways_.say("Clave is far behind; play it again.");
}

void SurfaceDevice::send(std::span<const std::uint8_t> message)
{
    if (isPresent() && !port_->send(message))
        isPaintOwed_ = true;
}

void SurfaceDevice::hook(const std::string& name, std::span<const int> values)
{
    hasActed_ = true;
    if (ways_.guests.call)
        ways_.guests.call(name, values);
    else
        ways_.say("A control asks for the script function \"" + name + "\", but no scripts run.");
}

void SurfaceDevice::turn(std::size_t knob, double way)
{
    hasActed_ = true;
    if (ways_.guests.turn)
        ways_.guests.turn(knob, way);
}

void SurfaceDevice::fired(std::uint32_t number, std::span<const std::uint16_t> captures, TimePoint time)
{
    hasActed_ = true;
    GuestNews news;
    news.number = number;
    news.time = time;
    news.captureCount = std::min(captures.size(), news.captures.size());
    std::ranges::copy(captures.first(news.captureCount), news.captures.begin());
    if (ways_.guests.heard)
        ways_.guests.heard(news);
}

void SurfaceDevice::touched(std::uint32_t number, const ControlInput& input)
{
    hasActed_ = true;
    const Control& control = profile_->controls[input.control];
    GuestNews news;
    news.what = GuestNews::What::Touched;
    news.number = number;
    news.time = input.time;
    news.pad = control.in.number;
    news.velocity = input.what == ControlInput::What::Press ? input.value : std::uint16_t {0};
    news.control = selectorOf(*profile_, control);
    if (ways_.guests.heard)
        ways_.guests.heard(news);
}

}  // namespace clave
