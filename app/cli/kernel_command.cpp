#include "app/cli/commands.hpp"
#include "app/scripts/script_files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

namespace clave {

// Jupyter's kernel is a program of its own, in Python: this one becomes it.
Result<int> runCommand(const KernelCommand& command)
{
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    const std::string python = command.python.empty() ? "/usr/bin/python3" : command.python + "/bin/python3";
    std::vector<std::string> words {python, scriptsFolder() + "/kernel/clave_kernel.py", "--program",
        error ? "clave" : program.string(), "--script", command.script};
    if (!command.python.empty())
        words.insert(words.end(), {"--python", command.python});
    if (command.install)
        words.emplace_back("--install");
    if (command.process)
        words.insert(words.end(), {"--pid", std::to_string(*command.process)});
    if (!command.connection.empty())
        words.insert(words.end(), {"-f", command.connection});
    std::vector<char*> arguments;
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execv(python.c_str(), arguments.data());
    return fail(fmt::format("{} cannot be started for Jupyter: {}", python, std::strerror(errno)));
}

}  // namespace clave
