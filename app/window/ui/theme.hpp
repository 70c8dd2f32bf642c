#pragma once

#include "app/window/ui/color.hpp"
#include "core/base/result.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// What everything in the window is drawn with. Only notes carry color; `tests/app/window` checks contrasts
/// and how far track colors are apart for every kind of color vision.
struct Theme {
    static constexpr std::size_t kTrackColors = 8;

    std::string name;
    Color background;
    Color panel;
    Color raised;  ///< buttons and fields
    Color cell;
    Color cellOther;  ///< of every other beat
    Color line;  ///< decoration only
    Color edge;  ///< of what can be used
    Color text;
    Color textQuiet;
    Color textOnColor;  ///< on track colors, accent, ok, warning and error
    Color focus;  ///< cursor and playheads
    Color accent;
    Color ok;
    Color warning;
    Color error;
    std::array<Color, kTrackColors> tracks {};

    [[nodiscard]] Color track(std::size_t number) const noexcept { return tracks[number % kTrackColors]; }
};

// Thread-safe: yes, all. Realtime-safe: no.

/// \param file  named in the sentence when something is wrong.
[[nodiscard]] Result<Theme> parseTheme(std::string_view text, const std::string& file);
/// Of assets/themes, by file name without its ending.
[[nodiscard]] Result<Theme> loadTheme(const std::string& name);
/// The names that loadTheme() takes, in alphabetical order.
[[nodiscard]] std::vector<std::string> themeNames();

}  // namespace clave
