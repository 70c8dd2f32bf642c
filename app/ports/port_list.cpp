#include "app/ports/port_list.hpp"

#include "app/ports/alsa/sequencer.hpp"
#include "app/ports/jack/jack_client.hpp"
#include "app/ports/rtmidi/client.hpp"

#include <utility>

namespace clave {
namespace {
constexpr auto kClientName = "Clave look";

bool runs(MidiApi api)
{
    switch (api) {
    case MidiApi::Jack:
        return JackClient::open() != nullptr;
    case MidiApi::JackRtMidi:
        return isInRtMidi(api) && JackClient::open() != nullptr;
    case MidiApi::Alsa:
        return isInRtMidi(api) && alsaSequencerRuns();
    case MidiApi::Auto:
        break;
    }
    return false;
}

std::vector<PortInfo> jackPorts(const JackClient& server, JackPort::Direction direction)
{
    std::vector<PortInfo> ports;
    for (const auto& name : server.midiPorts(direction))
        ports.push_back(describePort(name, MidiApi::Jack));
    return ports;
}

void listJack(PortList& list)
{
    const auto server = JackClient::open();
    if (server == nullptr) {
        list.trouble = "The JACK server has ended.";
        return;
    }
    list.api = MidiApi::Jack;
    list.outputs = jackPorts(*server, JackPort::Direction::Out);
    list.inputs = jackPorts(*server, JackPort::Direction::In);
}

void listRtMidi(PortList& list, MidiApi api)
{
    auto out = openRtMidi<RtMidiOut>(api, kClientName);
    auto in = openRtMidi<RtMidiIn>(api, kClientName);
    if (!out || !in) {
        list.trouble = (out ? in.error() : out.error()).message;
        return;
    }
    list.api = api;
    list.outputs = out->ports(api);
    list.inputs = in->ports(api);
}
}  // namespace

Result<MidiApi> resolveApi(MidiApi wanted)
{
    for (const auto api : {MidiApi::Jack, MidiApi::JackRtMidi, MidiApi::Alsa}) {
        if ((wanted == api || (wanted == MidiApi::Auto && api != MidiApi::JackRtMidi)) && runs(api))
            return api;
    }
    switch (wanted) {
    case MidiApi::Jack:
    case MidiApi::JackRtMidi:
        return fail("No JACK server runs: start one, or start Clave without asking for it.");
    case MidiApi::Alsa:
        return fail("The ALSA sequencer cannot be opened (/dev/snd/seq); load it with \"modprobe snd-seq\".");
    case MidiApi::Auto:
        break;
    }
    return fail(
        "There is no MIDI here: no JACK server runs and the ALSA sequencer cannot be opened (/dev/snd/seq).");
}

std::shared_ptr<const void> joinServer(MidiApi api)
{
    return api == MidiApi::Alsa ? nullptr : JackClient::open();
}

PortList listPorts(MidiApi api)
{
    const auto joined = joinServer(api);
    PortList list;
    const auto resolved = resolveApi(api);
    if (!resolved)
        list.trouble = resolved.error().message;
    else if (*resolved == MidiApi::Jack)
        listJack(list);
    else
        listRtMidi(list, *resolved);
    return list;
}

}  // namespace clave
