#pragma once

#include "app/window/ui/context.hpp"

namespace clave {

/// A key of the window's piano or of the computer goes down: it sounds, and in Step in it is entered, in the
/// order of all other keys. \param time when that happened.
void pressKey(Context& ui, int pitch, int velocity, TimePoint time);
void releaseKey(Context& ui, int pitch, TimePoint time);

}  // namespace clave
