#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace clave {

/// What of the command line is about scripts.
struct ScriptOptions {
    std::vector<std::string> add;  ///< files that become scripts of the song
    bool off = false;
    bool trust = false;  ///< those that came with the song run unasked
    std::string python;  ///< folder of a virtual environment; empty: Debian's Python alone
};

/// clave console: types into a playing Clave.
struct ConsoleCommand {
    std::optional<std::string> expression;  ///< evaluated, its value printed as JSON
    std::optional<int> process;  ///< nothing: the newest
    std::string script;  ///< in whose names; empty: the console's own
};

/// clave kernel: a Jupyter kernel over a playing Clave.
struct KernelCommand {
    bool install = false;  ///< tell Jupyter of it, and end
    std::optional<int> process;  ///< as above
    std::string script;
    std::string python;  ///< folder of an environment that has ipykernel; empty: the system's
    std::string connection;  ///< Jupyter's file; empty: one is made
};

/// Adds --script, --no-scripts, --trust-scripts and --python to a command.
void addScriptOptions(CLI::App& command, ScriptOptions& options);
void addConsoleCommand(CLI::App& app, ConsoleCommand& command);
void addKernelCommand(CLI::App& app, KernelCommand& command);

}  // namespace clave
