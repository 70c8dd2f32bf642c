#pragma once

#include "core/engine/status.hpp"
#include "core/ports/midi_output.hpp"
#include "core/rt/realtime_thread.hpp"

#include <string>
#include <vector>

namespace clave {

/// How exact a time of playing was.
struct PlayTiming {
    ClockStatus clock;
    RealtimeResult realtime;  ///< of the clock thread
    std::vector<std::string> names;  ///< of the outputs, as a person calls them
    std::vector<OutputReport> outputs;  ///< in the same order; there may be more than names
};

/// As JSON, documented in app/README.md. Ports of a song that share a device are one output.
/// \param indent as nlohmann's dump(): -1 gives one line. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::string playTimingJson(const PlayTiming& timing, int indent);

}  // namespace clave
