#include "scripts/host/python/answer_reading.hpp"
#include "scripts/host/python/environment.hpp"
#include "scripts/host/python/native_module.hpp"
#include "scripts/host/python/python_start.hpp"

#include <fmt/format.h>
#include <pybind11/embed.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace py = pybind11;

namespace clave::python {
namespace {
/// What went wrong in the Runtime itself, as the text of an `error`.
constexpr const char* kTell = R"(
import json, traceback
def tell(error, phase):
    frames = [{"file": f.filename, "line": f.lineno, "name": f.name} for f in traceback.extract_tb(error.__traceback__)]
    last = frames[-1] if frames else {"file": "", "line": 0}
    return json.dumps({"script": "", "phase": phase, "type": type(error).__name__, "message": str(error), "hook": "",
                       "track": None, "count": 1, "file": last["file"], "line": last["line"], "frames": frames})
)";

class PythonInterpreter final : public Interpreter {
public:
    explicit PythonInterpreter(InterpreterServices& services) : services_(services) {}

    std::string start(const InterpreterConfig& config) override;
    std::string version() const override;
    void ask(const ScriptAsk& ask) override;
    void text(std::string_view kind, std::string_view json) override;
    void idle() override;
    void releaseLock() override { released_.emplace(); }
    void takeLock() override { released_.reset(); }

private:
    void first(const InterpreterConfig& config);
    void pass(const ScriptAsk& ask);
    void step(const ScriptAsk& ask);
    void importAhead(std::string_view json);
    void collect();
    /// Calls a method of the Runtime with whole numbers and the like; null: it raised, which has been told.
    template <typename... Values>
    py::object call(const char* phase, const py::object& method, const Values&... values);
    void tellError(const char* phase);

