#include "scripts/host/python/answer_reading.hpp"

#include "core/model/ranges.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace py = pybind11;

namespace clave::python {
namespace {
constexpr std::array<std::string_view, 6> kKinds {"cc", "cc14", "nrpn", "program", "bend", "pressure"};
constexpr std::int64_t kTied = -1;
constexpr std::int64_t kInfinite = -2;

/// A whole number of any kind that Python has, numpy's too; a real one is rounded. False: an error is set.
bool readWhole(PyObject* from, std::int64_t& into)
{
    if (PyLong_Check(from)) {
        int isOver = 0;
        into = PyLong_AsLongLongAndOverflow(from, &isOver);
        if (isOver != 0)
            into = isOver > 0 ? INT64_MAX : INT64_MIN;
        return true;
    }
    const double value = PyFloat_AsDouble(from);
    if (value == -1.0 && PyErr_Occurred() != nullptr)
        return false;
    constexpr double kMost = 1e15;
    into = std::llround(value == value ? std::clamp(value, -kMost, kMost) : 0.0);
    return true;
}

template <typename T>
bool readRange(PyObject* from, Range range, T& into)
{
    std::int64_t value = 0;
    if (!readWhole(from, value))
        return false;
    into = static_cast<T>(std::clamp(value, range.least, range.most));
    return true;
}

bool readFlag(PyObject* from, bool& into)
{
    const int is = PyObject_IsTrue(from);
    into = is > 0;
    return is >= 0;
}

bool readText(PyObject* from, std::string_view& into)
{
    Py_ssize_t length = 0;
    const char* const text = PyUnicode_AsUTF8AndSize(from, &length);
    if (text != nullptr)
        into = {text, static_cast<std::size_t>(length)};
    return text != nullptr;
}

bool wrong(const char* what, PyObject* from)
{
    PyErr_Format(PyExc_ValueError, "%s: %R", what, from);
    return false;
}

/// Calls `read` with the `size` items of each tuple in a sequence, until it says false.
template <std::size_t size, typename Read>
bool readEach(PyObject* from, const char* what, Read&& read)
{
    const auto items = py::reinterpret_steal<py::object>(PySequence_Fast(from, what));
    if (!items)
        return false;
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(items.ptr()); ++i) {
        PyObject* const one = PySequence_Fast_GET_ITEM(items.ptr(), i);
        const auto parts = py::reinterpret_steal<py::object>(PySequence_Fast(one, what));
        if (!parts)
            return false;
        if (PySequence_Fast_GET_SIZE(parts.ptr()) != Py_ssize_t {size})
            return wrong(what, one);
        if (!read(PySequence_Fast_ITEMS(parts.ptr())))
            return false;
    }
    return true;
}

bool readNotes(PyObject* from, PlayedStep& step)
{
    return readEach<4>(from, "a note is (pitch, velocity, chance, gate)", [&](PyObject** parts) {
        Note note;
        std::int64_t gate = 0;
        if (!readRange(parts[0], range::kPitch, note.pitch)
            || !readRange(parts[1], range::kVelocity, note.velocity)
            || !readRange(parts[2], range::kPercent, note.chance) || !readWhole(parts[3], gate))
            return false;
        note.gate = gate == kTied ? Gate::tied()
            : gate == kInfinite
            ? Gate::infinite()
            : Gate::of(static_cast<std::int32_t>(std::clamp(gate, range::kGate.least, range::kGate.most)));
        static_cast<void>(step.notes.tryPush(note));
        return true;
    });
}

bool readKind(PyObject* from, Lock::Kind& kind)
{
    if (!PyUnicode_Check(from))
        return readRange(from, {0, kKinds.size() - 1}, kind);
    std::string_view word;
    if (!readText(from, word))
        return false;
    const auto* const found = std::ranges::find(kKinds, word);
    if (found == kKinds.end())
        return wrong("a lock is of cc, cc14, nrpn, program, bend or pressure, not", from);
    kind = static_cast<Lock::Kind>(found - kKinds.begin());
    return true;
}

struct LockRanges {
    Range number;
    Range value;
};

LockRanges rangesOf(Lock::Kind kind) noexcept
{
    switch (kind) {
    case Lock::Kind::Cc:
        return {range::kController, range::kSevenBits};
    case Lock::Kind::Cc14:
        return {range::kFineController, range::kFourteenBits};
    case Lock::Kind::Nrpn:
        return {range::kFourteenBits, range::kFourteenBits};
    case Lock::Kind::Program:
        return {{Lock::kNoBank, range::kBank.most}, range::kSevenBits};
    case Lock::Kind::Bend:
        return {{0, 0}, range::kBend};
    case Lock::Kind::Pressure:
        break;
    }
    return {{0, 0}, range::kSevenBits};
}

bool readRetrig(PyObject* from, const InterpreterServices& services, Retrig& retrig)
{
    if (from == Py_None)
        return true;
    if (PyUnicode_Check(from)) {
        std::string_view text;
        if (!readText(from, text))
            return false;
        const auto found = services.retrig(text);
        retrig = found.value_or(retrig);
        return found || wrong("a retrig is x3, 1/16 or off, not", from);
    }
    if (!PyTuple_Check(from) || PyTuple_GET_SIZE(from) != 4)
        return wrong("a retrig is a text or (count, rate, length, ramp), not", from);
    std::int64_t length = 0;
    if (!readRange(PyTuple_GET_ITEM(from, 0), range::kRetrigCount, retrig.count)
        || !readRange(PyTuple_GET_ITEM(from, 1), {0, Retrig::kRates.back()}, retrig.rate)
        || !readWhole(PyTuple_GET_ITEM(from, 2), length)
        || !readRange(PyTuple_GET_ITEM(from, 3), range::kRamp, retrig.velocityRamp))
        return false;
    if (retrig.rate != 0 && std::ranges::find(Retrig::kRates, retrig.rate) == Retrig::kRates.end())
        return wrong("a retrig has a rate that there is, like 16 or 24, not", PyTuple_GET_ITEM(from, 1));
    retrig.length = length == Retrig::kInfinite ? Retrig::kInfinite
                                                : static_cast<std::int32_t>(std::clamp(length,
                                                      range::kRetrigLength.least, range::kRetrigLength.most));
    return true;
}

bool readCondition(PyObject* from, const InterpreterServices& services, Condition& condition)
{
    if (from == Py_None)
        return true;
    std::string_view text;
    if (!readText(from, text))
        return false;
    if (text.empty())
        return true;
    const auto found = services.condition(text);
    condition = found.value_or(condition);
    return found || wrong("a condition is 1:4, fill, !first and so on, not", from);
}
}  // namespace

