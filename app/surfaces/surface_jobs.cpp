#include "app/surfaces/surface_loop.hpp"

#include <algorithm>

// The part of the loop that others ask for something, and that does it.

namespace clave {

void SurfaceLoop::ask(Job job)
{
    {
        const std::scoped_lock lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    bell_->ring();
}

void SurfaceLoop::add(NewDevice device)
{
    ask(Add {std::move(device)});
}

void SurfaceLoop::usePort(std::uint32_t device, std::unique_ptr<BytePort> port)
{
    ask(UsePort {device, std::move(port)});
}

void SurfaceLoop::useMap(std::uint32_t device, MapPtr map, std::vector<std::string> maps)
{
    ask(UseMap {device, std::move(map), std::move(maps)});
}

void SurfaceLoop::useProfile(std::uint32_t device, ProfilePtr profile)
{
    ask(UseProfile {device, std::move(profile)});
}

void SurfaceLoop::enable(std::uint32_t device, bool on)
{
    ask(Enable {device, on});
}

void SurfaceLoop::touch(std::uint32_t device, const ControlInput& input)
{
    ask(Touch {device, input});
}

void SurfaceLoop::learn(std::uint32_t device, LearnAsk wanted)
{
    ask(Learn {device, std::move(wanted)});
}

void SurfaceLoop::useGuest(GuestWishPtr wish)
{
    {
        const std::scoped_lock lock(mutex_);
        nextGuest_ = std::move(wish);
    }
    bell_->ring();
}

void SurfaceLoop::useKnobs(std::vector<double> knobs)
{
    {
        const std::scoped_lock lock(mutex_);
        nextKnobs_ = std::move(knobs);
    }
    bell_->ring();
}

void SurfaceLoop::lookAtGuest()
{
    GuestWishPtr next;
    {
        const std::scoped_lock lock(mutex_);
        next = std::exchange(nextGuest_, nullptr);
        if (auto knobs = std::exchange(nextKnobs_, std::nullopt))
            knobs_ = std::move(*knobs);
    }
    if (next == nullptr)
        return;
    guest_ = std::move(next);
    for (const auto& device : devices_)
        device->useGuest(guest_);
}

void SurfaceLoop::tellDevices()
{
    std::vector<GuestDevice> present;
    for (const auto& device : devices_) {
        if (device->isPresent())
            present.push_back(device->forGuests());
    }
    if (present == told_ || !ways_.guests.devices)
        return;
    told_ = std::move(present);
    ways_.guests.devices(told_);
}

void SurfaceLoop::doJobs(const SurfaceView& seen)
{
    std::vector<Job> jobs;
    {
        const std::scoped_lock lock(mutex_);
        jobs.swap(jobs_);
    }
    for (auto& job : jobs) {
        isViewed_ = true;
        std::visit([&](auto& what) { obey(what, seen); }, job);
    }
}

SurfaceDevice* SurfaceLoop::find(std::uint32_t id)
{
    const auto found = std::ranges::find(devices_, id, [](const auto& device) { return device->id(); });
    return found != devices_.end() ? found->get() : nullptr;
}

void SurfaceLoop::obey(Add& job, const SurfaceView&)
{
    devices_.push_back(std::make_unique<SurfaceDevice>(std::move(job.device), ways_));
    devices_.back()->useGuest(guest_);
}

void SurfaceLoop::obey(UsePort& job, const SurfaceView& seen)
{
    if (auto* const device = find(job.device))
        device->usePort(std::move(job.port), seen);
}

void SurfaceLoop::obey(UseMap& job, const SurfaceView& seen)
{
    if (auto* const device = find(job.device))
        device->useMap(std::move(job.map), std::move(job.maps), seen);
}

void SurfaceLoop::obey(UseProfile& job, const SurfaceView& seen)
{
    if (auto* const device = find(job.device))
        device->useProfile(std::move(job.profile), seen);
}

void SurfaceLoop::obey(Enable& job, const SurfaceView& seen)
{
    if (auto* const device = find(job.device))
        device->enable(job.on, seen);
}

void SurfaceLoop::obey(Touch& job, const SurfaceView& seen)
{
    if (auto* const device = find(job.device))
        device->touch(job.input, seen);
}

void SurfaceLoop::obey(Learn& job, const SurfaceView& seen)
{
    if (auto* const device = find(job.device))
        device->learn(job.ask, seen);
}

void SurfaceLoop::obey(Release& job, const SurfaceView& seen)
{
    for (const auto& device : devices_)
        device->release(seen);
    job.done->ring();
}

}  // namespace clave
