#include "app/window/ui/widgets.hpp"

#include "app/window/ui/key_focus.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
struct Colors {
    Color fill;
    Color text;
    Color edge;
};

Colors colorsOf(const Theme& theme, Face face)
{
    switch (face) {
    case Face::On:
        return {theme.accent, theme.textOnColor, theme.accent};
    case Face::Good:
        return {theme.ok, theme.textOnColor, theme.ok};
    case Face::Warning:
        return {theme.warning, theme.textOnColor, theme.warning};
    case Face::Bad:
        return {theme.error, theme.textOnColor, theme.error};
    case Face::Plain:
        break;
    }
    return {theme.raised, theme.text, theme.edge};
}

float widthOf(const ImFont& font, const std::string& text)
{
    return font.CalcTextSizeA(font.FontSize, FLT_MAX, 0.0F, text.c_str()).x * ImGui::GetIO().FontGlobalScale;
}

std::string fitting(std::string_view text, const ImFont& font, float width)
{
    std::string shown(text);
    if (widthOf(font, shown) <= width)
        return shown;
    while (!shown.empty()) {
        // Whole characters: continuation bytes of UTF-8 go with their first one.
        do {
            shown.pop_back();
        } while (!shown.empty() && (static_cast<unsigned char>(shown.back()) & 0xC0U) == 0x80U);
        if (!shown.empty() && (static_cast<unsigned char>(shown.back()) & 0xC0U) == 0xC0U)
            shown.pop_back();
        if (widthOf(font, shown + "\xE2\x80\xA6") <= width)
            return shown + "\xE2\x80\xA6";
    }
    return {};
}

}  // namespace

bool button(Context& ui, const std::string& name, const Rect& at, const std::string& text, Face face,
    const std::string& tipText)
{
    ui.rects.note(name, at);
    const bool isEntered = takesFocus(ui, name, at);
    ImGui::SetCursorScreenPos(at.least);
    const bool clicked = ImGui::InvisibleButton(name.c_str(), at.clickable()) || isEntered;
    auto [fill, color, edge] = colorsOf(ui.theme, face);
    if (ImGui::IsItemHovered())
        fill = mixed(fill, ui.theme.text, 0.12);
    if (ImGui::IsItemActive())
        fill = mixed(fill, ui.theme.text, 0.22);
    box(ui, at, fill, edge);
    const Rect room = inset(at, ui.px(2));
    ImFont* const font = widthOf(*ui.fonts.text, text) > room.size().x ? ui.fonts.small : nullptr;
    label(ui, room, text, color, font, Align::Center);
    if (!tipText.empty())
        tip(tipText);
    return clicked;
}

std::string iconOr(const Context& ui, const char* icon, const char* word)
{
    return ui.fonts.hasIcons ? icon : word;
}

void label(Context& ui, const Rect& at, std::string_view text, Color color, ImFont* font, Align align)
{
    if (font == nullptr)
        font = ui.fonts.text;
    const auto shown = fitting(text, *font, at.size().x + 0.5F);
    const float scale = ImGui::GetIO().FontGlobalScale;
    ImVec2 size = font->CalcTextSizeA(font->FontSize, FLT_MAX, 0.0F, shown.c_str());
    size.x *= scale;
    size.y *= scale;
    float x = at.least.x;
    if (align == Align::Center)
        x += (at.size().x - size.x) / 2.0F;
    else if (align == Align::Right)
        x += at.size().x - size.x;
    ImGui::GetWindowDrawList()->AddText(font, font->FontSize * scale,
        {std::round(x), std::round(at.least.y + (at.size().y - size.y) / 2.0F)}, toImGui(color),
        shown.c_str());
}

void box(Context& ui, const Rect& at, Color fill, std::optional<Color> edge, float rounding)
{
    auto* const list = ImGui::GetWindowDrawList();
    const float round = std::min(ui.px(rounding), std::min(at.size().x, at.size().y) / 2.0F);
    if (at.size().x <= 0.0F || at.size().y <= 0.0F)
        return;
    list->AddRectFilled(at.least, at.most, toImGui(fill), round);
    if (edge)
        list->AddRect(at.least, at.most, toImGui(*edge), round);
}

Rect cutTop(Rect& area, float height)
{
    const Rect part {area.least, {area.most.x, std::min(area.least.y + height, area.most.y)}};
    area.least.y = part.most.y;
    return part;
}

Rect cutBottom(Rect& area, float height)
{
    const Rect part {{area.least.x, std::max(area.most.y - height, area.least.y)}, area.most};
    area.most.y = part.least.y;
    return part;
}

Rect cutLeft(Rect& area, float width)
{
    const Rect part {area.least, {std::min(area.least.x + width, area.most.x), area.most.y}};
    area.least.x = part.most.x;
    return part;
}

Rect cutRight(Rect& area, float width)
{
    const Rect part {{std::max(area.most.x - width, area.least.x), area.least.y}, area.most};
    area.most.x = part.least.x;
    return part;
}

Rect inset(const Rect& area, float by)
{
    return {{area.least.x + by, area.least.y + by}, {area.most.x - by, area.most.y - by}};
}

void tip(const std::string& text)
{
    if (ImGui::IsItemHovered() && GImGui->HoveredIdTimer > 0.5F)
        showTip(text);
}

void showTip(const std::string& text)
{
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImGui::GetStyle().FramePadding);
    ImGui::SetTooltip("%s", text.c_str());
    ImGui::PopStyleVar();
}

void giveKeysToNext()
{
#if IMGUI_VERSION_NUM >= 19000 && IMGUI_VERSION_NUM < 19020
    // These give it to fields of the scope alone that had it before (github.com/ocornut/imgui/issues/7226).
    GImGui->NavFocusScopeId = GImGui->CurrentFocusScopeId;
#endif
    ImGui::SetKeyboardFocusHere();
}

}  // namespace clave
