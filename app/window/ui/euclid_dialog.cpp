#include "app/window/ui/dialogs.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/titles.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"
#include "core/model/euclid.hpp"
#include "core/model/transform.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace clave {
namespace {
/// The steps of one track that it is about: those selected, else the window that plays.
StepRange rangeOf(const Context& ui, const Pattern& pattern)
{
    if (!ui.state.selection || ui.state.selection->first == ui.state.selection->last)
        return {pattern.first, std::size_t {pattern.last} + 1};
    const std::size_t size = pattern.steps.size();
    return {std::min(ui.state.selection->first, size), std::min(ui.state.selection->last + 1, size)};
}

Pattern spread(const Context& ui, const Pattern& pattern)
{
    const EuclidDraft& draft = ui.state.screens.dialog.euclid;
    return withGates(pattern, rangeOf(ui, pattern), euclid(draft.pulses, draft.steps, draft.rotation));
}

void drawField(Context& ui, const Rect& at, const char* name, const char* words, int& value, int least,
    int most, int normal)
{
    const auto change = valueField(ui, at,
        {.name = std::string("euclid.") + name,
            .words = words,
            .value = static_cast<double>(value),
            .least = static_cast<double>(least),
            .most = static_cast<double>(most),
            .step = 1.0,
            .normal = static_cast<double>(normal),
            .shown = std::to_string(value)});
    if (change)
        value = static_cast<int>(std::lround(change->value));
}

void drawPreview(Context& ui, const Rect& area, const Pattern& pattern, std::size_t track)
{
    constexpr std::size_t kColumns = 32;
    const StepRange range = rangeOf(ui, pattern);
    const std::size_t count = range.end - std::min(range.first, range.end);
    if (count == 0)
        return;
    const std::size_t columns = std::min(count, kColumns);
    const std::size_t rows = (count + columns - 1) / columns;
    const float gap = ui.px(3);
    const float width = (area.size().x + gap) / static_cast<float>(columns);
    const float height = std::min(ui.px(30), (area.size().y + gap) / static_cast<float>(rows));
    for (std::size_t i = 0; i < count; ++i) {
        const float x = area.least.x + width * static_cast<float>(i % columns);
        const float y = area.least.y + height * static_cast<float>(i / columns);
        const Rect cell {{x, y}, {x + width - gap, y + height - gap}};
        const Step& step = pattern.steps[range.first + i];
        box(ui, cell,
            step.on              ? trackColor(ui, track)
                : i / 4 % 2 == 0 ? ui.theme.cell
                                 : ui.theme.cellOther,
            step.on ? std::nullopt : std::optional {ui.theme.line}, 3.0F);
        if (step.on && width > ui.px(16))
            label(ui, cell, "x", ui.theme.textOnColor, ui.fonts.small, Align::Center);
    }
}

void take(Context& ui)
{
    const Selection chosen = selectionOrCursor(ui);
    const auto gesture = ui.asks.newGesture();
    for (std::size_t track = chosen.firstTrack; track <= chosen.lastTrack && track < ui.song().tracks.size();
        ++track) {
        ui.asks.command(SetPattern {shownPlace(ui, track),
                            std::make_shared<const Pattern>(spread(ui, shownOrNew(ui, track))), "Euclid"},
            gesture);
    }
    closeDialog(ui);
}
}  // namespace

void beginEuclid(Context& ui)
{
    if (ui.song().tracks.empty())
        return;
    // What is there now is where one begins.
    const Pattern pattern = shownOrNew(ui, selectionOrCursor(ui).firstTrack);
    const StepRange range = rangeOf(ui, pattern);
    int pulses = 0;
    for (std::size_t i = range.first; i < range.end; ++i)
        pulses += pattern.steps[i].on ? 1 : 0;
    const int steps = std::max(1, static_cast<int>(range.end) - static_cast<int>(range.first));
    ui.state.screens.dialog.euclid = {pulses > 0 ? pulses : std::max(1, steps / 4), steps, 0};
}

void drawEuclidDialog(Context& ui, Rect area)
{
    if (ui.song().tracks.empty()) {
        label(
            ui, cutTop(area, ui.px(30)), "The song has no track yet: Ctrl+T makes one.", ui.theme.textQuiet);
        return;
    }
    EuclidDraft& draft = ui.state.screens.dialog.euclid;
    const Rect fields = nextRow(ui, area, 32.0F);
    drawField(ui, column(ui, fields, 0, 3), "pulses", "Hits", draft.pulses, 0, draft.steps, 4);
    const int stepsBefore = draft.steps;
    drawField(
        ui, column(ui, fields, 1, 3), "steps", "Steps", draft.steps, 1, static_cast<int>(kMaxSteps), 16);
    if (draft.steps != stepsBefore)
        draft.pulses = std::min(draft.pulses, draft.steps);
    drawField(ui, column(ui, fields, 2, 3), "rotation", "Moved", draft.rotation, 1 - draft.steps,
        draft.steps - 1, 0);
    draft.rotation = std::clamp(draft.rotation, 1 - draft.steps, draft.steps - 1);
    const Selection chosen = selectionOrCursor(ui);
    Rect buttons = cutBottom(area, ui.px(34));
    const Rect takeAt = cutRight(buttons, ui.px(110));
    buttons.most.x -= ui.px(8);
    area.most.y -= ui.px(8);
    label(ui, nextRow(ui, area, 24.0F),
        fmt::format("{}, so far only to look at:", trackTitle(ui.song(), chosen.firstTrack)),
        ui.theme.textQuiet);
    drawPreview(ui, area, spread(ui, shownOrNew(ui, chosen.firstTrack)), chosen.firstTrack);
    (void)paragraph(ui, buttons, "Notes and values of steps stay with them; undo brings all back.",
        ui.theme.textQuiet, ui.fonts.small);
    const bool clicked = button(ui, "euclid.take", takeAt, "Take it", Face::On, "Enter");
    if (takeEnter(ui) || clicked)
        take(ui);
}

}  // namespace clave
