#pragma once

#include "app/window/ui/context.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// One line of the palette.
struct PaletteEntry {
    std::string words;  ///< "Rotate a step earlier"
    std::string group;  ///< "Patterns"
    std::string keys;  ///< "Alt+Left"
    std::function<void(Context&)> run;
};

/// How well a text answers what is typed: the letters must come in it, in their order; words that begin with
/// them, and letters side by side, count for more. Nothing when it does not. Thread-safe: yes.
[[nodiscard]] std::optional<int> answerTo(std::string_view typed, std::string_view text);

/// Everything that can be done: all actions, each track, each scene.
[[nodiscard]] std::vector<PaletteEntry> paletteEntries(const Context& ui);
/// Those that answer what is typed, the best first; all of them, in their order, when nothing is.
[[nodiscard]] std::vector<PaletteEntry> answersTo(std::string_view typed, std::vector<PaletteEntry> entries);

}  // namespace clave
