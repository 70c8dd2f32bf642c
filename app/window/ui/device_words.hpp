#pragma once

#include "app/surfaces/device_view.hpp"
#include "app/window/ui/color.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

// What the Devices screen says about controllers, their maps and lights. Thread-safe: yes, all.
// Realtime-safe: no.

/// "connected", "waiting for its cable", "not used".
[[nodiscard]] std::string stateInWords(const DeviceView& device);

/// What a light is on a screen.
[[nodiscard]] Color colorOf(Hue hue) noexcept;
/// Two letters for a hue, small ones when it is dim, and a sign when it moves: "Gn", "re", "Or!", "Bl~". So
/// the twin is read without color, too. Empty: dark.
[[nodiscard]] std::string lettersOf(const Light& light);
/// "green, flashing"; "dark".
[[nodiscard]] std::string inWords(const Light& light);

/// One thing that a map says: which controls, and what they do.
struct RuleLine {
    std::string layer;  ///< that it is for; empty: the base
    std::string on;  ///< "pad, rows 1 to 4"
    std::string how;  ///< "held"; empty: pressed or moved, whichever it can be
    std::string does;  ///< "switches step 1 to 32 on or off, and edits it while held"
    std::int32_t bind = -1;  ///< index into Map::binds; -1: none
    std::int32_t chain = -1;  ///< index into Map::chains; -1: none
    std::vector<std::uint16_t> controls;  ///< that it is about, as indexes into Profile::controls
};
/// Layers first, then binds, then chains, each in the order of the map's file; what the device has no
/// controls for is left out.
/// \param only  about this control alone.
[[nodiscard]] std::vector<RuleLine> ruleLines(
    const Profile& profile, const Map& map, std::optional<std::uint16_t> only = std::nullopt);

/// What an action of the table does, with its arguments: "plays, or stops", "sets tempo".
[[nodiscard]] std::string actionInWords(const std::string& action, const std::vector<Argument>& arguments);

/// All about one control, a line each: its name, its light, what it does in each layer.
[[nodiscard]] std::string controlInWords(const DeviceView& device, std::uint16_t control);

}  // namespace clave
