#include "app/ports/rtmidi/connection.hpp"

#include "core/time/steady_clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace clave {
namespace {
constexpr auto kClientName = "Clave";
constexpr auto kPortName = "out";
// Taken from RtMidi's ring in the next cycle, read at the other end in that one or, when it is late, in the
// one after.
constexpr std::uint64_t kCyclesToArrive = 3;
constexpr Nanoseconds kPatience = std::chrono::milliseconds {100};
constexpr Nanoseconds kLook = std::chrono::milliseconds {1};
}  // namespace

Result<std::unique_ptr<RtMidiConnection>> RtMidiConnection::open(MidiApi api, const std::string& portName)
{
    std::unique_ptr<RtMidiConnection> connection {new RtMidiConnection};
    if (api == MidiApi::Alsa && !portName.empty()) {
        auto look = openRtMidi<RtMidiOut>(api, "Clave look");
        if (!look)
            return fail(look.error().message);
        connection->look_ = std::move(*look);
    }
    auto client = openRtMidi<RtMidiOut>(api, kClientName);
    if (!client)
        return fail(client.error().message);
    connection->client_ = std::move(*client);
    if (const auto opened = connection->openPort(api, portName); !opened)
        return fail(opened.error().message);
    connection->client_.errors->setSending(true);
    return connection;
}

RtMidiConnection::~RtMidiConnection()
{
    const JackClient* const jack = server();
    if (jack == nullptr)
        return;
    const SteadyClock clock;
    const auto begin = clock.now();
    for (auto now = begin; jack->serverRuns() && jack->cycles() < arrived_ && now < begin + kPatience;
        now = clock.now())
        clock.sleepUntil(now + kLook);
}

Result<void> RtMidiConnection::openPort(MidiApi api, const std::string& portName)
{
    portName_ = portName;
    auto& errors = *client_.errors;
    (void)errors.takeFailed();
    try {
        if (portName.empty()) {
            client_.midi->openVirtualPort(kPortName);
        } else {
            const auto ports = client_.ports(api);
            const auto found = std::ranges::find(ports, portName, &PortInfo::name);
            if (found == ports.end())
                return fail(fmt::format("There is no output \"{}\" any more.", portName));
            const auto number = static_cast<std::size_t>(found - ports.begin());
            if (server() != nullptr) {
                const auto names = server()->midiPorts(JackPort::Direction::Out);
                jackName_ = number < names.size() ? names[number] : portName;
            }
            client_.midi->openPort(static_cast<unsigned>(number), kPortName);
        }
    } catch (const std::exception& error) {
        return fail(fmt::format("The output \"{}\" cannot be opened: {}.", portName, error.what()));
    }
    if (errors.takeFailed())
        return fail(fmt::format("The output \"{}\" cannot be opened: {}", portName, errors.text()));
    return {};
}

bool RtMidiConnection::send(std::span<const std::uint8_t> bytes) noexcept
{
    if (server() != nullptr
        && (!server()->serverRuns() || !credit_.tryTake(bytes.size(), server()->cycles())))
        return false;
    try {
        client_.midi->sendMessage(bytes.data(), bytes.size());
        if (server() != nullptr)
            arrived_ = server()->cycles() + kCyclesToArrive;
    } catch (...) {  // whatever it throws, the message did not go out; nothing may leave an output thread
        return false;
    }
    return !client_.errors->takeFailed();
}

bool RtMidiConnection::portIsThere()
{
    if (portName_.empty())
        return true;
    if (server() != nullptr) {
        const auto names = server()->midiPorts(JackPort::Direction::Out);
        return std::ranges::find(names, jackName_) != names.end();
    }
    const auto ports = look_.ports(MidiApi::Alsa);
    return std::ranges::find(ports, portName_, &PortInfo::name) != ports.end();
}

}  // namespace clave
