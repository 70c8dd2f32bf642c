#include "app/window/ui/cell.hpp"

#include "app/window/ui/ghosts.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"
#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace clave {
namespace {
constexpr float kRounding = 4.0F;

int loudest(const Step& step)
{
    int velocity = 0;
    for (const Note& note : step.notes)
        velocity = std::max<int>(velocity, note.velocity);
    return step.notes.empty() ? 64 : velocity;  // a step of locks only is half full
}

float chipSize(const Context& ui)
{
    return ui.fonts.chip->FontSize * ImGui::GetIO().FontGlobalScale;
}

float chipWidth(Context& ui, const std::string& text)
{
    return ui.fonts.chip->CalcTextSizeA(chipSize(ui), FLT_MAX, 0.0F, text.c_str()).x + ui.px(6);
}

/// Small text on a dark chip, so that it is read on any fill.
void chip(Context& ui, ImVec2 at, const std::string& text)
{
    const float size = chipSize(ui);
    box(ui, {at, {at.x + chipWidth(ui, text), at.y + size + ui.px(2)}}, ui.theme.background, std::nullopt,
        2.0F);
    ImGui::GetWindowDrawList()->AddText(
        ui.fonts.chip, size, {at.x + ui.px(3), at.y}, toImGui(ui.theme.text), text.c_str());
}

/// What stands on a cell in letters.
struct CellWords {
    std::string name;
    std::string shortName;  ///< where that does not fit; empty: none
    std::vector<std::string> sometimes;  ///< why the step may not sound
};

CellWords wordsOf(const CellLook& look)
{
    const Step& step = *look.step;
    CellWords words;
    if (look.showsNames && !step.notes.empty()) {
        words.name = noteName(step.notes[0].pitch);
        if (step.notes.size() > 1) {
            words.shortName = words.name + "+";
            words.name = fmt::format("{}+{}", words.name, step.notes.size() - 1);
        }
    }
    if (step.probability < 100)
        words.sometimes.push_back(fmt::format("{}%", step.probability));
    if (!step.condition.asksNothing())
        words.sometimes.push_back(conditionInWords(step.condition));
    return words;
}

/// Puts words under each other as far as they fit whole. \returns whether all that may keep it silent is
/// there.
bool layChips(Context& ui, const Rect& at, const CellWords& words, bool isDrawn)
{
    const float line = chipSize(ui) + ui.px(3);
    float y = at.least.y;
    const auto stack = [&](const std::string& text) {
        if (y + line > at.most.y || at.least.x + chipWidth(ui, text) > at.most.x)
            return false;
        if (isDrawn)
            chip(ui, {at.least.x, y}, text);
        y += line;
        return true;
    };
    if (!words.name.empty() && !stack(words.name) && !words.shortName.empty())
        stack(words.shortName);
    bool isWhole = true;
    for (const auto& text : words.sometimes)
        isWhole = stack(text) && isWhole;
    return isWhole;
}

/// A ring in the corner says that the step sounds only sometimes, where there is no room to say when.
void drawChips(Context& ui, const Rect& at, const CellLook& look)
{
    const CellWords words = wordsOf(look);
    Rect room = inset(at, ui.px(3));
    if (words.sometimes.empty() || layChips(ui, room, words, false)) {
        layChips(ui, room, words, true);
        return;
    }
    const Rect corner = cutRight(room, ui.px(9));
    layChips(ui, room, words, true);
    auto* const list = ImGui::GetWindowDrawList();
    const ImVec2 middle {corner.most.x - ui.px(4), corner.least.y + ui.px(5)};
    list->AddCircleFilled(middle, ui.px(4.5F), toImGui(ui.theme.background));
    list->AddCircle(middle, ui.px(2.5F), toImGui(ui.theme.text), 0, ui.px(1.5F));
}

void drawBadges(Context& ui, const Rect& at, const CellLook& look)
{
    const Step& step = *look.step;
    auto* const list = ImGui::GetWindowDrawList();
    const float in = ui.px(3);
    drawChips(ui, at, look);
    const ImU32 ink = toImGui(ui.theme.text);
    if (!step.retrig.isPlain()) {
        const int dots = std::clamp<int>(step.retrig.rate != 0 ? 4 : step.retrig.count, 2, 6);
        for (int i = 0; i < dots; ++i) {
            const float x = at.most.x - in - ui.px(2) - ui.px(5) * static_cast<float>(i);
            list->AddCircleFilled({x, at.most.y - ui.px(12)}, ui.px(2.6F), toImGui(ui.theme.background));
            list->AddCircleFilled({x, at.most.y - ui.px(12)}, ui.px(1.7F), ink);
        }
    }
    if (step.nudge != 0) {
        const float x = at.least.x + at.size().x * 0.5F;
        const float to = ui.px(step.nudge > 0 ? 5.0F : -5.0F);
        const float top = at.least.y + ui.px(1);
        list->AddTriangleFilled({x, top}, {x, top + ui.px(6)}, {x + to, top + ui.px(3)}, ink);
    }
    if (!step.locks.empty()) {
        const ImVec2 c {at.most.x - ui.px(6), at.most.y - ui.px(13)};
        for (const auto& [r, color] :
            {std::pair {ui.px(5), toImGui(ui.theme.background)}, std::pair {ui.px(3.5F), ink}})
            list->AddQuadFilled({c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y}, color);
    }
    if (step.slide)
        list->AddLine({at.most.x - ui.px(9), at.most.y - ui.px(6)},
            {at.most.x + ui.px(3), at.most.y - ui.px(16)}, ink, ui.px(1.5F));
}
}  // namespace

