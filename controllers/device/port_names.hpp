#pragma once

#include <string>
#include <string_view>

namespace clave {

/// A port's name without what differs from one plug-in and one system to the next.
struct PortName {
    std::string name;
    int index = 1;  ///< which port of the device, where Windows says it ("MIDIIN2 (...)")
    int twin = 1;  ///< which of several equal devices, where the name ends with " (2)"

    friend bool operator==(const PortName&, const PortName&) = default;
};

/// "Launchpad X LPX MIDI In" of what ALSA calls "Launchpad X:Launchpad X LPX MIDI In 24:1", "LPX MIDI", 2 of
/// what Windows calls "MIDIIN2 (2- LPX MIDI)"; JACK's bridges likewise. A client whose name its port does not
/// repeat stays in front: "sim:out" is "sim out". Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] PortName plainPortName(std::string_view raw);

/// Letters of any case; * for any run, ? for any one. "LPX MIDI#2" takes the second port only, a glob without
/// # the first. Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] bool globTakes(std::string_view glob, const PortName& name) noexcept;

/// How much a glob says: its letters without the wild ones.
[[nodiscard]] int globWeight(std::string_view glob) noexcept;

}  // namespace clave
