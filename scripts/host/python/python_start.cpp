#include "scripts/host/python/python_start.hpp"

#include "scripts/host/interpreter.hpp"
#include "scripts/host/python/native_module.hpp"

#include <fmt/format.h>
#include <pybind11/embed.h>

#include <cstdlib>

namespace py = pybind11;

namespace clave::python {
namespace {
/// Runs once, in a namespace of its own, before the package is imported.
constexpr const char* kFirst = R"(
import faulthandler, gc, signal, sys
sys.path.insert(0, package)
sys.setswitchinterval(0.0005)  # a script's busy threads give the lock back within half a millisecond
faulthandler.enable(file=2, all_threads=False)
faulthandler.register(where_are_you, file=2, all_threads=False, chain=False)
signal.signal(over_budget, lambda number, frame: raise_if_over_budget())
gc.set_threshold(700, 10, 1 << 30)  # the oldest are looked at when nothing plays
)";

std::string cacheFolder()
{
    const char* const cache = std::getenv("XDG_CACHE_HOME");
    const char* const home = std::getenv("HOME");
    if (cache != nullptr && cache[0] == '/')
        return std::string {cache} + "/clave/python";
    return home != nullptr && home[0] == '/' ? std::string {home} + "/.cache/clave/python" : std::string {};
}

std::string checked(const PyStatus& status)
{
    return PyStatus_Exception(status) == 0
        ? std::string {}
        : fmt::format("Python {}.{} does not start: {}; install python3 anew; scripts are off",
              PY_MAJOR_VERSION, PY_MINOR_VERSION,
              status.err_msg != nullptr ? status.err_msg : "it does not say why");
}

}  // namespace

std::string startPython(const std::string& executable)
{
    PyPreConfig before;
    PyPreConfig_InitIsolatedConfig(&before);
    before.utf8_mode = 1;
    if (std::string why = checked(Py_PreInitialize(&before)); !why.empty())
        return why;
    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    config.install_signal_handlers = 0;
    config.use_hash_seed = 1;  // sets of texts have one order, so that a rendering has the same bytes
    config.hash_seed = 0;
    const auto set = [&config](wchar_t** what, const std::string& text) {
        return text.empty() ? std::string {} : checked(PyConfig_SetBytesString(&config, what, text.c_str()));
    };
    const std::string program = fmt::format("/usr/bin/python{}.{}", PY_MAJOR_VERSION, PY_MINOR_VERSION);
    std::string why = set(&config.program_name, program);
    why += set(&config.executable, executable);
    why += set(&config.pycache_prefix, cacheFolder());
    if (why.empty())
        why = checked(Py_InitializeFromConfig(&config));
    PyConfig_Clear(&config);
    return why;
}

void prepare(const std::string& package)
{
    py::dict names;
    names["package"] = package;
    names["over_budget"] = WatchdogSignals::overBudget();
    names["where_are_you"] = WatchdogSignals::whereAreYou();
    names["raise_if_over_budget"] = py::cpp_function(&raiseIfOverBudget);
    py::exec(kFirst, names);
}

}  // namespace clave::python
