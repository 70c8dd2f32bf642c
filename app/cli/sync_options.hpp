#pragma once

#include "app/cli/command_line.hpp"

namespace CLI {
class App;
}

namespace clave {

/// Adds what is about other machines and programs: whose time to keep, who is sent it, and OSC.
void addSyncOptions(CLI::App& command, PlayCommand& play);

}  // namespace clave
