#include "scripts/host/python/native_module.hpp"

#include "scripts/host/python/answer_reading.hpp"
#include "scripts/host/python/fast_functions.hpp"

#include <pybind11/embed.h>

#include <algorithm>
#include <cstdint>
#include <string>

namespace py = pybind11;

namespace clave::python {
namespace {
InterpreterServices* theServices = nullptr;
PyObject* timeout = nullptr;

/// Numbers come with their whole range and are cut, as a hash has no wrong input.
std::uint32_t low(std::int64_t value) noexcept
{
    return static_cast<std::uint32_t>(value & 0xFFFFFFFF);
}

void sendNote(std::int64_t track, std::int64_t at, std::int64_t off, int pitch, int velocity, bool asSounding)
{
    ScriptAnswer answer;
    answer.what = ScriptAnswer::What::Note;
    answer.track = low(track);
    answer.at = Position {at};
    answer.off = Position {std::max(at + 1, off)};
    answer.step.on = true;
    answer.step.asSounding = asSounding;
    Note note;
    note.pitch = static_cast<std::uint8_t>(std::clamp(pitch, 0, 127));
    note.velocity = static_cast<std::uint8_t>(std::clamp(velocity, 1, 127));
    static_cast<void>(answer.step.notes.tryPush(note));
    sendAnswer(*theServices, answer);
}

void sendLocks(std::int64_t track, std::int64_t at, const py::object& values)
{
    ScriptAnswer answer;
    answer.what = ScriptAnswer::What::Locks;
    answer.track = low(track);
    answer.at = Position {at};
    answer.off = Position {at};
    if (!readLocks(values.ptr(), answer.step))
        throw py::error_already_set();
    sendAnswer(*theServices, answer);
}
}  // namespace

void setServices(InterpreterServices& services) noexcept
{
    theServices = &services;
}

void raiseIfOverBudget()
{
    if (!theServices->isOverBudget())
        return;
    const auto ms = static_cast<int>(theServices->budgetMs());
    PyErr_Format(timeout, "it did not return within %d ms", ms);
    throw py::error_already_set();
}

void waitForRoom(InterpreterServices& services)
{
    {
        const py::gil_scoped_release others;
        services.waitForRoom();
    }
    if (PyErr_CheckSignals() != 0)
        throw py::error_already_set();
}

void sendText(InterpreterServices& services, std::string_view kind, std::string_view json)
{
    std::size_t from = 0;
    while (!services.tryText(kind, json, from)) {
        // A text that has begun is ended before anything else is said, by whatever thread.
        if (from == 0)
            waitForRoom(services);
        else
            services.waitForRoom();
    }
}

void sendAnswer(InterpreterServices& services, const ScriptAnswer& answer)
{
    while (!services.tryAnswer(answer))
        waitForRoom(services);
}

}  // namespace clave::python

// NOLINTNEXTLINE: what the macro makes is not ours
PYBIND11_EMBEDDED_MODULE(_clave, module)
{
    using namespace clave;
    using namespace clave::python;
    timeout = PyErr_NewExceptionWithDoc("clave.ScriptTimeout",
        "A call went over its budget. No Exception, so that scripts do not catch it by accident.",
        PyExc_BaseException, nullptr);
    module.attr("ScriptTimeout") = py::reinterpret_borrow<py::object>(timeout);
    module.attr("QUARTER") = Position {Tick {kPpqn}}.units;
    module.def(
        "send", [](std::string_view kind, std::string_view text) { sendText(*theServices, kind, text); },
        py::arg("kind"), py::arg("text"));
    module.def("note", &sendNote, py::arg("track"), py::arg("at"), py::arg("off"), py::arg("pitch"),
        py::arg("velocity"), py::arg("as_sounding"));
    module.def("locks", &sendLocks, py::arg("track"), py::arg("at"), py::arg("values"));
    addFastFunctions(module, *theServices);
    module.def(
        "check", [](std::string_view kind, std::string_view text) { return theServices->check(kind, text); },
        py::arg("kind"), py::arg("text"));
    module.def(
        "time", [] { return static_cast<double>(theServices->now().time_since_epoch().count()) / 1e9; });
}
