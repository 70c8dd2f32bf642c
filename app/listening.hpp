#pragma once

#include "app/ports/port_list.hpp"
#include "app/sync/open_sync.hpp"
#include "core/base/result.hpp"
#include "core/time/tempo.hpp"

#include <functional>
#include <string>
#include <vector>

namespace clave {

class Clock;
class Engine;

/// What Clave listens to.
struct ListeningWish {
    std::vector<std::string> inputs;  ///< of --in; see openKeyInputs()
    SyncWish sync;
    MidiApi api = MidiApi::Auto;
    /// Inputs of controllers, which are played but send no keys; may be empty.
    std::function<bool(const std::string& portName)> isController {};
};

/// Opens the source of time and what is played on, and hands both to the engine. Our own port for keys is
/// "Clave:in"; when a MIDI clock comes in there it is "Clave:keys". \param tempo of what is played first.
/// \return sentences that a person should know. Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<std::vector<std::string>> startListening(
    Engine& engine, const ListeningWish& wish, Tempo tempo, const Clock& clock);

}  // namespace clave
