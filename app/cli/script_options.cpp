#include "app/cli/script_options.hpp"

#include "app/cli/option_checks.hpp"

#include <CLI/CLI.hpp>

namespace clave {
namespace {
void addWhere(CLI::App& command, std::optional<int>& process, std::string& script)
{
    command.add_option("--pid", process, "Which Clave: its process; without it the newest")
        ->check(number<int>(1, 1 << 30, "a whole number"))
        ->type_name("N");
    command.add_option("--script", script, "In the names of this script")
        ->check(notEmpty())
        ->type_name("NAME");
}
}  // namespace

void addScriptOptions(CLI::App& command, ScriptOptions& options)
{
    addNames(
        command, "--script", options.add, "A Python file that becomes a script of the song. May be repeated");
    command.add_flag("--no-scripts", options.off, "Play every step as it is written");
    command.add_flag("--trust-scripts", options.trust, "Run scripts that came with the song without asking");
    command
        .add_option("--python", options.python,
            "A virtual environment whose packages scripts may import, of the same Python version")
        ->check(notEmpty())
        ->type_name("DIR");
}

void addConsoleCommand(CLI::App& app, ConsoleCommand& command)
{
    auto& console = *app.add_subcommand("console", "Type Python into a Clave that plays");
    console.add_option("-e", command.expression, "Evaluate this, print its value as JSON, and end")
        ->type_name("EXPR");
    addWhere(console, command.process, command.script);
    console.footer("Examples:\n  clave console\n  clave console -e \"song.tempo\"\n"
                   "  clave console -e \"song.tempo = 96\"\n"
                   "  echo \"play('C3')\" | clave console");
}

void addKernelCommand(CLI::App& app, KernelCommand& command)
{
    auto& kernel = *app.add_subcommand("kernel", "Type Python into a Clave that plays, from Jupyter");
    kernel.add_flag("--install", command.install, "Tell Jupyter of it, for this user, and end");
    addWhere(kernel, command.process, command.script);
    kernel
        .add_option("--python", command.python,
            "A virtual environment that has ipykernel; without it the system's Python")
        ->check(notEmpty())
        ->type_name("DIR");
    kernel.add_option("-f", command.connection, "Where Jupyter says how to reach it")
        ->check(notEmpty())
        ->type_name("FILE");
    kernel.footer("Examples:\n  clave kernel --install\n  jupyter console --kernel clave");
}

}  // namespace clave
