#include "app/window/ui/page.hpp"

#include "app/window/ui/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
float widthOf(const ImFont& font, std::string_view text)
{
    return font.CalcTextSizeA(font.FontSize, FLT_MAX, 0.0F, text.data(), text.data() + text.size()).x
        * ImGui::GetIO().FontGlobalScale;
}

float lineHeight(const ImFont& font)
{
    return std::round(font.FontSize * ImGui::GetIO().FontGlobalScale * 1.3F);
}

/// Calls `line` with each line of a text that is to be `width` wide at most. A word that is wider stays
/// whole.
template <typename Line>
void eachLine(const ImFont& font, float width, std::string_view text, const Line& line)
{
    std::size_t begin = 0;
    std::size_t end = 0;  // of what fits
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const bool isEnd = at == text.size() || text[at] == '\n';
        if (!isEnd && text[at] != ' ')
            continue;
        if (end > begin && widthOf(font, text.substr(begin, at - begin)) > width) {
            line(text.substr(begin, end - begin));
            begin = end + 1;
        }
        end = at;
        if (isEnd) {
            line(text.substr(begin, at - begin));
            begin = end = at + 1;
        }
    }
}
}  // namespace

void scrolled(Context& ui, const std::string& name, const Rect& at, float height,
    const std::function<void(const Rect& whole)>& draw, float width)
{
    ui.rects.note(name, at);
    ImGui::SetCursorScreenPos(at.least);
    ImGui::PushStyleColor(ImGuiCol_ScrollbarBg, toImGuiFloat(ui.theme.background));
    ImGui::PushStyleColor(ImGuiCol_ScrollbarGrab, toImGuiFloat(ui.theme.edge));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2 {0.0F, 0.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, ui.px(12));
    const bool isWide = width > at.size().x;
    ImGui::BeginChild(name.c_str(), at.clickable(), false,
        isWide ? ImGuiWindowFlags_HorizontalScrollbar : ImGuiWindowFlags_None);
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float room = isWide ? width : ImGui::GetContentRegionAvail().x;
    draw({from, {from.x + room, from.y + height}});
    // So that it knows how far it can scroll.
    ImGui::SetCursorScreenPos(from);
    ImGui::Dummy({room, height});
    ImGui::EndChild();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(2);
}

float paragraph(Context& ui, const Rect& at, std::string_view text, Color color, ImFont* font)
{
    if (font == nullptr)
        font = ui.fonts.text;
    const float high = lineHeight(*font);
    float y = at.least.y;
    eachLine(*font, at.size().x, text, [&](std::string_view line) {
        label(ui, {{at.least.x, y}, {at.most.x, y + high}}, line, color, font);
        y += high;
    });
    return y - at.least.y;
}

float paragraphHeight(const Context& ui, float width, std::string_view text, ImFont* font)
{
    if (font == nullptr)
        font = ui.fonts.text;
    float lines = 0.0F;
    eachLine(*font, width, text, [&lines](std::string_view) { lines += 1.0F; });
    return lines * lineHeight(*font);
}

float textWidth(const Context& ui, std::string_view text, ImFont* font)
{
    return widthOf(font == nullptr ? *ui.fonts.text : *font, text);
}

void heading(Context& ui, Rect& area, std::string_view text)
{
    label(ui, cutTop(area, ui.px(26)), text, ui.theme.text, ui.fonts.title);
    const Rect line = cutTop(area, ui.px(8));
    ImGui::GetWindowDrawList()->AddLine(
        {line.least.x, line.least.y + 1.0F}, {line.most.x, line.least.y + 1.0F}, toImGui(ui.theme.line));
}

Rect column(const Context& ui, const Rect& area, std::size_t index, std::size_t count)
{
    const float gap = ui.px(4);
    const float width = (area.size().x + gap) / static_cast<float>(std::max<std::size_t>(count, 1));
    const float x = area.least.x + width * static_cast<float>(index);
    return {{std::round(x), area.least.y}, {std::round(x + width - gap), area.most.y}};
}

Rect nextRow(const Context& ui, Rect& area, float height)
{
    // Past the end too: what does not fit is scrolled to.
    const Rect row {area.least, {area.most.x, area.least.y + ui.px(height)}};
    area.least.y += ui.px(height + 6.0F);
    return row;
}

bool isMouseOver(const Rect& at)
{
    return ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)
        && ImGui::IsMouseHoveringRect(at.least, at.most);
}

}  // namespace clave
