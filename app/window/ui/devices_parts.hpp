#pragma once

#include "app/surfaces/device_view.hpp"
#include "app/window/ui/context.hpp"

namespace clave {

// The parts of the Devices screen.

/// The one that is looked at; null when there is none.
[[nodiscard]] const DeviceView* chosenDevice(const Context& ui);

/// The device as it stands on the table, with its lights: to look at, and to touch.
void drawTwin(Context& ui, Rect area, const DeviceView& device);
/// One of its controls: what it shows, by color, letters and shape, and which it is.
/// \param value  where a knob or fader is.
void drawControlLook(Context& ui, const Rect& at, const DeviceView& device, std::uint16_t control, int value);
/// How high it wants to be at a width, in pixels.
[[nodiscard]] float twinHeight(const Context& ui, float width, const Profile& profile);

/// What its controls do, in sentences; the rule that was followed last is marked for a moment.
void drawRules(Context& ui, Rect area, const DeviceView& device);
/// What came in last, and what became of it.
void drawTraces(Context& ui, Rect area, const DeviceView& device);

/// Lets go of what the mouse holds on a twin once its button is up, and of everything when the screen is
/// left. Each frame, whatever is shown.
void letGoOfTwins(Context& ui);
/// Once the dialog of learning is closed, the device means again what it did. Each frame, likewise.
void endLearning(Context& ui);
/// Something of the screen changes by itself with time.
[[nodiscard]] bool areDevicesMoving(const Context& ui);

}  // namespace clave
