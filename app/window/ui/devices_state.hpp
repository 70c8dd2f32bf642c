#pragma once

#include "app/window/ui/device_words.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace clave {

/// What the Devices screen remembers.
struct DevicesState {
    /// A control that is pressed here.
    struct Held {
        std::uint32_t device = 0;
        std::uint16_t control = 0;

        friend constexpr auto operator<=>(const Held&, const Held&) = default;
    };

    std::uint32_t chosen = 0;  ///< DeviceView::id; none of that id: the first one
    std::optional<Held> pressed;  ///< by the mouse, until its button comes up
    std::set<Held> kept;  ///< pressed for longer, by the mouse's right button
    std::map<Held, int> values;  ///< where knobs and faders were put here
    std::optional<std::uint32_t> learning;  ///< the device that is taught by touch
    int learnNumber = 1;  ///< which step, track, scene ... is to be learned, counted from 1
    float dragged = 0.0F;  ///< pixels of a knob's drag that are no click of it yet
    // The sentences of the map that is shown, made once.
    ProfilePtr profile;
    MapPtr map;
    std::vector<RuleLine> rules;
    std::uint64_t firedSeen = 0;  ///< number of the trace whose rule was scrolled to
};

}  // namespace clave
