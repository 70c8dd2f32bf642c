#include "app/surfaces/device_finder.hpp"

#include "app/ports/open_byte_port.hpp"
#include "app/surfaces/identity.hpp"
#include "app/surfaces/surface_loop.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
bool isDevice(const PortPair& port, const PortList& list)
{
    const auto input = std::ranges::find(list.inputs, port.input, &PortInfo::name);
    return input != list.inputs.end()
        && (input->kind == PortKind::Hardware || input->kind == PortKind::Controller);
}
}  // namespace

DeviceFinder::DeviceFinder(ControllerWish wish, std::unique_ptr<ControllerFiles> files, SurfaceLoop& loop,
    std::shared_ptr<Bell> loopBell)
    : wish_(std::move(wish))
    , files_(std::move(files))
    , loopBell_(std::move(loopBell))
    , loop_(&loop)
{
}

void DeviceFinder::close()
{
    const std::scoped_lock lock(mutex_);
    loop_ = nullptr;
}

void DeviceFinder::enable(std::uint32_t device, bool on)
{
    const std::scoped_lock lock(mutex_);
    requests_.push_back({device, on, {}});
}

void DeviceFinder::useMap(std::uint32_t device, std::string map)
{
    const std::scoped_lock lock(mutex_);
    requests_.push_back({device, true, std::move(map)});
}

template <typename Job>
void DeviceFinder::tell(Job job)
{
    const std::scoped_lock lock(mutex_);
    if (loop_ != nullptr)
        job(*loop_);
}

void DeviceFinder::say(const std::string& sentence)
{
    tell([&](SurfaceLoop& loop) { loop.say(sentence); });
}

void DeviceFinder::look()
{
    lookAtFiles();
    obeyRequests();
    lookAtPorts();
}

void DeviceFinder::obeyRequests()
{
    std::vector<Request> requests;
    {
        const std::scoped_lock lock(mutex_);
        requests.swap(requests_);
    }
    for (auto& request : requests) {
        const auto known = std::ranges::find(known_, request.device, &Known::id);
        if (known == known_.end())
            continue;
        if (!request.map.empty()) {
            known->wantedMap = std::move(request.map);
            known->map = files_->mapFor(*known->profile, known->wantedMap);
            tell([&](SurfaceLoop& loop) {
                loop.useMap(known->id, known->map, files_->mapsFor(*known->profile));
            });
            continue;
        }
        known->enabled = request.on;
        known->isOpen = known->isOpen && request.on;
        tell([&](SurfaceLoop& loop) { loop.enable(known->id, request.on); });
    }
}

// What was broken is told and stays as it was; what is new is taken by the devices that are there.
void DeviceFinder::lookAtFiles()
{
    for (const auto& fault : files_->refresh())
        say(fault);
    if (std::exchange(filesVersion_, files_->version()) == files_->version())
        return;
    for (auto& known : known_) {
        if (auto profile = newProfile(known); profile != nullptr && profile != known.profile) {
            known.profile = std::move(profile);
            tell([&](SurfaceLoop& loop) { loop.useProfile(known.id, known.profile); });
        }
        auto map = files_->mapFor(*known.profile, known.wantedMap);
        if (map != known.map) {
            known.map = std::move(map);
            tell([&](SurfaceLoop& loop) {
                loop.useMap(known.id, known.map, files_->mapsFor(*known.profile));
            });
        }
    }
}

/// A device that no file described may be known by one now, and is used as any other.
ProfilePtr DeviceFinder::newProfile(Known& known)
{
    auto profile = files_->profiles().byId(known.profile->id);
    if (profile != nullptr || !known.profile->controls.empty())
        return profile;
    profile = wantedProfile(wish_, files_->profiles(), known.port);
    if (profile != nullptr && !known.enabled && startsEnabled(wish_, *profile)) {
        known.enabled = true;
        tell([&](SurfaceLoop& loop) { loop.enable(known.id, true); });
    }
    return profile;
}

void DeviceFinder::lookAtPorts()
{
    const auto list = listPorts(wish_.api);
    for (const auto& port : pairPorts(list)) {
        const auto known = std::ranges::find(known_, port.key, [](const Known& one) { return one.port.key; });
        if (known != known_.end())
            meetAgain(*known, port, list);
        else
            meet(port, list);
    }
}

void DeviceFinder::meet(const PortPair& port, const PortList& list)
{
    auto profile = wantedProfile(wish_, files_->profiles(), port);
    if (profile == nullptr && wish_.names.empty() && isDevice(port, list))
        meetUnknown(port);
    if (profile == nullptr || profile->isOsc || isTaken(port))
        return;
    Known known {static_cast<std::uint32_t>(known_.size() + 1), port, profile, nullptr, wish_.map,
        startsEnabled(wish_, *profile)};
    std::unique_ptr<BytePort> opened;
    if (known.enabled) {
        opened = open(port, list.api);
        if (opened == nullptr)
            return;  // another look may have more luck
        if (files_->isAmbiguous(port.input)) {
            if (auto other = wantedProfile(wish_, files_->profiles(), port, askIdentity(*opened));
                other != nullptr)
                known.profile = std::move(other);
        }
        known.isOpen = true;
    }
    known.map = files_->mapFor(*known.profile, known.wantedMap);
    tell([&](SurfaceLoop& loop) {
        loop.add({known.id, port.name, known.profile, known.map, files_->mapsFor(*known.profile),
            std::move(opened), known.enabled});
    });
    known_.push_back(std::move(known));
}

// Shown, so that it can be taught; opened only when a person says so: it may be a keyboard or a synth.
void DeviceFinder::meetUnknown(const PortPair& port)
{
    auto profile = unknownDevice(port);
    if (files_->profiles().byId(profile.id) != nullptr)
        profile.id += "_own";
    known_.push_back({static_cast<std::uint32_t>(known_.size() + 1), port,
        std::make_shared<const Profile>(std::move(profile)), nullptr, wish_.map, false});
    const Known& known = known_.back();
    tell([&](SurfaceLoop& loop) {
        loop.add({known.id, port.name, known.profile, nullptr, {}, nullptr, false});
    });
}

// A port that goes and comes back under its own name is taken up again by itself. Some systems number their
// names, so that a device is back under another one.
void DeviceFinder::meetAgain(Known& known, const PortPair& port, const PortList& list)
{
    const bool isSame = known.port.input == port.input && known.port.output == port.output;
    if (!known.enabled || (known.isOpen && isSame) || isTaken(port))
        return;
    if (auto opened = open(port, list.api)) {
        known.port = port;
        known.isOpen = true;
        tell([&](SurfaceLoop& loop) { loop.usePort(known.id, std::move(opened)); });
    }
}

// Of two equal devices the second may get the name of the first when that is unplugged.
bool DeviceFinder::isTaken(const PortPair& port) const
{
    return std::ranges::any_of(
        known_, [&](const Known& one) { return one.isOpen && one.port.input == port.input; });
}

std::unique_ptr<BytePort> DeviceFinder::open(const PortPair& port, MidiApi api)
{
    auto opened = openBytePort(api, port.input, port.output, loopBell_);
    if (opened)
        return std::move(*opened);
    if (std::exchange(lastTrouble_, opened.error().message) != opened.error().message)
        say(opened.error().message);
    return nullptr;
}

}  // namespace clave
