#pragma once

#include "app/ports/port_list.hpp"
#include "app/surfaces/controller_wish.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace clave {

/// clave devices: which controllers are known, and which are there.
struct DevicesCommand {
    MidiApi api = MidiApi::Auto;
};

/// clave midi monitor, record, replay, explain and lint.
struct MidiCommand {
    enum class What : std::uint8_t { Monitor, Record, Replay, Explain, Lint };

    What what = What::Monitor;
    std::string port;  ///< part of a name; empty: every controller, or what there is
    std::string file;  ///< what was recorded
    std::string bytes;  ///< "B0 4A 40 ..."
    std::string device;  ///< id of a profile; empty: by the port's name
    std::string map;  ///< id; empty: the one that fits best
    std::vector<std::string> files;  ///< to be checked
    bool takes = false;  ///< the device is switched to the mode that Clave plays in, and lit
    MidiApi api = MidiApi::Auto;
};

/// Adds --controllers and --controller-map to a command.
void addControllerOptions(CLI::App& command, ControllerWish& wish);
/// What is wrong with them, for a person; nothing when all is well. "auto" is taken out.
[[nodiscard]] std::optional<std::string> settle(ControllerWish& wish);

/// Adds the commands; which of midi's was asked for is written with the rest.
void addDeviceCommands(CLI::App& app, DevicesCommand& devices, MidiCommand& midi);

/// Adds --midi-api to a command.
void addApiOption(CLI::App& command, MidiApi& api);

}  // namespace clave
