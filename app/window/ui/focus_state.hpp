#pragma once

#include "app/window/ui/rects.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace clave {

/// A control that can have the keyboard.
struct FocusPlace {
    std::string name;
    Rect at;
};

/// Which control of the window the keyboard is on (key_focus.hpp).
struct FocusState {
    std::string name;  ///< empty: none
    bool isPressed = false;  ///< Enter: for the next frame
    bool isNew = false;  ///< it is to be scrolled to
    bool closesList = false;
    bool isInList = false;  ///< a list is open, and gone through
    std::string opener;  ///< what opened it
    std::vector<FocusPlace> places;  ///< of the newest frame, in the order in which they are drawn
    std::size_t content = 0;  ///< how many of them are of the bars around every screen
    std::vector<FocusPlace> next;  ///< of the frame that is drawn
    std::size_t nextContent = 0;
};

}  // namespace clave
