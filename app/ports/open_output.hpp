#pragma once

#include "app/ports/choice.hpp"
#include "core/base/result.hpp"
#include "core/ports/midi_output.hpp"

#include <memory>
#include <string>

namespace clave {

class RealtimeBroker;

/// What every output is opened with.
struct OutputOptions {
    MidiApi api = MidiApi::Auto;  ///< of a virtual port; a named port has its own
    RealtimeBroker* broker =
        nullptr;  ///< asked for real-time priority when the kernel refuses it; may be null
};

/// An output that plays, and what a person should know about it.
struct OpenedOutput {
    std::unique_ptr<MidiOutput> output;
    PortChoice choice;
    std::string description;  ///< "built-in synth on PipeWire", "Minilogue (ALSA)"
};

/// Opens what was chosen. Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<OpenedOutput> openOutput(const PortChoice& choice, const OutputOptions& options);

/// Chooses by `wish` among what there is now, and opens it. The synth counts as heard if its audio opens.
/// Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<OpenedOutput> openBestOutput(const PortWish& wish, const OutputOptions& options);

}  // namespace clave
