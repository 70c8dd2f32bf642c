#pragma once

#include <imgui.h>

#include <string>
#include <vector>

namespace clave {

/// The letters of the window. Owned by ImGui's atlas.
struct Fonts {
    ImFont* text = nullptr;
    ImFont* small = nullptr;
    ImFont* chip = nullptr;  ///< in the cells of the grid
    ImFont* title = nullptr;
    ImFont* number = nullptr;  ///< every digit as wide as the others
    ImFont* code = nullptr;  ///< of scripts; every letter as wide as the others
    bool hasIcons = false;  ///< else words stand where icons would
};

/// Where Debian's font packages put their files.
[[nodiscard]] std::vector<std::string> systemFontFolders();

/// Loads the fonts into ImGui's atlas, which is cleared before; without their files ImGui's own font serves
/// for all.
/// \param folders looked through in order. \param scale 1 is 96 dots an inch.
[[nodiscard]] Fonts buildFonts(const std::vector<std::string>& folders, float scale);

}  // namespace clave
