#pragma once

#include "core/base/result.hpp"
#include "core/engine/command.hpp"

#include <string>
#include <string_view>

namespace clave {

// Commands as JSON, for scripts and the network: {"do": "toggle_step", "track": 1, "slot": 1, "step": 5}.
// Places count from 1 as people count; values are written as in the song file (core/io/README.md); a track
// may be given by its number, as "trackId": 7, or by its name. COMMANDS.md lists all of them.
// Thread-safe: yes. Realtime-safe: no.

/// The command that the text says. Ranges are checked; whether the song has such a track, the session does.
/// An error is one sentence: "switch_step: step is 300; allowed are 1 to 128."
/// \param song where tracks are looked up by id or name; without one those are refused.
[[nodiscard]] Result<CommandWhat> readCommand(std::string_view json, const Song* song = nullptr);

/// One line; readCommand() gives the command back.
[[nodiscard]] std::string commandText(const CommandWhat& what);

/// The name a command has in JSON: "toggle_step".
[[nodiscard]] std::string_view commandName(const CommandWhat& what);

/// COMMANDS.md: every command with its fields.
[[nodiscard]] std::string commandGuide();

}  // namespace clave
