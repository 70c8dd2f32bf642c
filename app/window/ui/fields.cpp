#include "app/window/ui/fields.hpp"

#include "app/window/ui/key_focus.hpp"
#include "app/window/ui/page.hpp"

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <utility>

namespace clave {
namespace {
// The name that is being typed; one at a time in the whole window.
struct Typing {
    ImGuiID id = 0;
    std::string text;
};
Typing& typing()
{
    static Typing now;
    return now;
}

constexpr float kWordsShare = 0.42F;  // as in valueField()
}  // namespace

TextFieldLook::TextFieldLook(Context& ui, const std::string& name, const Rect& at)
{
    const Theme& theme = ui.theme;
    ui.rects.note(name, at);
    ImGui::SetCursorScreenPos(at.least);
    ImGui::SetNextItemWidth(at.size().x);
    ImGui::PushStyleColor(ImGuiCol_FrameBg, toImGuiFloat(theme.background));
    ImGui::PushStyleColor(ImGuiCol_Text, toImGuiFloat(theme.text));
    ImGui::PushStyleColor(ImGuiCol_TextDisabled, toImGuiFloat(theme.textQuiet));
    ImGui::PushStyleColor(ImGuiCol_Border, toImGuiFloat(theme.edge));
    ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, toImGuiFloat(mixed(theme.raised, theme.accent, 0.6)));
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, ui.px(4));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
        ImVec2 {ui.px(8), std::max(0.0F, (at.size().y - ImGui::GetFontSize()) / 2.0F)});
}

TextFieldLook::~TextFieldLook()
{
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor(5);
}

std::optional<std::string> nameField(
    Context& ui, const std::string& name, const Rect& at, const std::string& text, const std::string& hint)
{
    Typing& now = typing();
    const ImGuiID id = ImGui::GetID(name.c_str());
    std::string shown = now.id == id ? now.text : text;
    const bool isEntered = takesFocus(ui, name, at);
    {
        const TextFieldLook look(ui, name, at);
        if (isEntered)
            giveKeysToNext();
        ImGui::InputTextWithHint(("##" + name).c_str(), hint.c_str(), &shown);
    }
    if (ImGui::IsItemActive()) {
        if (now.id != id)
            beginTyped();
        now = {id, shown};
        if (takeTyped(shown))
            ImGui::ClearActiveID();  // the next frame gives what was typed
        return std::nullopt;
    }
    if (now.id != id)
        return std::nullopt;
    now = {};
    return shown != text ? std::optional {std::move(shown)} : std::nullopt;
}

std::optional<std::size_t> segments(Context& ui, const std::string& name, const Rect& at,
    const std::vector<std::string>& words, std::size_t on)
{
    std::optional<std::size_t> clicked;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Rect part = column(ui, at, i, words.size());
        if (button(ui, name + "." + std::to_string(i), part, words[i], i == on ? Face::On : Face::Plain)
            && i != on)
            clicked = i;
    }
    return clicked;
}

