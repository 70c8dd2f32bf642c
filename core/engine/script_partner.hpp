#pragma once

#include "core/engine/command.hpp"
#include "core/engine/script_exchange.hpp"
#include "core/engine/snapshot.hpp"

#include <span>
#include <string>
#include <vector>

namespace clave {

/// A change that a script asks for, and where in the music it is made.
struct TimedCommand {
    Position at;
    Command command;
};

/// Who runs scripts for a rendering: asked in order, and waited for.
///
/// Thread-safe: no. Realtime-safe: no.
class ScriptPartner {
public:
    ScriptPartner() = default;
    virtual ~ScriptPartner() = default;
    ScriptPartner(const ScriptPartner&) = delete;
    ScriptPartner& operator=(const ScriptPartner&) = delete;
    ScriptPartner(ScriptPartner&&) = delete;
    ScriptPartner& operator=(ScriptPartner&&) = delete;

    /// The song that is played from now on. Called first, and after each change.
    virtual void take(const Snapshot& snapshot) = 0;

    struct Answered {
        std::vector<ScriptAnswer> answers;
        std::vector<TimedCommand>
            commands;  ///< SetHooks among them: at the start, and when scripts change them
    };
    /// Answers all that is asked; what fails is left out and plays as written.
    [[nodiscard]] virtual Answered run(std::span<const ScriptAsk> asks) = 0;
    /// One of its commands cannot be, and has changed nothing.
    virtual void onRefused(const Command& command, const std::string& why) = 0;
};

}  // namespace clave