bool readLocks(PyObject* values, PlayedStep& step)
{
    return readEach<3>(values, "a lock is (kind, number, value)", [&](PyObject** parts) {
        Lock lock;
        if (!readKind(parts[0], lock.kind))
            return false;
        const LockRanges ranges = rangesOf(lock.kind);
        if (!readRange(parts[1], ranges.number, lock.number)
            || !readRange(parts[2], ranges.value, lock.value))
            return false;
        static_cast<void>(step.locks.tryPush(lock));
        return true;
    });
}

bool readStep(PyObject* result, const InterpreterServices& services, PlayedStep& step)
{
    if (!PyTuple_Check(result) || PyTuple_GET_SIZE(result) != 9)
        return wrong("Runtime.step returned what is no step", result);
    const auto part = [&](Py_ssize_t i) { return PyTuple_GET_ITEM(result, i); };
    return readFlag(part(0), step.on) && readFlag(part(1), step.slide) && readFlag(part(2), step.asSounding)
        && readRange(part(3), range::kPercent, step.probability)
        && readRange(part(4), range::kNudge, step.nudge) && readCondition(part(5), services, step.condition)
        && readRetrig(part(6), services, step.retrig) && readNotes(part(7), step) && readLocks(part(8), step);
}

}  // namespace clave::python
