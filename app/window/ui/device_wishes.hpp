#pragma once

#include "app/surfaces/learn_ask.hpp"
#include "controllers/device/profile.hpp"

#include <cstdint>
#include <string>

namespace clave::wish {

// What a person asks of a controller in the window; `device` is DeviceView::id.

/// As if the control had been touched on the device.
struct TouchControl {
    std::uint32_t device = 0;
    ControlInput input;
};
struct UseDevice {
    std::uint32_t device = 0;
    bool on = true;
};
struct UseMap {
    std::uint32_t device = 0;
    std::string map;  ///< one of DeviceView::maps
};

/// A step of teaching it by touch.
struct Learn {
    std::uint32_t device = 0;
    LearnAsk ask;
};

}  // namespace clave::wish
