#pragma once

#include "app/scripts/scripts_view.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace clave {

// All knobs, toggles and choices of all scripts, in the order of the Script screen, as controllers know them:
// by their number, from 0, and how far they are turned, from 0 to 1. Thread-safe: yes, all. Realtime-safe:
// no.

[[nodiscard]] std::vector<double> knobWays(const ScriptsView& view);

struct KnobTurn {
    std::string script;
    std::string knob;
    double value = 0.0;  ///< whole where the knob's values are

    friend bool operator==(const KnobTurn&, const KnobTurn&) = default;
};
/// What it means to turn one so far; nothing when there is none of that number.
[[nodiscard]] std::optional<KnobTurn> knobTurn(const ScriptsView& view, std::size_t knob, double way);

}  // namespace clave