std::optional<std::size_t> chooser(Context& ui, const std::string& name, const Rect& at,
    const std::string& words, const std::vector<std::string>& choices, std::optional<std::size_t> chosen,
    const std::string& shown)
{
    Rect area = at;
    if (!words.empty())
        label(ui, cutLeft(area, at.size().x * kWordsShare), words, ui.theme.textQuiet);
    const bool isKnown = chosen && *chosen < choices.size();
    if (button(ui, name, area, ""))
        ImGui::OpenPopup(name.c_str());
    Rect text = inset(area, ui.px(4));
    text.most.x -= ui.px(14);  // of the arrow
    label(ui, text, isKnown ? choices[*chosen] : shown, ui.theme.text, nullptr, Align::Center);
    // Says that there is a list.
    const float size = ui.px(4);
    const ImVec2 tipAt {area.most.x - ui.px(10), (area.least.y + area.most.y) / 2.0F};
    ImGui::GetWindowDrawList()->AddTriangleFilled({tipAt.x - size, tipAt.y - size / 2.0F},
        {tipAt.x + size, tipAt.y - size / 2.0F}, {tipAt.x, tipAt.y + size / 2.0F},
        toImGui(ui.theme.textQuiet));
    const float line = ui.px(28);
    const float most = line * 12.0F;
    const float height = std::min(line * static_cast<float>(choices.size()), most) + ui.px(8);
    const float width = std::max(area.size().x, ui.px(150));
    // As far as it fits into the window; above the button where there is no room below.
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    const float below =
        area.most.y + height <= window.y ? area.most.y : std::max(0.0F, area.least.y - height);
    ImGui::SetNextWindowPos({std::max(0.0F, std::min(area.least.x, window.x - width)), below});
    ImGui::SetNextWindowSize({width, height});
    ImGui::PushStyleColor(ImGuiCol_PopupBg, toImGuiFloat(ui.theme.panel));
    ImGui::PushStyleColor(ImGuiCol_Border, toImGuiFloat(ui.theme.edge));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2 {ui.px(4), ui.px(4)});
    std::optional<std::size_t> clicked;
    if (ImGui::BeginPopup(name.c_str(), ImGuiWindowFlags_NoMove)) {
        const ImVec2 from = ImGui::GetCursorScreenPos();
        const float room = ImGui::GetContentRegionAvail().x;
        for (std::size_t i = 0; i < choices.size(); ++i) {
            const float y = from.y + line * static_cast<float>(i);
            if (button(ui, name + "." + std::to_string(i),
                    {{from.x, y}, {from.x + room, y + line - ui.px(2)}}, choices[i],
                    chosen == i ? Face::On : Face::Plain)) {
                clicked = i;
                ImGui::CloseCurrentPopup();
            }
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(2);
    return clicked;
}

bool toggle(Context& ui, const std::string& name, const Rect& at, const std::string& text, bool on,
    const std::string& tipText)
{
    const bool clicked = button(ui, name, at, "", Face::Plain, tipText);
    Rect rest = inset(at, ui.px(4));
    const float side = std::min(ui.px(14), rest.size().y);
    Rect mark = cutLeft(rest, side + ui.px(4));
    mark.least.x += ui.px(2);
    mark.most.x = mark.least.x + side;
    mark.least.y = (at.least.y + at.most.y - side) / 2.0F;
    mark.most.y = mark.least.y + side;
    box(ui, mark, on ? ui.theme.accent : ui.theme.background, ui.theme.edge, 3.0F);
    if (on) {
        auto* const list = ImGui::GetWindowDrawList();
        const ImU32 ink = toImGui(ui.theme.textOnColor);
        const ImVec2 low {mark.least.x + side * 0.42F, mark.least.y + side * 0.75F};
        list->AddLine({mark.least.x + side * 0.2F, mark.least.y + side * 0.52F}, low, ink, ui.px(2));
        list->AddLine(low, {mark.least.x + side * 0.82F, mark.least.y + side * 0.25F}, ink, ui.px(2));
    }
    rest.least.x += ui.px(4);
    ImFont* const font = textWidth(ui, text) > rest.size().x ? ui.fonts.small : nullptr;
    label(ui, rest, text, on ? ui.theme.text : ui.theme.textQuiet, font);
    return clicked;
}

bool listRow(Context& ui, Rect& list, const ListRow& look)
{
    Rect row = cutTop(list, ui.px(kListRow));
    row.most = {row.most.x - ui.px(6), row.most.y - ui.px(4)};
    ui.rects.note(look.name, row);
    const bool isEntered = takesFocus(ui, look.name, row);
    ImGui::SetCursorScreenPos(row.least);
    const bool isClicked = ImGui::InvisibleButton(look.name.c_str(), row.clickable()) || isEntered;
    if (!look.tip.empty())
        tip(look.tip);
    box(ui, row, look.isChosen || ImGui::IsItemHovered() ? ui.theme.raised : ui.theme.panel,
        look.isChosen ? ui.theme.accent : ui.theme.line);
    look.drawMark(cutLeft(row, ui.px(24)));
    label(ui, cutTop(row, row.size().y * 0.52F), look.title, ui.theme.text);
    label(ui, row, look.words, ui.theme.textQuiet, ui.fonts.small);
    return isClicked;
}

std::optional<std::uint8_t> colorField(
    Context& ui, const std::string& name, const Rect& at, std::uint8_t color)
{
    constexpr std::size_t kParts = Theme::kTrackColors + 1;
    std::optional<std::uint8_t> clicked;
    for (std::size_t i = 0; i < kParts; ++i) {
        const Rect part = column(ui, at, i, kParts);
        const std::string words = i == 0 ? "auto" : std::to_string(i);
        const bool isOn = i == color;
        if (button(ui, name + "." + std::to_string(i), part, i == 0 ? "-" : "", Face::Plain,
                i == 0 ? "Color by itself" : "Color " + words))
            clicked = static_cast<std::uint8_t>(i);
        if (i > 0)
            box(ui, inset(part, ui.px(isOn ? 5 : 3)), ui.theme.track(i - 1), std::nullopt, 2.0F);
        if (isOn)
            ImGui::GetWindowDrawList()->AddRect(
                part.least, part.most, toImGui(ui.theme.focus), ui.px(4), 0, ui.px(2));
    }
    return clicked;
}

}  // namespace clave
