#include "app/window/ui/widgets.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

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

std::string fitting(std::string_view text, ImFont& font, float width)
{
    std::string shown(text);
    const auto widthOf = [&font](const std::string& s) {
        return font.CalcTextSizeA(font.FontSize, FLT_MAX, 0.0F, s.c_str()).x * ImGui::GetIO().FontGlobalScale;
    };
    if (widthOf(shown) <= width)
        return shown;
    while (!shown.empty()) {
        // Whole characters: continuation bytes of UTF-8 go with their first one.
        do {
            shown.pop_back();
        } while (!shown.empty() && (static_cast<unsigned char>(shown.back()) & 0xC0U) == 0x80U);
        if (!shown.empty() && (static_cast<unsigned char>(shown.back()) & 0xC0U) == 0xC0U)
            shown.pop_back();
        if (widthOf(shown + "\xE2\x80\xA6") <= width)
            return shown + "\xE2\x80\xA6";
    }
    return {};
}

// What is being dragged or typed; one at a time in the whole window.
struct Holding {
    ImGuiID id = 0;
    double from = 0.0;
    float pixels = 0.0F;
    std::uint64_t gesture = 0;
    ImGuiID typing = 0;
    bool typingBegins = false;
    std::array<char, 32> text {};
};
Holding& holding()
{
    static Holding held;
    return held;
}

// Enter on its way to the field; letters that were typed before it may come so many frames later.
constexpr int kFramesOfTyping = 3;
struct TypedEnter {
    int in = 0;
    std::string before;
};
TypedEnter& typedEnter()
{
    static TypedEnter enter;
    return enter;
}

double onStep(const ValueField& field, double value, double step)
{
    return std::clamp(std::round(value / step) * step, field.least, field.most);
}

std::optional<double> typedValue(Context& ui, const Rect& at)
{
    Holding& held = holding();
    ImGui::SetCursorScreenPos({at.least.x, at.least.y});
    ImGui::SetNextItemWidth(at.size().x);
    if (held.typingBegins) {
        ImGui::SetKeyboardFocusHere();
        beginTyped();
    }
    held.typingBegins = false;
    ImGui::PushStyleColor(ImGuiCol_FrameBg, toImGuiFloat(ui.theme.background));
    const bool entered = ImGui::InputText("##typed", held.text.data(), held.text.size(),
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    const bool done = takeTyped(held.text.data()) || entered;
    ImGui::PopStyleColor();
    std::optional<double> value;
    if (done) {
        double typed = 0.0;
        const char* const end = held.text.data() + std::char_traits<char>::length(held.text.data());
        if (std::from_chars(held.text.data(), end, typed).ec == std::errc {} && std::isfinite(typed))
            value = typed;
    }
    if (done || ImGui::IsItemDeactivated())
        held.typing = 0;
    return value;
}
}  // namespace

bool button(Context& ui, const std::string& name, const Rect& at, const std::string& text, Face face,
    const std::string& tipText)
{
    ui.rects.note(name, at);
    ImGui::SetCursorScreenPos(at.least);
    const bool clicked = ImGui::InvisibleButton(name.c_str(), at.clickable());
    auto [fill, color, edge] = colorsOf(ui.theme, face);
    if (ImGui::IsItemHovered())
        fill = mixed(fill, ui.theme.text, 0.12);
    if (ImGui::IsItemActive())
        fill = mixed(fill, ui.theme.text, 0.22);
    box(ui, at, fill, edge);
    label(ui, inset(at, ui.px(2)), text, color, nullptr, Align::Center);
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

std::optional<ValueChange> valueField(Context& ui, const Rect& at, const ValueField& field)
{
    Holding& held = holding();
    ImGui::PushID(field.name.c_str());
    const ImGuiID id = ImGui::GetID("value");
    ui.rects.note(field.name, at);
    Rect rest = at;
    if (!field.words.empty()) {
        const Rect words = cutLeft(rest, at.size().x * 0.42F);
        label(ui, words, field.words, field.isChosen ? ui.theme.text : ui.theme.textQuiet);
    }
    std::optional<ValueChange> change;
    const auto give = [&](double value, std::uint64_t gesture, double step) {
        const double to = onStep(field, value, step);
        if (to != field.value)
            change = ValueChange {to, gesture};
    };
    if (held.typing == id) {
        if (const auto typed = typedValue(ui, rest))
            give(*typed, ui.asks.newGesture(), field.fine > 0.0 ? field.fine : field.step);
        ImGui::PopID();
        return change;
    }
    ImGui::SetCursorScreenPos(rest.least);
    ImGui::InvisibleButton("drag", rest.clickable());
    const ImGuiIO& io = ImGui::GetIO();
    const bool isHovered = ImGui::IsItemHovered();
    if (isHovered && ImGui::IsMouseDoubleClicked(0)) {
        held.typing = id;
        held.typingBegins = true;
        std::snprintf(held.text.data(), held.text.size(), "%.10g", field.value);
    } else if (ImGui::IsItemActivated()) {
        held = Holding {.id = id, .from = field.value, .pixels = 0.0F, .gesture = ui.asks.newGesture()};
        if (io.KeyCtrl && field.normal)
            give(*field.normal, held.gesture, field.step);
    } else if (ImGui::IsItemActive() && held.id == id && !io.KeyCtrl) {
        held.pixels += (io.MouseDelta.x - io.MouseDelta.y) * (io.KeyShift ? 0.2F : 1.0F);
        const double spread = std::max(1.0, (field.most - field.least) / field.step / 200.0);
        give(held.from
                + static_cast<double>(std::round(held.pixels / (3.0F * ui.state.scale))) * field.step
                    * spread,
            held.gesture, field.step);
    } else if (isHovered && io.MouseWheel != 0.0F) {
        give(field.value + static_cast<double>(io.MouseWheel) * field.step, ui.asks.newGesture(), field.step);
    }
    const double share = field.most > field.least
        ? std::clamp((field.value - field.least) / (field.most - field.least), 0.0, 1.0)
        : 0.0;
    box(ui, rest, ui.theme.raised,
        field.isChosen  ? ui.theme.focus
            : isHovered ? ui.theme.accent
                        : ui.theme.edge);
    Rect bar = inset(rest, ui.px(2));
    bar.least.y = bar.most.y - ui.px(4);
    bar.most.x = bar.least.x + bar.size().x * static_cast<float>(share);
    box(ui, bar, ui.theme.accent, std::nullopt, 1.0F);
    Rect text = inset(rest, ui.px(4));
    text.most.y -= ui.px(2);
    label(ui, text, field.shown, ui.theme.text, nullptr, Align::Right);
    ImGui::PopID();
    return change;
}

bool cancelValueDrag(Context& ui)
{
    Holding& held = holding();
    if (held.id == 0 || held.id != GImGui->ActiveId)
        return false;
    ui.asks.command(Undo {held.gesture});
    held.id = 0;
    return true;
}

void enterTyped()
{
    typedEnter().in = kFramesOfTyping;
}

void beginTyped()
{
    typedEnter() = {};
}

bool takeTyped(std::string_view text)
{
    TypedEnter& enter = typedEnter();
    const bool isChanged = text != enter.before;
    enter.before = text;
    if (enter.in == 0)
        return false;
    enter.in = isChanged ? kFramesOfTyping : enter.in - 1;
    return enter.in == 0;
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
        ImGui::SetTooltip("%s", text.c_str());
}

}  // namespace clave
