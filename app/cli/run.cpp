#include "app/cli/run.hpp"

#include "app/cli/command_line.hpp"
#include "app/cli/commands.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <new>
#include <variant>

namespace clave {
namespace {
int failed(const std::string& sentence)
{
    const bool hasEnd = sentence.ends_with('.') || sentence.ends_with('!') || sentence.ends_with('?');
    fmt::print(stderr, "clave: {}{}\n", sentence, hasEnd ? "" : ".");
    return kFailed;
}

int show(const Usage& usage)
{
    fmt::print(usage.status == kDone ? stdout : stderr, "{}", usage.text);
    return usage.status;
}
}  // namespace

int runCommandLine(const std::vector<std::string>& arguments)
{
    try {
        const auto command = parseCommandLine(arguments);
        if (!command)
            return show(command.error());
        const auto status = std::visit([](const auto& what) { return runCommand(what); }, *command);
        return status ? *status : failed(status.error().message);
    } catch (const std::bad_alloc&) {
        return failed("there is not enough memory");
    } catch (const std::exception& error) {
        return failed(error.what());
    }
}

}  // namespace clave
