#pragma once

#include "app/ports/port_list.hpp"
#include "core/base/result.hpp"
#include "core/ports/bell.hpp"
#include "core/ports/byte_port.hpp"

#include <memory>
#include <string>

namespace clave {

/// Opens a device both ways: frame-exact on JACK, else through RtMidi.
/// \param api of the list that the names are from. \param input, output whole names as in listPorts(); an
/// empty one is not opened. Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<std::unique_ptr<BytePort>> openBytePort(
    MidiApi api, const std::string& input, const std::string& output, std::shared_ptr<Bell> bell);

}  // namespace clave
