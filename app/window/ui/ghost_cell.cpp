#include "app/window/ui/ghosts.hpp"
#include "app/window/ui/widgets.hpp"
#include "core/midi/names.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <string>

namespace clave {
namespace {
constexpr float kDash = 5.0F;
constexpr float kGap = 4.0F;

/// How dashes fill a length, with one at both ends.
struct Dashes {
    int count = 1;
    float each = 0.0F;  ///< long
    float step = 0.0F;  ///< from one to the next
};

Dashes dashesOn(const Context& ui, float length)
{
    const float dash = ui.px(kDash);
    const int count = static_cast<int>(std::round((length + ui.px(kGap)) / ui.px(kDash + kGap)));
    if (count < 2)
        return {1, length, 0.0F};
    return {count, dash, (length - dash) / static_cast<float>(count - 1)};
}

/// Dashes around a dark frame, so that they are seen on any fill.
void outline(Context& ui, const Rect& at)
{
    auto* const list = ImGui::GetWindowDrawList();
    const ImU32 ink = toImGui(ui.theme.text);
    const float thick = std::max(1.0F, std::round(ui.px(1.5F)));
    list->AddRect(at.least, at.most, toImGui(ui.theme.background), 0.0F, 0, ui.px(4));
    const Dashes across = dashesOn(ui, at.size().x);
    for (int i = 0; i < across.count; ++i) {
        const float x = at.least.x + across.step * static_cast<float>(i);
        for (const float y : {at.least.y, at.most.y - thick})
            list->AddRectFilled({x, y}, {x + across.each, y + thick}, ink);
    }
    const Dashes down = dashesOn(ui, at.size().y);
    for (int i = 0; i < down.count; ++i) {
        const float y = at.least.y + down.step * static_cast<float>(i);
        for (const float x : {at.least.x, at.most.x - thick})
            list->AddRectFilled({x, y}, {x + thick, y + down.each}, ink);
    }
}

/// A line of dashes from corner to corner.
void strike(Context& ui, ImVec2 from, ImVec2 to)
{
    auto* const list = ImGui::GetWindowDrawList();
    list->AddLine(from, to, toImGui(ui.theme.background), ui.px(4));
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    const Dashes dashes = dashesOn(ui, length);
    const auto at = [&](float way) {
        return ImVec2 {from.x + (to.x - from.x) * way / length, from.y + (to.y - from.y) * way / length};
    };
    for (int i = 0; length > 0.0F && i < dashes.count; ++i) {
        const float way = dashes.step * static_cast<float>(i);
        list->AddLine(at(way), at(way + dashes.each), toImGui(ui.theme.text), ui.px(1.5F));
    }
}

/// What it plays, in letters on a frame instead of a dark chip, at the lower end: above stands what is
/// written.
void drawName(Context& ui, const Rect& at, const Step& step)
{
    if (step.notes.empty())
        return;
    std::string name = noteName(step.notes[0].pitch);
    if (step.notes.size() > 1)
        name += "+" + std::to_string(step.notes.size() - 1);
    const float size = ui.fonts.chip->FontSize * ImGui::GetIO().FontGlobalScale;
    const float wide = ui.fonts.chip->CalcTextSizeA(size, FLT_MAX, 0.0F, name.c_str()).x;
    const Rect chip {{at.least.x + ui.px(3), at.most.y - size - ui.px(9)},
        {at.least.x + wide + ui.px(9), at.most.y - ui.px(7)}};
    if (chip.most.x > at.most.x || chip.least.y < at.least.y)
        return;
    box(ui, chip, ui.theme.background, ui.theme.text, 2.0F);
    ImGui::GetWindowDrawList()->AddText(ui.fonts.chip, size,
        {chip.least.x + ui.px(3), chip.least.y + ui.px(1)}, toImGui(ui.theme.text), name.c_str());
}

int loudness(const Step& step)
{
    int velocity = 0;
    for (const Note& note : step.notes)
        velocity = std::max<int>(velocity, note.velocity);
    return step.notes.empty() ? 64 : velocity;
}
}  // namespace

void drawGhost(Context& ui, const Rect& at, const CellLook& look, const GhostStep& ghost)
{
    const Step step = printed(ghost, *look.step);
    const Rect inside = inset(at, ui.px(4));
    if (!step.on) {
        strike(ui, inside.least, inside.most);
        strike(ui, {inside.most.x, inside.least.y}, {inside.least.x, inside.most.y});
        return;
    }
    Rect shape = inside;
    constexpr float kLeast = 0.25F;  // of the height, so that it stays a shape
    shape.least.y =
        shape.most.y - shape.size().y * std::max(kLeast, static_cast<float>(loudness(step)) / 127.0F);
    outline(ui, shape);
    const bool hasSamePitches =
        look.step->on && std::ranges::equal(look.step->notes, step.notes, {}, &Note::pitch, &Note::pitch);
    if (look.showsNames && !hasSamePitches)
        drawName(ui, at, step);
}

}  // namespace clave
