#include "app/ports/rtmidi/connection.hpp"

#include "core/time/steady_clock.hpp"

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
/// RtMidi frees its ring while the server's thread may still read it, unless its port was closed some time
/// before. Seen as a crash on a busy machine.
constexpr Nanoseconds kLastRead = std::chrono::milliseconds {50};
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
    if (const auto opened = connection->client_.openPort(api, portName, kPortName); !opened)
        return fail(opened.error().message);
    connection->portName_ = portName;
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
    client_.midi->closePort();
    clock.sleepUntil(clock.now() + kLastRead);
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
    return server() != nullptr ? client_.hasPort(MidiApi::JackRtMidi, portName_)
                               : look_.hasPort(MidiApi::Alsa, portName_);
}

}  // namespace clave
