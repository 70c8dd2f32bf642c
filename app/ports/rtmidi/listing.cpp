#include "app/ports/port_list.hpp"
#include "app/ports/rtmidi/client.hpp"

namespace clave {

PortList listPorts(MidiApi api)
{
    constexpr auto kClientName = "Clave look";
    PortList list;
    const auto resolved = resolveApi(api);
    if (!resolved) {
        list.trouble = resolved.error().message;
        return list;
    }
    auto out = openRtMidi<RtMidiOut>(*resolved, kClientName);
    auto in = openRtMidi<RtMidiIn>(*resolved, kClientName);
    if (!out || !in) {
        list.trouble = (out ? in.error() : out.error()).message;
        return list;
    }
    list.api = *resolved;
    list.outputs = out->ports(*resolved);
    list.inputs = in->ports(*resolved);
    return list;
}

}  // namespace clave
