#include "app/window/ui/fonts.hpp"

#include <imgui_freetype.h>

#include <array>
#include <cmath>
#include <filesystem>

namespace clave {
namespace {
// Latin-1, dashes and quotes, arrows, mathematical signs, flat and sharp.
constexpr std::array<ImWchar, 13> kLetters {
    0x20, 0xFF, 0x2010, 0x2026, 0x2190, 0x2193, 0x2212, 0x2212, 0x2260, 0x2265, 0x266D, 0x266F, 0};
// Of Fork Awesome, only those that are used: a small atlas starts quickly.
constexpr std::array<ImWchar, 3> kIcons {0xF000, 0xF2E0, 0};

std::string find(const std::vector<std::string>& folders, const char* name)
{
    for (const auto& folder : folders) {
        auto path = std::filesystem::path(folder) / name;
        std::error_code error;
        if (std::filesystem::is_regular_file(path, error))
            return path.string();
    }
    return {};
}

ImFont* add(const std::string& file, float size)
{
    auto& atlas = *ImGui::GetIO().Fonts;
    if (file.empty())
        return nullptr;
    ImFontConfig config;
    config.OversampleH = config.OversampleV = 1;
    return atlas.AddFontFromFileTTF(file.c_str(), std::round(size), &config, kLetters.data());
}

bool addIcons(const std::string& file, float size)
{
    if (file.empty())
        return false;
    ImFontConfig config;
    config.MergeMode = true;
    config.OversampleH = config.OversampleV = 1;
    config.GlyphOffset.y = std::round(size * 0.08F);
    return ImGui::GetIO().Fonts->AddFontFromFileTTF(file.c_str(), std::round(size), &config, kIcons.data())
        != nullptr;
}
}  // namespace

std::vector<std::string> systemFontFolders()
{
    return {"/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/jetbrains-mono",
        "/usr/share/fonts/truetype/fork-awesome"};
}

Fonts buildFonts(const std::vector<std::string>& folders, float scale)
{
    auto& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    const auto words = find(folders, "Inter-Medium.otf");
    const auto icons = find(folders, "forkawesome-webfont.ttf");
    Fonts fonts;
    fonts.text = add(words, 15.0F * scale);
    if (fonts.text != nullptr)
        fonts.hasIcons = addIcons(icons, 15.0F * scale);
    else
        fonts.text = atlas.AddFontDefault();
    fonts.small = add(words, 12.5F * scale);
    fonts.chip = add(words, 11.5F * scale);
    fonts.title = add(find(folders, "Inter-SemiBold.otf"), 18.0F * scale);
    fonts.number = add(find(folders, "JetBrainsMono-Medium.ttf"), 17.0F * scale);
    fonts.code = add(find(folders, "JetBrainsMono-Regular.ttf"), 16.0F * scale);
    for (auto* font : {&fonts.small, &fonts.chip, &fonts.title, &fonts.number, &fonts.code}) {
        if (*font == nullptr)
            *font = fonts.text;
    }
    return fonts;
}

}  // namespace clave
