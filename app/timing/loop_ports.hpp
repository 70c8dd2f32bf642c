#pragma once

#include "app/ports/choice.hpp"
#include "core/base/result.hpp"
#include "core/ports/midi_input.hpp"
#include "core/ports/midi_output.hpp"

#include <memory>
#include <string>

namespace clave {

class RealtimeBroker;

/// What a person wants to measure.
struct LoopWish {
    std::string out;  ///< part of an output's name; empty: as `in`
    std::string in;  ///< part of an input's name; empty: as `out`
    MidiApi api = MidiApi::Auto;
};

/// An output and the input that what it sends comes back to.
struct LoopChoice {
    bool isOwn = false;  ///< a port of ours, connected to another of ours; else:
    PortInfo out;
    PortInfo in;
    /// Both are hardware, and so there is a cable between them.
    [[nodiscard]] bool overCable() const noexcept
    {
        return !isOwn && out.kind == PortKind::Hardware && in.kind == PortKind::Hardware;
    }
};

/// Without a name: on JACK our own ports, on ALSA Midi Through. Fails, in one sentence, when there is nothing
/// to loop over. Pure. \param list of what there is.
[[nodiscard]] Result<LoopChoice> chooseLoop(const LoopWish& wish, const PortList& list);

struct Loop {
    std::unique_ptr<MidiOutput> output;
    std::unique_ptr<MidiInput> input;
    MidiApi api = MidiApi::Auto;
    std::string out;  ///< name
    std::string in;  ///< name
    bool overCable = false;
};

/// Looks, chooses and opens. \param broker may be null. Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<Loop> openLoop(const LoopWish& wish, RealtimeBroker* broker);

}  // namespace clave
