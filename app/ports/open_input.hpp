#pragma once

#include "app/ports/port_list.hpp"
#include "core/base/result.hpp"
#include "core/ports/midi_input.hpp"

#include <memory>
#include <string>

namespace clave {

/// Opens an input: frame-exact on JACK, else through RtMidi.
/// \param wanted part of its name in any case; empty or "virtual" for a port of our own, "Clave:in".
/// \param own name of that one. Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<std::unique_ptr<MidiInput>> openInput(
    const std::string& wanted, MidiApi api, const std::string& own = "in");

}  // namespace clave
