#include "app/ports/rtmidi/client.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace clave {
namespace {
RtMidi::Api apiOf(MidiApi api) noexcept
{
    return api == MidiApi::JackRtMidi ? RtMidi::UNIX_JACK : RtMidi::LINUX_ALSA;
}

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
    if (errors.sending_) {
        errors.whileSending_.fetch_add(1, std::memory_order_relaxed);
        return;
    }
    errors.text_ = text;
    spdlog::debug("RtMidi: {}", text);
}

template <typename Direction>
std::vector<PortInfo> RtMidiClient<Direction>::ports(MidiApi api)
{
    std::vector<PortInfo> result;
    try {
        const unsigned count = midi->getPortCount();
        for (unsigned i = 0; i < count; ++i)
            result.push_back(describePort(midi->getPortName(i), api));
    } catch (const std::exception& error) {
        spdlog::debug("RtMidi: {}", error.what());
    }
    return result;
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
