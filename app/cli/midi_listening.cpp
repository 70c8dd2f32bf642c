#include "app/cli/midi_listening.hpp"

#include "app/cli/command_line.hpp"
#include "app/ports/open_byte_port.hpp"
#include "app/signals.hpp"
#include "app/surfaces/dry_surface.hpp"
#include "app/surfaces/midi_recording.hpp"
#include "core/time/reference_time.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <signal.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <utility>

namespace clave {
namespace {
constexpr int kLookMs = 2;

/// Calls `take(device, chunk)` for what comes in and `look()` in between, until a signal comes or it says
/// false.
template <typename Take, typename Look>
int listen(std::vector<HeardDevice>& devices, Signals& signals, Take take, Look look)
{
    for (;;) {
        const auto signal = signals.wait(kLookMs);
        if (signal && *signal != SIGWINCH && *signal != SIGTSTP)
            return *signal;
        ByteChunk chunk;
        for (std::size_t i = 0; i < devices.size(); ++i) {
            while (devices[i].port->tryPop(chunk))
                take(i, chunk);
        }
        look();
        if (std::fflush(stdout) != 0)
            return SIGPIPE;
    }
}
}  // namespace

bool isPartOf(std::string_view part, std::string_view name)
{
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    return part.empty() || !std::ranges::search(name, part, same).empty();
}

Result<std::vector<HeardDevice>> openHeard(
    const MidiCommand& command, const ControllerFiles& files, const std::shared_ptr<Bell>& bell)
{
    const auto list = listPorts(command.api);
    std::vector<PortPair> wanted;
    for (auto& pair : pairPorts(list)) {
        const bool isWanted = command.port.empty()
            ? files.profiles().find(pair.input) != nullptr
            : isPartOf(command.port, pair.name) || isPartOf(command.port, pair.input);
        if (isWanted)
            wanted.push_back(std::move(pair));
    }
    if (wanted.empty())
        return fail(command.port.empty()
                ? "There is no controller that is known here; name a port, which clave ports shows. "
                    + list.trouble
                : fmt::format("There is no input with \"{}\" in its name; clave ports shows them. {}",
                      command.port, list.trouble));
    std::vector<HeardDevice> heard;
    for (auto& pair : wanted) {
        auto profile = files.profiles().find(pair.input);
        auto port = openBytePort(list.api, pair.input, command.takes ? pair.output : std::string {}, bell);
        if (!port)
            return tl::unexpected {port.error()};
        heard.push_back({std::move(pair), std::move(profile), std::move(*port)});
    }
    return heard;
}

Result<ProfilePtr> namedProfile(const ControllerFiles& files, const std::string& id)
{
    if (id.empty())
        return ProfilePtr {};
    if (auto profile = files.profiles().byId(id))
        return profile;
    std::vector<std::string> ids;
    for (const auto& profile : files.profiles().profiles())
        ids.push_back(profile->id);
    return fail(fmt::format("there is no device \"{}\"; there is: {}", id, fmt::join(ids, ", ")));
}

Result<MapPtr> namedMap(const ControllerFiles& files, const ProfilePtr& profile, const std::string& id)
{
    if (!id.empty()) {
        if (auto map = files.maps().find(id))
            return map;
        std::vector<std::string> ids;
        for (const auto& map : files.maps().all())
            ids.push_back(map->id);
        return fail(fmt::format("there is no map \"{}\"; there is: {}", id, fmt::join(ids, ", ")));
    }
    return profile != nullptr ? files.mapFor(*profile, {}) : MapPtr {};
}

Result<int> monitorMidi(const MidiCommand& command)
{
    Signals signals;
    ControllerFiles files {controllerFolders()};
    for (const auto& fault : files.refresh())
        fmt::print(stderr, "{}\n", fault);
    const auto named = namedProfile(files, command.device);
    if (!named)
        return tl::unexpected {named.error()};
    auto devices = openHeard(command, files, std::make_shared<Bell>());
    if (!devices)
        return tl::unexpected {devices.error()};
    const auto& clock = referenceTime();
    const TimePoint begin = clock.now();
    std::vector<std::unique_ptr<DrySurface>> surfaces;
    for (auto& device : *devices) {
        const auto& profile = *named != nullptr ? *named : device.profile;
        auto map = namedMap(files, profile, command.map);
        if (!map)
            return tl::unexpected {map.error()};
        fmt::print("{}: {}\n", device.names.name,
            profile == nullptr    ? std::string {"known by no file; its messages are shown as they are"}
                : *map == nullptr ? profile->name + ", no map fits it"
                                  : fmt::format("{}, map {}", profile->name, (*map)->id));
        const auto send = [&port = *device.port](std::span<const std::uint8_t> bytes) { port.send(bytes); };
        surfaces.push_back(std::make_unique<DrySurface>(
            profile, std::move(*map), command.takes ? DrySurface::Send {send} : DrySurface::Send {}));
        if (command.takes)
            surfaces.back()->connect(clock.now());
    }
    fmt::print("Ctrl-C ends it.\n");
    const auto print = [&](std::size_t device, const std::vector<std::string>& lines) {
        for (const auto& line : lines)
            fmt::print("{}{}\n", line, devices->size() > 1 ? " [" + (*devices)[device].names.name + "]" : "");
    };
    const int signal = listen(
        *devices, signals,
        [&](std::size_t device, const ByteChunk& chunk) {
            print(device, surfaces[device]->feed(chunk.span(), chunk.time, begin));
        },
        [&] {
            for (std::size_t i = 0; i < surfaces.size(); ++i)
                print(i, surfaces[i]->advance(clock.now(), begin));
        });
    if (command.takes) {
        for (const auto& surface : surfaces)
            surface->release(clock.now());
    }
    devices->clear();
    return endBySignal(signal);
}

Result<int> recordMidi(const MidiCommand& command)
{
    Signals signals;
    ControllerFiles files {controllerFolders()};
    auto devices = openHeard(command, files, std::make_shared<Bell>());
    if (!devices)
        return tl::unexpected {devices.error()};
    devices->resize(1);
    std::FILE* const file = command.file == "-" ? stdout : std::fopen(command.file.c_str(), "w");
    if (file == nullptr)
        return fail(fmt::format("\"{}\" cannot be written", command.file));
    const TimePoint begin = referenceTime().now();
    fmt::print(file, "# What \"{}\" sent: seconds, then bytes.\n", devices->front().names.input);
    if (file != stdout)
        fmt::print("Listening to {}; Ctrl-C ends it.\n", devices->front().names.name);
    bool isWritten = true;
    RecordedBytes whole;
    const int signal = listen(
        *devices, signals,
        [&](std::size_t, const ByteChunk& chunk) {
            if (whole.bytes.empty())
                whole.since = std::max(chunk.time - begin, Nanoseconds {0});
            whole.bytes.insert(whole.bytes.end(), chunk.span().begin(), chunk.span().end());
            if (!chunk.isEnd)
                return;
            fmt::print(file, "{}\n", recordingLine(whole));
            whole.bytes.clear();
        },
        [&] { isWritten = isWritten && std::fflush(file) == 0; });
    if (file != stdout)
        isWritten = std::fclose(file) == 0 && isWritten;
    devices->clear();
    if (!isWritten)
        return fail(fmt::format("\"{}\" is not whole: writing it failed", command.file));
    return signal == SIGINT ? kDone : endBySignal(signal);
}

}  // namespace clave
