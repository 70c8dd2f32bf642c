#include "app/ports/rtmidi/client.hpp"

#include "app/ports/twin_names.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <mutex>
#include <span>
#include <type_traits>

namespace clave {
namespace {
RtMidi::Api apiOf(MidiApi api) noexcept
{
    return api == MidiApi::JackRtMidi ? RtMidi::UNIX_JACK : RtMidi::LINUX_ALSA;
}

template <typename Direction>
constexpr bool kIsOut = std::is_same_v<Direction, RtMidiOut>;
template <typename Direction>
constexpr auto kJackDirection = kIsOut<Direction> ? JackPort::Direction::Out : JackPort::Direction::In;
template <typename Direction>
constexpr std::string_view kNoun = kIsOut<Direction> ? "output" : "input";
}  // namespace

bool isInRtMidi(MidiApi api)
{
    std::vector<RtMidi::Api> apis;
    RtMidi::getCompiledApi(apis);
    return std::ranges::find(apis, apiOf(api)) != apis.end();
}

void RtMidiErrors::listenTo(RtMidi& object)
{
    object.setErrorCallback(&RtMidiErrors::take, this);
}

void RtMidiErrors::take(RtMidiError::Type type, const std::string& text, void* self)
{
    if (type == RtMidiError::DEBUG_WARNING)
        return;
    auto& errors = *static_cast<RtMidiErrors*>(self);
    errors.failed_.store(true, std::memory_order_relaxed);
    if (errors.sending_.load(std::memory_order_relaxed)) {
        errors.whileSending_.fetch_add(1, std::memory_order_relaxed);
        return;
    }
    errors.text_ = text;
    spdlog::debug("RtMidi: {}", text);
}

template <typename Direction>
std::vector<PortInfo> RtMidiClient<Direction>::ports(MidiApi api)
{
    static std::mutex mutex;
    static TwinNames twins;  // of one direction, for the whole process
    std::vector<PortInfo> result;
    std::vector<std::string> raw;
    std::vector<std::string> plain;
    try {
        const unsigned count = midi->getPortCount();
        for (unsigned i = 0; i < count; ++i) {
            raw.push_back(midi->getPortName(i));
            result.push_back(describePort(raw.back(), api));
            plain.push_back(result.back().name);
        }
    } catch (const std::exception& error) {
        spdlog::debug("RtMidi: {}", error.what());
    }
    const std::lock_guard lock {mutex};
    const auto names = twins.tell(std::span(raw).first(result.size()), plain);
    for (std::size_t i = 0; i < names.size(); ++i)
        result[i].name = names[i];
    return result;
}

template <typename Direction>
bool RtMidiClient<Direction>::hasPort(MidiApi api, const std::string& portName)
{
    if (server != nullptr) {
        const auto names = server->midiPorts(kJackDirection<Direction>);
        return std::ranges::find(names, portName) != names.end();
    }
    const auto there = ports(api);
    return std::ranges::find(there, portName, &PortInfo::name) != there.end();
}

template <typename Direction>
Result<void> RtMidiClient<Direction>::openPort(
    MidiApi api, const std::string& portName, const std::string& ownName)
{
    (void)errors->takeFailed();
    try {
        if (portName.empty()) {
            midi->openVirtualPort(ownName);
        } else {
            const auto there = ports(api);
            const auto found = std::ranges::find(there, portName, &PortInfo::name);
            if (found == there.end())
                return fail(fmt::format("There is no {} \"{}\" any more.", kNoun<Direction>, portName));
            midi->openPort(static_cast<unsigned>(found - there.begin()), ownName);
        }
    } catch (const std::exception& error) {
        return fail(
            fmt::format("The {} \"{}\" cannot be opened: {}.", kNoun<Direction>, portName, error.what()));
    }
    if (errors->takeFailed())
        return fail(
            fmt::format("The {} \"{}\" cannot be opened: {}", kNoun<Direction>, portName, errors->text()));
    return {};
}

template <typename Direction>
Result<RtMidiClient<Direction>> openRtMidi(MidiApi api, const std::string& clientName)
{
    RtMidiClient<Direction> client;
    if (api == MidiApi::JackRtMidi) {
        client.server = JackClient::open();
        if (!client.server)
            return fail("No JACK server runs any more.");
    }
    try {
        client.midi = std::make_unique<Direction>(apiOf(api), clientName);
    } catch (const std::exception& error) {
        return fail(fmt::format("{} refuses a MIDI client: {}.", nameOf(api), error.what()));
    }
    client.errors->listenTo(*client.midi);
    return client;
}

template struct RtMidiClient<RtMidiIn>;
template struct RtMidiClient<RtMidiOut>;
template Result<RtMidiClient<RtMidiIn>> openRtMidi(MidiApi, const std::string&);
template Result<RtMidiClient<RtMidiOut>> openRtMidi(MidiApi, const std::string&);

}  // namespace clave
