#include "scripts/host/python/fast_functions.hpp"

#include "core/base/chance.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace py = pybind11;

namespace clave::python {
namespace {
InterpreterServices* theServices = nullptr;

/// What a call was given: `count` arguments, without keywords.
struct Arguments {
    PyObject* const* values;
    Py_ssize_t count;

    [[nodiscard]] bool are(Py_ssize_t wanted, const char* form) const noexcept
    {
        if (count == wanted)
            return true;
        PyErr_Format(PyExc_TypeError, "it is called as %s, with %zd arguments, not %zd", form, wanted, count);
        return false;
    }
    /// Numbers come with their whole range and are cut, as a hash has no wrong input. Sets an error for
    /// what is no number.
    [[nodiscard]] std::uint64_t number(std::size_t index) const noexcept
    {
        return PyLong_AsUnsignedLongLongMask(values[index]);
    }
    [[nodiscard]] std::uint32_t low(std::size_t index) const noexcept
    {
        return static_cast<std::uint32_t>(number(index));
    }
    /// No data, and an error is set, for what is no text.
    [[nodiscard]] std::string_view text(std::size_t index) const noexcept
    {
        Py_ssize_t size = 0;
        const char* const data = PyUnicode_AsUTF8AndSize(values[index], &size);
        return data == nullptr ? std::string_view {}
                               : std::string_view {data, static_cast<std::size_t>(size)};
    }
};

PyObject* drawAt(PyObject* /*module*/, PyObject* const* values, Py_ssize_t count)
{
    const Arguments given {values, count};
    enum : std::uint8_t { Seed, Track, Pattern, Pass, Step, Purpose_, Hit, All };
    if (!given.are(All, "draw(seed, track, pattern, pass_, step, purpose, hit)"))
        return nullptr;
    const DrawKey key {.seed = given.number(Seed),
        .track = given.low(Track),
        .pattern = given.low(Pattern),
        .pass = given.low(Pass),
        .step = given.low(Step),
        .purpose = static_cast<Purpose>(given.low(Purpose_) & 0xFFU),
        .hit = given.low(Hit)};
    return PyErr_Occurred() != nullptr ? nullptr : PyLong_FromUnsignedLongLong(draw(key));
}

PyObject* beginCall(PyObject* /*module*/, PyObject* const* values, Py_ssize_t count)
{
    const Arguments given {values, count};
    const bool isPatient = count == 4 && values[3] == Py_True;
    if (count != 4 && !given.are(3, "begin_call(script, hook, track[, patient])"))
        return nullptr;
    const auto script = given.text(0);
    const auto hook = given.text(1);
    const auto track = given.low(2);
    if (PyErr_Occurred() != nullptr)
        return nullptr;
    theServices->beginCall(script, hook, track, isPatient);
    Py_RETURN_NONE;
}

PyObject* endCall(PyObject* /*module*/, PyObject* /*nothing*/)
{
    theServices->endCall();
    Py_RETURN_NONE;
}

using FastFunction = PyObject* (*)(PyObject*, PyObject* const*, Py_ssize_t);

PyCFunction plain(FastFunction function) noexcept
{
    // How the flags say that it is called, so says Python's documentation of PyMethodDef.
    return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}
}  // namespace

void addFastFunctions(py::module_& module, InterpreterServices& services)
{
    theServices = &services;
    // Lives as long as the functions do.
    static std::array<PyMethodDef, 4> functions {{
        {"draw", plain(drawAt), METH_FASTCALL, nullptr},
        {"begin_call", plain(beginCall), METH_FASTCALL, nullptr},
        {"end_call", endCall, METH_NOARGS, nullptr},
        {nullptr, nullptr, 0, nullptr},
    }};
    if (PyModule_AddFunctions(module.ptr(), functions.data()) != 0)
        throw py::error_already_set();
}

}  // namespace clave::python