    InterpreterServices& services_;
    std::optional<py::gil_scoped_release> released_;
    bool mustCollect_ = false;  ///< when there is time: scripts were loaded
    py::object message_, start_, stop_, step_, slice_, missed_, idle_, tell_, gc_;
};

template <typename... Values>
py::object PythonInterpreter::call(const char* phase, const py::object& method, const Values&... values)
{
    const std::array<py::object, sizeof...(values)> owned {py::cast(values)...};
    std::array<PyObject*, sizeof...(values) + 1> arguments {};
    for (std::size_t i = 0; i < owned.size(); ++i)
        arguments[i + 1] = owned[i].ptr();
    auto result = py::reinterpret_steal<py::object>(PyObject_Vectorcall(
        method.ptr(), arguments.data() + 1, owned.size() | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr));
    if (!result)
        tellError(phase);
    return result;
}

std::string PythonInterpreter::start(const InterpreterConfig& config)
{
    Environment environment;
    if (!config.environment.empty())
        environment = findEnvironment(config.environment);
    if (!environment.problem.empty())
        return environment.problem + "; scripts are off";
    setServices(services_);
    if (std::string why = startPython(environment.executable); !why.empty())
        return why;
    try {
        first(config);
    } catch (const std::exception& error) {
        return fmt::format(
            "scripts cannot be run with what is in {}: {}; install Clave anew; scripts are off",
            config.package, error.what());
    }
    return {};
}

void PythonInterpreter::first(const InterpreterConfig& config)
{
    prepare(config.package);
    py::dict telling;
    py::exec(kTell, telling);
    tell_ = telling["tell"];
    gc_ = py::module_::import("gc");
    py::module_::import("_clave");  // so that whoever looks for it in sys.modules finds it
    const py::object runtime = py::module_::import(config.runtime.c_str()).attr("Runtime")();
    message_ = runtime.attr("message");
    start_ = runtime.attr("start");
    stop_ = runtime.attr("stop");
    step_ = runtime.attr("step");
    slice_ = runtime.attr("slice");
    missed_ = runtime.attr("missed");
    idle_ = runtime.attr("idle");
    collect();
}

std::string PythonInterpreter::version() const
{
    const std::string_view all = Py_GetVersion();
    return std::string {all.substr(0, all.find(' '))};
}

void PythonInterpreter::ask(const ScriptAsk& ask)
{
    try {
        pass(ask);
    } catch (py::error_already_set& error) {
        // A timeout while there was no room on the ring: what was to be said is lost, like a late answer.
        error.restore();
        tellError("ask");
    }
}

void PythonInterpreter::pass(const ScriptAsk& ask)
{
    const std::int64_t bar = Position {ask.barOrigin}.units;
    switch (ask.what) {
    case ScriptAsk::What::Start:
        call("start", start_, ask.at.units, ask.run, ask.tempo.bpm(), ask.scene, bar, ask.barsBefore,
            ask.metre.beats, ask.metre.unit);
        return;
    case ScriptAsk::What::Stop:
        call("stop", stop_, ask.at.units);
        mustCollect_ = true;
        return;
    case ScriptAsk::What::Step:
        step(ask);
        return;
    case ScriptAsk::What::Slice:
        call("slice", slice_, ask.at.units, ask.tempo.bpm(), ask.scene, bar, ask.barsBefore, ask.metre.beats,
            ask.metre.unit);
        return;
    case ScriptAsk::What::Missed:
        call("missed", missed_, ask.track, ask.key);
        return;
    }
}

void PythonInterpreter::step(const ScriptAsk& ask)
{
    const py::object result = call("step", step_, ask.track, ask.slot, ask.index, ask.pass, ask.occurrence,
        ask.count, ask.at.units, Position {ask.stepLength}.units);
    ScriptAnswer answer;
    answer.track = ask.track;
    answer.key = ask.key;
    answer.mark = ask.mark;
    answer.at = ask.at;
    answer.off = ask.at;
    if (result && !result.is_none()) {
        if (readStep(result.ptr(), services_, answer.step)) {
            answer.what = ScriptAnswer::What::Changed;
        } else {
            tellError("step");
            answer.step = {};
        }
    }
    // No script runs here: a timeout that comes now is of a call that is over, and raises nothing.
    sendAnswer(services_, answer);
}

void PythonInterpreter::text(std::string_view kind, std::string_view json)
{
    if (kind == "modules") {
        importAhead(json);
        return;
    }
    call("message", message_, kind, json);
    mustCollect_ = mustCollect_ || kind == "load" || kind == "unload";
}

void PythonInterpreter::idle()
{
    if (std::exchange(mustCollect_, false))
        collect();
    call("idle", idle_);
}

void PythonInterpreter::importAhead(std::string_view json)
{
    try {
        for (const py::handle name : py::module_::import("json").attr("loads")(json)) {
            // What cannot be imported is said when a script wants it.
            if (PyImport_ImportModule(py::cast<std::string>(name).c_str()) == nullptr)
                PyErr_Clear();
        }
        collect();
    } catch (py::error_already_set& error) {
        error.restore();
        tellError("modules");
    }
}

void PythonInterpreter::collect()
{
    // What lives on is set aside, so that later collections are short; what was set aside before and is
    // garbage now (the module before a reload) must be looked at again first.
    try {
        gc_.attr("unfreeze")();
        gc_.attr("collect")();
        gc_.attr("freeze")();
    } catch (py::error_already_set& error) {
        error.restore();
        tellError("collect");
    }
}

void PythonInterpreter::tellError(const char* phase)
{
    const py::error_already_set raised;
    const py::object error = raised.value();
    if (raised.trace())
        PyException_SetTraceback(error.ptr(), raised.trace().ptr());
    try {
        sendText(services_, "error", py::cast<std::string>(tell_(error, phase)));
    } catch (py::error_already_set&) {
        // A timeout that came late, or memory that is gone: the error itself has been dealt with.
        PyErr_Clear();
    }
}
}  // namespace
}  // namespace clave::python

extern "C" __attribute__((visibility("default"))) clave::Interpreter* claveMakeInterpreter(
    clave::InterpreterServices& services)
{
    return new clave::python::PythonInterpreter {services};
}
