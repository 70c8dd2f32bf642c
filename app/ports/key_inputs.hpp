#pragma once

#include "app/ports/port_list.hpp"
#include "core/base/result.hpp"
#include "core/ports/midi_input.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace clave {

/// What is played on by hand.
struct KeyInputs {
    std::vector<std::unique_ptr<MidiInput>> inputs;
    std::vector<std::string> notices;  ///< sentences: what could not be opened
};

/// The word of --in for no input at all.
inline constexpr const char* kNoInput = "none";

/// Opens what is named, each a part of a name as in openInput(); with nothing named our own port and every
/// hardware input there is now. Fails only for a name that cannot be had.
/// \param own name of our own port. \param isController says of a system's name that what comes from there is
/// no key; may be empty. Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<KeyInputs> openKeyInputs(const std::vector<std::string>& wanted, MidiApi api,
    const std::string& own, const std::function<bool(const std::string&)>& isController = {});

/// Names of the inputs that are played on when nothing is said: hardware, each once. Controllers, loop-backs,
/// programs and our own ports only by name. Pure.
[[nodiscard]] std::vector<std::string> hardwareKeyboards(const PortList& list);

}  // namespace clave
