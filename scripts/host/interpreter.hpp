#pragma once

#include "core/engine/script_exchange.hpp"

#include <signal.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clave {

/// What an interpreter starts with.
struct InterpreterConfig {
    std::string package;  ///< folder in which the package `clave` lies
    std::string runtime;  ///< module that has the class Runtime
    std::string environment;  ///< folder of a virtual environment; empty: none
};

/// What the child does for its interpreter. All on the script thread.
class InterpreterServices {
public:
    InterpreterServices() = default;
    InterpreterServices(const InterpreterServices&) = delete;
    InterpreterServices& operator=(const InterpreterServices&) = delete;
    InterpreterServices(InterpreterServices&&) = delete;
    InterpreterServices& operator=(InterpreterServices&&) = delete;
    virtual ~InterpreterServices() = default;

    /// False: there is no room; wait a little and try again.
    [[nodiscard]] virtual bool tryAnswer(const ScriptAnswer& answer) = 0;
    /// `from` is where the last try stopped, 0 at first; it is moved on. False: no room for the rest.
    [[nodiscard]] virtual bool tryText(std::string_view kind, std::string_view json, std::size_t& from) = 0;
    virtual void waitForRoom() = 0;

    /// \param isPatient it is something that a person waits for while nothing plays, or that is done once.
    virtual void beginCall(
        std::string_view script, std::string_view hook, std::uint32_t track, bool isPatient) = 0;
    virtual void endCall() = 0;
    /// Is a call under way that is over its budget? Asked by the signal that says so, which may come late.
    [[nodiscard]] virtual bool isOverBudget() const = 0;
    /// The budget of the call under way, in milliseconds.
    [[nodiscard]] virtual double budgetMs() const = 0;
    /// This is a copy of the child, made by a script: it has no way to the parent.
    [[nodiscard]] virtual bool isForked() const = 0;

    /// What is wrong with something that scripts do not read themselves (a kind, and JSON), as a sentence;
    /// empty: nothing, or nobody here can tell.
    [[nodiscard]] virtual std::string check(std::string_view kind, std::string_view json) const = 0;
    [[nodiscard]] virtual std::optional<Condition> condition(std::string_view text) const = 0;
    [[nodiscard]] virtual std::optional<Retrig> retrig(std::string_view text) const = 0;
    [[nodiscard]] virtual TimePoint now() const = 0;
};

/// The signals between watchdog and interpreter.
struct WatchdogSignals {
    /// Raises ScriptTimeout. (JACK, Python and others leave these numbers alone.)
    [[nodiscard]] static int overBudget() noexcept { return SIGRTMIN + 5; }
    /// Writes the line that runs to stderr.
    [[nodiscard]] static int whereAreYou() noexcept { return SIGRTMIN + 6; }
};

/// A Python, in a shared library of its own so that the program starts without one. All from the thread that
/// started it, which is Python's main thread from then on.
class Interpreter {
public:
    Interpreter() = default;
    Interpreter(const Interpreter&) = delete;
    Interpreter& operator=(const Interpreter&) = delete;
    Interpreter(Interpreter&&) = delete;
    Interpreter& operator=(Interpreter&&) = delete;
    virtual ~Interpreter() = default;

    /// The sentence why it does not work; empty: it does.
    [[nodiscard]] virtual std::string start(const InterpreterConfig& config) = 0;
    [[nodiscard]] virtual std::string version() const = 0;
    /// Calls the Runtime. What goes wrong there is said by a text; a step then is answered as written.
    virtual void ask(const ScriptAsk& ask) = 0;
    virtual void text(std::string_view kind, std::string_view json) = 0;
    virtual void idle() = 0;
    /// Lets threads of scripts run while this one waits.
    virtual void releaseLock() = 0;
    virtual void takeLock() = 0;
};

/// The one function of the shared library, by this name.
inline constexpr const char* kMakeInterpreterName = "claveMakeInterpreter";
using MakeInterpreter = Interpreter* (*)(InterpreterServices&);

/// The file of the shared library, beside the program.
inline constexpr const char* kInterpreterFile = "clave_python.so";

}  // namespace clave
