#pragma once

#include "app/ports/port_list.hpp"
#include "app/surfaces/port_pairs.hpp"
#include "controllers/device/profile_library.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace clave {

/// Which controllers a person wants.
struct ControllerWish {
    /// Of --controllers: each a part of a port's name, or a device's id or name, or PORT=ID for a device
    /// that is known by no name. Empty: every one that is known for sure. "none": no one.
    std::vector<std::string> names;
    std::string map;  ///< of --controller-map: taken wherever it fits; empty: whatever fits best
    MidiApi api = MidiApi::Auto;

    [[nodiscard]] bool wantsNone() const;
};

/// The device that a wish makes of a port; null when it is none, or not wanted.
/// \param answer to an identity request; empty: it was not asked. Pure.
[[nodiscard]] ProfilePtr wantedProfile(const ControllerWish& wish, const ProfileLibrary& library,
    const PortPair& port, std::span<const std::uint8_t> answer = {});
/// A port that no file describes, as a device without controls: they can be learned. Pure.
[[nodiscard]] Profile unknownDevice(const PortPair& port);
/// Facts that are guessed start switched off, unless the device was asked for by name. Pure.
[[nodiscard]] bool startsEnabled(const ControllerWish& wish, const Profile& profile);

/// Whether an input belongs to a controller that is played: by the system's name of it. Nothing that one says
/// is a key. Thread-safe: what it returns, yes (it keeps copies).
[[nodiscard]] std::function<bool(const std::string& portName)> claimedPorts(
    ControllerWish wish, ProfileLibrary library);

}  // namespace clave
