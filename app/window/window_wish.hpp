#pragma once

#include <optional>
#include <string>

namespace clave {

/// How a person wants the window to look.
struct WindowWish {
    std::string theme;  ///< empty: as the last time
    std::optional<unsigned>
        scalePercent;  ///< [75, 300]; nothing: as the last time, else as the screen asks for
    std::string fontFolder;  ///< looked through instead of the system's; empty: the system's
    std::string picture;  ///< file of a picture to be made at the end; empty: none
};

}  // namespace clave
