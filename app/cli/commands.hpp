#pragma once

#include "app/cli/command_line.hpp"
#include "core/base/result.hpp"

namespace clave {

// One function for each command. Each gives the exit status, or the sentence that says why it failed.
// Thread-safe: no; from the main thread, before any other. Realtime-safe: no.

[[nodiscard]] Result<int> runCommand(const PlayCommand& command);
[[nodiscard]] Result<int> runCommand(const PortsCommand& command);
[[nodiscard]] Result<int> runCommand(const RenderCommand& command);
[[nodiscard]] Result<int> runCommand(const CheckCommand& command);
[[nodiscard]] Result<int> runCommand(const NewCommand& command);
[[nodiscard]] Result<int> runCommand(const ImportCommand& command);
[[nodiscard]] Result<int> runCommand(const TimingCommand& command);
[[nodiscard]] Result<int> runCommand(const DevicesCommand& command);
[[nodiscard]] Result<int> runCommand(const MidiCommand& command);
[[nodiscard]] Result<int> runCommand(const ConsoleCommand& command);
/// Does not return when all is well.
[[nodiscard]] Result<int> runCommand(const KernelCommand& command);

}  // namespace clave
