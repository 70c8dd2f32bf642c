#include "scripts/host/script_host_entry.hpp"

#include "scripts/host/child_limits.hpp"
#include "scripts/host/script_child.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>

namespace clave {
namespace {
constexpr int kNotForPeople = 2;
constexpr int kNoInterpreter = 1;

struct Config {
    InterpreterConfig interpreter;
    std::size_t memoryBytes = 0;
    int parent = 0;
};

Config configFrom(const char* text)
{
    const auto json = nlohmann::json::parse(text, nullptr, false);
    Config config;
    if (!json.is_object())
        return config;
    config.interpreter.package = json.value("package", "");
    config.interpreter.runtime = json.value("runtime", "");
    config.interpreter.environment = json.value("environment", "");
    config.memoryBytes = json.value("memory", std::size_t {0});
    config.parent = json.value("parent", 0);
    return config;
}

/// Its library and Python's stay loaded to the end; Python's functions must be seen by its own extensions.
Interpreter* makeInterpreter(InterpreterServices& services, std::string& why)
{
    std::error_code ignored;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    const std::string file = (folder / kInterpreterFile).string();
    void* const library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_GLOBAL);
    if (library == nullptr) {
        why = fmt::format(
            "Python {0} is not there: install it (apt install libpython{0}) and start Clave again; "
            "scripts are off ({1})",
            CLAVE_PYTHON_VERSION, ::dlerror());
        return nullptr;
    }
    void* const found = ::dlsym(library, kMakeInterpreterName);
    if (found == nullptr) {
        why = fmt::format("{} is of another Clave: install Clave anew; scripts are off", file);
        return nullptr;
    }
    return reinterpret_cast<MakeInterpreter>(found)(services);
}
}  // namespace

void runScriptHost(const char* text, ScriptCheck check)
{
    const Config config = configFrom(text);
    auto channel = ScriptChannel::open(FileHandle {ChildFiles::kMemory});
    if (!channel || ::getppid() != config.parent) {
        fmt::print(stderr, "clave: {}.\n",
            channel ? "the Clave that started this is gone" : channel.error().message);
        ::_exit(kNotForPeople);
    }
    limitChild(config.parent, config.memoryBytes);
    // Never freed: the process ends by _exit, as Python must not be finalized under running threads.
    auto& child = *new ScriptChild {std::move(*channel), FileHandle {ChildFiles::kWakeChild},
        FileHandle {ChildFiles::kWakeParent}, check};
    std::string why;
    Interpreter* const python = makeInterpreter(child, why);
    if (python == nullptr)
        child.fail(why);
    if (python == nullptr || !child.start(*python, config.interpreter))
        ::_exit(kNoInterpreter);
    child.run(*python);
}

}  // namespace clave
