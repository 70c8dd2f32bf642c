#include "app/cli/commands.hpp"
#include "app/cli/midi_listening.hpp"
#include "app/ports/open_byte_port.hpp"
#include "app/signals.hpp"
#include "app/surfaces/dry_surface.hpp"
#include "app/surfaces/midi_recording.hpp"
#include "controllers/device/byte_pattern.hpp"
#include "controllers/device/profile_file.hpp"
#include "controllers/lights/light_source.hpp"
#include "controllers/map/map_file.hpp"
#include "controllers/midi/event_stream.hpp"
#include "controllers/surface/map_lint.hpp"
#include "core/io/durable_file.hpp"
#include "core/time/steady_clock.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace clave {
namespace {
constexpr std::size_t kMostBytes = std::size_t {64} << 20U;
/// What comes of holding something for long is said, too.
constexpr Nanoseconds kAfter = std::chrono::seconds {1};
constexpr Nanoseconds kLook = std::chrono::milliseconds {10};

void print(const std::vector<std::string>& lines)
{
    for (const auto& line : lines)
        fmt::print("{}\n", line);
}

/// Says what a device would make of bytes, with the time between them but without waiting for it.
Result<int> explain(const MidiCommand& command, const std::vector<RecordedBytes>& all)
{
    ControllerFiles files {controllerFolders()};
    const auto profile = namedProfile(files, command.device);
    if (!profile)
        return tl::unexpected {profile.error()};
    auto map = namedMap(files, *profile, command.map);
    if (!map)
        return tl::unexpected {map.error()};
    DrySurface surface {*profile, std::move(*map)};
    TimePoint now {};
    const TimePoint begin = now;
    surface.connect(now);
    bool isAnythingSaid = false;
    const auto say = [&](const std::vector<std::string>& lines) {
        print(lines);
        isAnythingSaid = isAnythingSaid || !lines.empty();
    };
    const auto advanceTo = [&](TimePoint time) {
        for (; now < time; now = std::min(now + kLook, time))
            say(surface.advance(now, begin));
    };
    bool isAnyWhole = false;
    EventStream stream;
    for (const auto& one : all) {
        stream.feed(one.bytes, now, [&](const SurfaceEvent&) { isAnyWhole = true; });
        advanceTo(begin + one.since);
        say(surface.feed(one.bytes, begin + one.since, begin));
    }
    advanceTo(now + kAfter);
    if (!isAnyWhole)
        return fail(
            "these bytes are no whole message: one is like 90 3C 64, or begins with F0 and ends with F7");
    if (!isAnythingSaid)
        fmt::print("Nothing comes of it.\n");
    return kDone;
}

Result<int> sendAgain(const MidiCommand& command, const std::vector<RecordedBytes>& all)
{
    Signals signals;
    const auto list = listPorts(command.api);
    const auto output = std::ranges::find_if(
        list.outputs, [&](const PortInfo& port) { return isPartOf(command.port, port.name); });
    if (output == list.outputs.end())
        return fail(fmt::format("There is no output with \"{}\" in its name; clave ports shows them. {}",
            command.port, list.trouble));
    auto port = openBytePort(list.api, {}, output->name, std::make_shared<Bell>());
    if (!port)
        return tl::unexpected {port.error()};
    const SteadyClock clock;
    const TimePoint begin = clock.now();
    for (const auto& one : all) {
        for (TimePoint now = clock.now(); now < begin + one.since; now = clock.now()) {
            const auto left = std::chrono::floor<std::chrono::milliseconds>(begin + one.since - now);
            const auto signal = signals.wait(static_cast<int>(std::min<std::int64_t>(left.count(), 100)));
            if (signal && *signal != SIGWINCH && *signal != SIGTSTP) {
                port->reset();
                return endBySignal(*signal);
            }
            if (left.count() == 0)
                clock.sleepUntil(begin + one.since);
        }
        if (!(*port)->send(one.bytes))
            return fail(fmt::format("\"{}\" does not take it any more", output->name));
    }
    return kDone;
}
}  // namespace

Result<int> replayMidi(const MidiCommand& command)
{
    const auto text = readWholeFile(command.file, kMostBytes);
    if (!text)
        return tl::unexpected {text.error()};
    const auto all = parseRecording(*text, command.file);
    if (!all)
        return tl::unexpected {all.error()};
    return command.port.empty() ? explain(command, *all) : sendAgain(command, *all);
}

Result<int> explainMidi(const MidiCommand& command)
{
    auto bytes = parseBytes(command.bytes);
    if (!bytes)
        return tl::unexpected {bytes.error()};
    return explain(command, {{Nanoseconds {0}, std::move(*bytes)}});
}

Result<int> lintControllers(const MidiCommand& command)
{
    const auto profiles = ControllerFiles {controllerFolders()}.profiles().profiles();
    bool isGood = true;
    for (const auto& file : command.files) {
        const auto text = readWholeFile(file, kMostBytes);
        std::vector<std::string> faults;
        std::vector<std::string> doubts;
        if (!text)
            faults.push_back(text.error().message);
        else if (file.ends_with(".map.toml")) {
            auto reading = readMap(*text, file, lightSourceWords());
            faults = std::move(reading.faults);
            if (reading.map)
                doubts = lint(*reading.map, profiles);
        } else if (faults = profileFaults(*text, file); faults.empty())
            if (const auto profile = parseProfile(*text, file))
                doubts = lint(*profile);
        isGood = isGood && faults.empty();
        print(faults);
        print(doubts);
        if (faults.empty() && doubts.empty())
            fmt::print("{}: no fault.\n", file);
    }
    return isGood ? kDone : kFailed;
}

Result<int> runCommand(const MidiCommand& command)
{
    switch (command.what) {
    case MidiCommand::What::Monitor:
        return monitorMidi(command);
    case MidiCommand::What::Record:
        return recordMidi(command);
    case MidiCommand::What::Replay:
        return replayMidi(command);
    case MidiCommand::What::Explain:
        return explainMidi(command);
    case MidiCommand::What::Lint:
        return lintControllers(command);
    }
    return kFailed;
}

}  // namespace clave
