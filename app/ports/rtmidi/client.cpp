#include "app/ports/rtmidi/client.hpp"

#include "app/ports/alsa/sequencer.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace clave {
namespace {
RtMidi::Api apiOf(MidiApi api) noexcept
{
    return api == MidiApi::Jack ? RtMidi::UNIX_JACK : RtMidi::LINUX_ALSA;
}

/// RtMidi prints, and takes another one, when asked for an API that it was built without.
bool isBuiltIn(MidiApi api)
{
    std::vector<RtMidi::Api> apis;
    RtMidi::getCompiledApi(apis);
    return std::ranges::find(apis, apiOf(api)) != apis.end();
}

bool runs(MidiApi api)
{
    if (!isBuiltIn(api))
        return false;
    return api == MidiApi::Jack ? JackHeartbeat::open() != nullptr : alsaSequencerRuns();
}
}  // namespace

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

Result<MidiApi> resolveApi(MidiApi wanted)
{
    if (wanted != MidiApi::Alsa && runs(MidiApi::Jack))
        return MidiApi::Jack;
    if (wanted != MidiApi::Jack && runs(MidiApi::Alsa))
        return MidiApi::Alsa;
    switch (wanted) {
    case MidiApi::Jack:
        return fail("No JACK server runs; start one, or leave out --api jack.");
    case MidiApi::Alsa:
        return fail("The ALSA sequencer cannot be opened (/dev/snd/seq); load it with \"modprobe snd-seq\".");
    case MidiApi::Auto:
        break;
    }
    return fail(
        "There is no MIDI here: no JACK server runs and the ALSA sequencer cannot be opened (/dev/snd/seq).");
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
    if (api == MidiApi::Jack) {
        client.heartbeat = JackHeartbeat::open();
        if (!client.heartbeat)
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
