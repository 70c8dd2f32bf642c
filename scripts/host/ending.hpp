#pragma once

#include "scripts/host/child_output.hpp"
#include "scripts/host/host_memory.hpp"
#include "scripts/host/host_process.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace clave {

/// Why a process had to go.
enum class EndCause : std::uint8_t {
    Ended,  ///< it ended by itself
    Stuck,  ///< a call could not be stopped
    Silent,  ///< nothing has moved for long: not even its watchdog
    Broken,  ///< it wrote nonsense into the shared memory
};

/// What can be said about the end of a process.
struct Ending {
    std::string script;  ///< who did it; empty: nobody is to blame
    std::string hook;
    std::uint32_t track = 0;  ///< id; 0: none
    ScriptPlace place;  ///< empty file: unknown
    std::string type;  ///< "hung", "crashed" or "ended"
    std::string sentence;  ///< for a person: what, where, what happens next
};

/// \param end how it ended, when it did so by itself
[[nodiscard]] Ending explain(
    EndCause cause, std::optional<ProcessEnd> end, HostProcess& process, const HostMemory& memory);

/// As the text of an `error`.
[[nodiscard]] std::string errorText(const Ending& ending);

}  // namespace clave