void drawCell(Context& ui, const Rect& at, const CellLook& look)
{
    const Theme& theme = ui.theme;
    if (look.step == nullptr) {
        box(ui, at, mixed(theme.background, theme.cell, 0.25), std::nullopt, kRounding);
        return;
    }
    const double strength = look.isInWindow ? 1.0 : 0.35;
    const Color empty = mixed(theme.background, look.isOtherBeat ? theme.cellOther : theme.cell, strength);
    const Color color = mixed(empty, look.color, look.isSilent || !look.isInWindow ? 0.4 : 1.0);
    const Step& step = *look.step;
    if (!step.on) {
        box(ui, at, look.isHeld ? mixed(empty, color, 0.18) : empty,
            look.isInWindow ? std::optional(theme.line) : std::nullopt, kRounding);
        if (look.ghost != nullptr)
            drawGhost(ui, at, look, *look.ghost);
    } else {
        box(ui, at, mixed(empty, color, 0.28), mixed(theme.line, color, 0.5), kRounding);
        Rect fill = inset(at, ui.px(2));
        fill.least.y = fill.most.y - fill.size().y * static_cast<float>(loudest(step)) / 127.0F;
        box(ui, fill, look.isPlaying && look.isFired ? mixed(color, theme.focus, 0.45) : color, std::nullopt,
            3.0F);
        if (look.ghost != nullptr)
            drawGhost(ui, at, look, *look.ghost);
        drawBadges(ui, at, look);
    }
    auto* const list = ImGui::GetWindowDrawList();
    if (look.isSelected) {
        const Rect inner = inset(at, ui.px(2.5F));
        list->AddRect(inner.least, inner.most, toImGui(theme.accent), ui.px(3), 0, ui.px(2));
        list->AddRect(inset(inner, ui.px(1.5F)).least, inset(inner, ui.px(1.5F)).most,
            toImGui(theme.background), ui.px(2), 0, ui.px(1));
    }
    if (look.isPlaying)
        list->AddRect(at.least, at.most, toImGui(theme.focus), ui.px(kRounding), 0, ui.px(2));
}

void drawLength(Context& ui, const Rect& at, const CellLook& look, float stepWidth, float until)
{
    if (look.step == nullptr || !look.step->on || look.step->notes.empty())
        return;
    const Gate gate = look.step->notes[0].gate;
    float steps = static_cast<float>(gate.length()) / static_cast<float>(Gate::kStep);
    float right = at.least.x + steps * stepWidth;
    if (steps <= 1.0F)
        right = at.least.x + steps * at.size().x;
    if (gate.isTied())
        right = at.least.x + stepWidth;
    right = std::min(right, until);
    const float bottom = at.most.y - ui.px(2);
    auto* const list = ImGui::GetWindowDrawList();
    list->AddRectFilled(
        {at.least.x + ui.px(2), bottom - ui.px(5)}, {right, bottom}, toImGui(ui.theme.background), ui.px(2));
    list->AddRectFilled({at.least.x + ui.px(2), bottom - ui.px(4)}, {right, bottom - ui.px(1)},
        toImGui(look.isSilent ? ui.theme.textQuiet : ui.theme.text), ui.px(1));
}

void drawCursor(Context& ui, const Rect& at, bool isStepIn)
{
    auto* const list = ImGui::GetWindowDrawList();
    const ImU32 color = toImGui(isStepIn ? ui.theme.error : ui.theme.focus);
    const float out = ui.px(2.5F);
    const float arm = std::min(ui.px(11), at.size().x / 3.0F);
    const float thick = ui.px(isStepIn ? 3.0F : 2.5F);
    const float l = std::round(at.least.x - out);
    const float r = std::round(at.most.x + out);
    const float t = std::round(at.least.y - out);
    const float b = std::round(at.most.y + out);
    for (const float x : {l, r}) {
        for (const float y : {t, b}) {
            const float dx = x == l ? arm : -arm;
            const float dy = y == t ? arm : -arm;
            list->AddLine({x, y}, {x + dx, y}, color, thick);
            list->AddLine({x, y}, {x, y + dy}, color, thick);
        }
    }
}

}  // namespace clave
