#pragma once

#include "app/ports/port_list.hpp"

#include <string>
#include <vector>

namespace clave {

/// A device that may be a controller: an input and the output that belongs to it.
struct PortPair {
    std::string name;  ///< as a person knows it
    std::string key;  ///< the same when it is plugged in again, whatever numbers the system gives it then
    std::string input;  ///< whole names, as in the list
    std::string output;  ///< empty: it has none

    friend bool operator==(const PortPair&, const PortPair&) = default;
};

/// Every input of a list that is not ours, with its output: the one whose name differs by no more than the
/// direction ("LPX MIDI In" and "LPX MIDI Out", "capture" and "playback"). Of several of the same names the
/// first belongs to the first. Pure.
[[nodiscard]] std::vector<PortPair> pairPorts(const PortList& list);

}  // namespace clave
