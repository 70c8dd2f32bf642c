#pragma once

#include "core/base/result.hpp"
#include "core/engine/script_exchange.hpp"
#include "core/time/clock.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace clave {

/// Who hears what scripts say. Called within ScriptHost::poll() only.
class ScriptSink {
public:
    ScriptSink() = default;
    ScriptSink(const ScriptSink&) = delete;
    ScriptSink& operator=(const ScriptSink&) = delete;
    ScriptSink(ScriptSink&&) = delete;
    ScriptSink& operator=(ScriptSink&&) = delete;
    virtual ~ScriptSink() = default;

    virtual void onAnswer(const ScriptAnswer& answer) = 0;
    /// \param kind what it is: scripts/host/README.md lists all
    /// \param json a whole JSON value
    virtual void onText(std::string_view kind, const std::string& json) = 0;
};

struct ScriptHostOptions {
    std::string program;  ///< run with --script-host; empty: the program that runs
    std::string
        package;  ///< folder in which the package `clave` lies; empty: where it was built or is installed
    std::string runtime = "clave.runtime";  ///< module whose Runtime is used
    std::string environment;  ///< folder of a virtual environment of the same Python; empty: none
    std::size_t memoryBytes = std::size_t {1} << 30U;  ///< a script that wants more gets MemoryError
    bool hasSpare = true;  ///< a second interpreter waits to take over; no use in a rendering
};

/// How the scripts' process is, for a face.
struct ScriptHostReport {
    bool isRunning = false;  ///< there is an interpreter and it is ready
    bool hasSpare = false;  ///< and another one that would take over
    int process = 0;  ///< its id; 0: none
    std::string python;  ///< version: "3.11.2"
    std::string problem;  ///< one sentence why there are no scripts at all; empty: all is well
    std::uint32_t restarts = 0;  ///< how often a process ended or had to be ended
    std::string lastStuck;  ///< one sentence why the last of them ended
    std::chrono::nanoseconds lastRecovery {};  ///< from its end being noticed until the successor answered
    std::uint64_t refused = 0;  ///< asks for which there was no room
};

/// The process that runs Python, seen from the program: what goes in and comes out, and a successor whenever
/// it ends. It keeps what a successor must know (song, scripts, newest values of knobs and state), and a
/// second interpreter that already knows the song, so that a crash or a hang costs a few milliseconds.
///
/// Nobody ever waits for the process, except runSlice() and settle() on purpose. Without Python nothing
/// fails: report().problem says why there are no scripts. Thread-safe: all from one thread. Realtime-safe:
/// no.
class ScriptHost {
public:
    /// Starts the first process in the background; what is sent meanwhile reaches it.
    ScriptHost(ScriptHostOptions options, const Clock& clock);
    /// Ends all processes, and those that scripts started in their group.
    ~ScriptHost();
    ScriptHost(const ScriptHost&) = delete;
    ScriptHost& operator=(const ScriptHost&) = delete;
    ScriptHost(ScriptHost&&) = delete;
    ScriptHost& operator=(ScriptHost&&) = delete;

    /// Hands an ask on, after all texts sent before. False: there is no room, or no interpreter; it is
    /// counted and not kept. Asks of a process that ended are given to its successor while their time has not
    /// come.
    [[nodiscard]] bool trySend(const ScriptAsk& ask);
    /// Sends a text (kinds: scripts/host/README.md); kept until there is room.
    void send(std::string_view kind, std::string json);
    /// Delivers what came, and looks after the processes. Call it when waitable() is readable, and four times
    /// a second while scripts run.
    void poll(ScriptSink& sink);
    /// Readable (poll(2), epoll) when there is something for poll() to do. Belongs to the host.
    [[nodiscard]] int waitable() const noexcept;

    /// For rendering: gives the asks and waits until all of them are answered; answers and texts go to the
    /// sink meanwhile. The error is a sentence: a process that ended, or no progress in five seconds.
    [[nodiscard]] Result<void> runSlice(std::span<const ScriptAsk> asks, ScriptSink& sink);
    /// For rendering: waits until everything sent so far has been dealt with (scripts are loaded).
    [[nodiscard]] Result<void> settle(ScriptSink& sink);

    [[nodiscard]] ScriptHostReport report() const;

private:
    class State;
    Result<void> waitFor(bool withTexts, ScriptSink& sink);
    Result<void> pollUntilDone(bool withTexts, ScriptSink& sink);

    const Clock& clock_;
    std::unique_ptr<State> state_;
};

}  // namespace clave
