#include "app/window/ui/key_focus.hpp"
#include "app/window/ui/widgets.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace clave {
namespace {
// What is being dragged or typed; one at a time in the whole window.
struct Holding {
    ImGuiID id = 0;
    ImGuiID button = 0;  ///< that the hand holds
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
        giveKeysToNext();
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
    const bool isEntered = takesFocus(ui, field.name, rest);
    ImGui::SetCursorScreenPos(rest.least);
    ImGui::InvisibleButton("drag", rest.clickable());
    const ImGuiIO& io = ImGui::GetIO();
    const bool isHovered = ImGui::IsItemHovered();
    if (field.beginsTyping || isEntered || (isHovered && ImGui::IsMouseDoubleClicked(0))) {
        held.typing = id;
        held.typingBegins = true;
        std::snprintf(held.text.data(), held.text.size(), "%.10g", field.value);
    } else if (ImGui::IsItemActivated()) {
        held = Holding {.id = id,
            .button = ImGui::GetItemID(),
            .from = field.value,
            .pixels = 0.0F,
            .gesture = ui.asks.newGesture()};
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
    if (held.id == 0 || held.button != GImGui->ActiveId)
        return false;
    // Whoever was turned by this gesture knows it: the song, or a script.
    ui.asks.command(Undo {held.gesture});
    ui.asks.wish(wish::ForScripts {wish::TakeBackKnob {held.gesture}});
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

}  // namespace clave
