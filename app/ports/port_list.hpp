#pragma once

#include "core/base/result.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// A way to MIDI between devices and programs. Auto is JACK while a server runs, else the ALSA sequencer.
enum class MidiApi {
    Auto,
    Jack,  ///< exact to the frame
    JackRtMidi,  ///< JACK through RtMidi: exact to a period; to compare, and should the other one fail
    Alsa,
};

/// "auto", "JACK", "JACK through RtMidi", "ALSA".
[[nodiscard]] std::string_view nameOf(MidiApi api) noexcept;

/// What is behind a port, as far as its name tells.
enum class PortKind {
    Hardware,  ///< a synth or an interface with a cable
    Software,  ///< another program
    LoopBack,  ///< sends back what it gets: Midi Through, virtual cables, the system's own ports
    Controller,  ///< pads, knobs and lights without a sound
    Own,  ///< opened by Clave itself
};

/// "hardware", "software", "loop-back", "controller", "own".
[[nodiscard]] std::string_view nameOf(PortKind kind) noexcept;

struct PortInfo {
    std::string
        name;  ///< as a person knows it: without the ALSA numbers, that change when it is plugged again
    PortKind kind = PortKind::Software;
    MidiApi api = MidiApi::Alsa;

    friend bool operator==(const PortInfo&, const PortInfo&) = default;
};

/// What can be played on and listened to.
struct PortList {
    std::vector<PortInfo> outputs;
    std::vector<PortInfo> inputs;
    MidiApi api = MidiApi::Auto;  ///< the one that was looked at; Auto when there is none
    std::string trouble;  ///< why there is none, as one sentence; else empty
};

/// A port by the name the system gives it: "Minilogue:Minilogue MIDI 1 20:0", "a2j:Minilogue [20] (playback):
/// MIDI 1".
[[nodiscard]] PortInfo describePort(std::string_view systemName, MidiApi api);

/// What `wanted` means on this machine now, or the sentence why there is none.
/// Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<MidiApi> resolveApi(MidiApi wanted);

/// Joins the JACK server, if one runs and `api` may mean it, for as long as it is held: whoever looks and
/// opens several times holds it meanwhile, so that each time is quick. Not to be held while playing: a server
/// that comes back is joined only when the one before is let go. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::shared_ptr<const void> joinServer(MidiApi api);

/// Asks the system; takes some milliseconds. Thread-safe: no, from one thread at a time. Realtime-safe: no.
[[nodiscard]] PortList listPorts(MidiApi api = MidiApi::Auto);

}  // namespace clave
