#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace clave {

/// Names for ports by which each can be opened, where the system's differ in a number only that changes with
/// every plug-in: of two equal devices the second is "Launchpad Mini:Launchpad Mini MIDI 1 (2)". A port keeps
/// its name for as long as it is there, whatever becomes of its twin; one that comes gets the first name that
/// is free. Thread-safe: no. Realtime-safe: no.
class TwinNames {
public:
    /// \param raw the system's names of all ports of one direction that are there now. \param plain the same
    /// without the numbers. \return a name for each.
    [[nodiscard]] std::vector<std::string> tell(
        std::span<const std::string> raw, std::span<const std::string> plain);

private:
    /// By plain name: who has it, who has " (2)", ... as the system calls them.
    std::map<std::string, std::vector<std::string>> owners_;
};

}  // namespace clave
