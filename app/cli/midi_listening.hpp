#pragma once

#include "app/cli/controller_options.hpp"
#include "app/surfaces/controller_files.hpp"
#include "app/surfaces/port_pairs.hpp"
#include "core/base/result.hpp"
#include "core/ports/bell.hpp"
#include "core/ports/byte_port.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// A controller that is listened to.
struct HeardDevice {
    PortPair names;
    ProfilePtr profile;  ///< null: it is known by no file
    std::unique_ptr<BytePort> port;
};

/// Opens what `command.port` names; without a name every controller that is there, or if there is none every
/// input. Fails when there is nothing. Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<std::vector<HeardDevice>> openHeard(
    const MidiCommand& command, const ControllerFiles& files, const std::shared_ptr<Bell>& bell);

/// Whether a name has `part` in it, in any case.
[[nodiscard]] bool isPartOf(std::string_view part, std::string_view name);

/// The profile of that id; null for an empty one. Fails, and says which there are.
[[nodiscard]] Result<ProfilePtr> namedProfile(const ControllerFiles& files, const std::string& id);
/// The map of that id, else the one that fits best; null when there is none. Fails when it does not exist.
[[nodiscard]] Result<MapPtr> namedMap(
    const ControllerFiles& files, const ProfilePtr& profile, const std::string& id);

// The commands.
[[nodiscard]] Result<int> monitorMidi(const MidiCommand& command);
[[nodiscard]] Result<int> recordMidi(const MidiCommand& command);
[[nodiscard]] Result<int> replayMidi(const MidiCommand& command);
[[nodiscard]] Result<int> explainMidi(const MidiCommand& command);
[[nodiscard]] Result<int> lintControllers(const MidiCommand& command);

}  // namespace clave
