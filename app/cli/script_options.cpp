#include "app/cli/script_options.hpp"

#include "app/cli/option_checks.hpp"

#include <CLI/CLI.hpp>

namespace clave {

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
    console.add_option("--pid", command.process, "Which Clave: its process; without it the newest")
        ->check(number<int>(1, 1 << 30, "a whole number"))
        ->type_name("N");
    console.add_option("--script", command.script, "In the names of this script")
        ->check(notEmpty())
        ->type_name("NAME");
    console.footer("Examples:\n  clave console\n  clave console -e \"song.tempo\"\n"
                   "  clave console -e \"song.tempo = 96\"\n"
                   "  echo \"play('C3')\" | clave console");
}

}  // namespace clave
