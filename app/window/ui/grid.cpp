#include "app/window/ui/cell.hpp"
#include "app/window/ui/ghosts.hpp"
#include "app/window/ui/steps_parts.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace clave {
namespace {
/// Which steps an earlier step's note lasts into.
std::vector<bool> heldSteps(const Pattern& pattern)
{
    std::vector<bool> held(pattern.steps.size(), false);
    for (std::size_t i = 0; i < pattern.steps.size(); ++i) {
        const Step& step = pattern.steps[i];
        if (!step.on || step.notes.empty() || step.notes[0].gate.isInfinite())
            continue;
        const auto reach = static_cast<std::size_t>((step.notes[0].gate.length() - 1) / Gate::kStep);
        for (std::size_t j = i + 1; j <= i + reach && j < held.size() && !pattern.steps[j].on; ++j)
            held[j] = true;
    }
    return held;
}

void drawTrack(Context& ui, const GridLayout& layout, std::size_t track)
{
    const Pattern* const pattern = shownPattern(ui, track);
    const auto playing = playingStep(ui, track);
    const auto held = pattern != nullptr ? heldSteps(*pattern) : std::vector<bool> {};
    const GhostSteps* const ghosts = shownGhosts(ui, track);
    const Track& model = *ui.song().tracks[track];
    static const Step kEmpty;
    CellLook look;
    look.color = trackColor(ui, track);
    look.isSilent = track < ui.frame.snapshot.routes.size() && !ui.frame.snapshot.routes[track].audible;
    look.showsNames = isMelodic(model);
    std::vector<std::pair<Rect, CellLook>> lengths;
    for (std::size_t i = layout.firstStep(track); i < layout.endStep(track); ++i) {
        const std::size_t count = pattern != nullptr ? pattern->steps.size() : Pattern {}.steps.size();
        const Rect at = layout.cell(track, i);
        look.step = i >= count ? nullptr : pattern != nullptr ? &pattern->steps[i] : &kEmpty;
        look.isInWindow = pattern == nullptr || (i >= pattern->first && i <= pattern->last);
        look.isOtherBeat = i / 4 % 2 == 1;
        look.isPlaying = playing == i;
        look.isFired = look.isPlaying && ui.frame.status.tracks[track].fired;
        look.isHeld = i < held.size() && held[i];
        look.isSelected = ui.state.selection && ui.state.selection->has(track, i) && i < count;
        look.ghost = look.step != nullptr ? ghostOf(ghosts, i, look.step) : nullptr;
        drawCell(ui, at, look);
        ui.rects.note(fmt::format("cell.{}.{}", track + 1, i + 1), at);
        if (look.ghost != nullptr)
            ui.rects.note(fmt::format("ghost.{}.{}", track + 1, i + 1), at);
        if (look.step != nullptr && look.step->on)
            lengths.emplace_back(at, look);
    }
    const float stepWidth = layout.column(1).least.x - layout.column(0).least.x;
    const float end = layout.column(GridLayout::kColumns - 1).most.x;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        // A note is heard no longer than until the next step that plays, as far as the picture knows.
        const bool isNextInRow =
            i + 1 < lengths.size() && lengths[i + 1].first.least.y == lengths[i].first.least.y;
        drawLength(ui, lengths[i].first, lengths[i].second, stepWidth,
            isNextInRow ? lengths[i + 1].first.least.x : end);
    }
}

void drawChord(Context& ui, const Rect& at)
{
    const Entry& entry = ui.performance().entry;
    if (!entry.on || entry.chord.empty())
        return;
    Step pending;
    pending.on = true;
    for (const Note& note : entry.chord)
        (void)pending.notes.tryPush(note);
    CellLook look;
    look.step = &pending;
    look.color = ui.theme.error;
    look.showsNames = true;
    drawCell(ui, at, look);
}
}  // namespace

void drawRuler(Context& ui, const Rect& area, const GridLayout& layout)
{
    if (ui.song().tracks.empty())
        return;
    const Cursor at = cursor(ui);
    const auto playing = playingStep(ui, at.pattern.track);
    auto* const list = ImGui::GetWindowDrawList();
    for (std::size_t column = 0; column < GridLayout::kColumns; ++column) {
        Rect place = layout.column(column);
        place.least.y = area.least.y;
        place.most.y = area.most.y;
        const std::size_t step = layout.firstStep(at.pattern.track) + column;
        label(ui, place, std::to_string(step + 1), column % 4 == 0 ? ui.theme.text : ui.theme.textQuiet,
            ui.fonts.small);
        const bool isHere = playing && *playing >= layout.firstStep(at.pattern.track)
            && *playing < layout.endStep(at.pattern.track)
            && (*playing - layout.firstStep(at.pattern.track)) % GridLayout::kColumns == column;
        if (isHere) {
            const float x = place.center().x;
            const float bottom = area.most.y - ui.px(1);
            list->AddTriangleFilled({x - ui.px(6), bottom - ui.px(8)}, {x + ui.px(6), bottom - ui.px(8)},
                {x, bottom}, toImGui(ui.theme.focus));
        }
    }
}

void drawGrid(Context& ui, const Rect& area, const GridLayout& layout)
{
    if (ui.song().tracks.empty()) {
        label(ui, area, "No tracks yet. Press Ctrl+T for one, or Ctrl+O to open a song.", ui.theme.textQuiet,
            nullptr, Align::Center);
        return;
    }
    auto* const list = ImGui::GetWindowDrawList();
    list->PushClipRect({area.least.x, area.least.y - ui.px(4)}, {area.most.x, area.most.y + ui.px(4)}, true);
    for (std::size_t track = layout.firstTrack(); track < layout.endTrack(); ++track)
        drawTrack(ui, layout, track);
    const Cursor at = cursor(ui);
    const bool isShown = at.pattern.track >= layout.firstTrack() && at.pattern.track < layout.endTrack()
        && at.step >= layout.firstStep(at.pattern.track) && at.step < layout.endStep(at.pattern.track);
    if (isShown) {
        const Rect cell = layout.cell(at.pattern.track, at.step);
        drawChord(ui, cell);
        drawCursor(ui, cell, ui.performance().entry.on);
        if (ui.performance().entry.on && ui.performance().entry.pastEnd) {
            // What comes next goes behind this step, into a new one.
            Rect behind = cell;
            behind.least.x = behind.most.x - ui.px(14);
            box(ui, behind, ui.theme.error, std::nullopt, 2.0F);
            label(ui, behind, "+", ui.theme.textOnColor, nullptr, Align::Center);
        }
        ui.rects.note("cursor", cell);
    }
    list->PopClipRect();
}

}  // namespace clave
