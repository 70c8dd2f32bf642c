#include "app/window/ui/step_details.hpp"

#include "app/window/ui/dialogs.hpp"
#include "app/window/ui/edits.hpp"
#include "app/window/ui/fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/titles.hpp"
#include "app/window/ui/view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace clave {
namespace {
using Change = std::function<void(Step&, double)>;

void numberField(Context& ui, const Rect& at, const ValueField& field, const Change& change)
{
    if (const auto changed = valueField(ui, at, field))
        editSteps(ui, "step details", [&](Step& step) { change(step, changed->value); }, changed->gesture);
}

/// Any, yes or no: the word says which, a click goes on to the next.
void askButton(Context& ui, const Rect& at, const std::string& name, const std::string& words,
    const Step& now, Ask Condition::* which)
{
    const Ask asked = now.condition.*which;
    const std::string text = asked == Ask::Any ? words + ": any" : (asked == Ask::Yes ? "" : "not ") + words;
    if (!button(ui, "details." + name, at, text, asked == Ask::Any ? Face::Plain : Face::On,
            "Does not matter, must be so, must not be so"))
        return;
    const auto next = static_cast<Ask>((static_cast<int>(asked) + 1) % 3);
    editSteps(ui, "condition", [&](Step& step) { step.condition.*which = next; });
}

void drawPasses(Context& ui, Rect& area, const Step& now)
{
    const CycleMask cycle = now.condition.cycle;
    const Rect length = nextRow(ui, area);
    numberField(ui, length,
        {.name = "details.cycle",
            .words = "Of every",
            .value = static_cast<double>(cycle.length),
            .least = 1.0,
            .most = 16.0,
            .normal = 1.0,
            .shown = counted(cycle.length, "pass", "passes")},
        [](Step& step, double value) {
            // The passes that are new play.
            CycleMask& mask = step.condition.cycle;
            const auto to = static_cast<std::uint8_t>(value);
            const auto all = (1U << to) - 1U;
            const unsigned fresh = to > mask.length ? all & ~((1U << mask.length) - 1U) : 0U;
            mask = {to, static_cast<std::uint16_t>((mask.mask & all) | fresh)};
            if (mask.mask == 0)
                mask.mask = 1;
        });
    const Rect passes = nextRow(ui, area, 26.0F);
    const std::size_t count = cycle.length;
    for (std::size_t pass = 0; pass < count; ++pass) {
        const bool plays = cycle.playsIn(static_cast<std::uint32_t>(pass));
        if (button(ui, fmt::format("details.pass.{}", pass),
                column(ui, passes, pass, std::max(count, std::size_t {4})),
                fmt::format("{}{}", pass + 1, plays ? "" : " -"), plays ? Face::On : Face::Plain,
                plays ? "Plays in this pass" : "Silent in this pass")) {
            editSteps(ui, "condition", [&](Step& step) {
                CycleMask& mask = step.condition.cycle;
                const auto bit = 1U << pass;
                if (pass < mask.length)
                    mask.mask = static_cast<std::uint16_t>(mask.mask ^ bit);
            });
        }
    }
}

void drawCondition(Context& ui, Rect& area, const Step& now)
{
    heading(ui, area, "Plays when");
    drawPasses(ui, area, now);
    const Rect first = nextRow(ui, area);
    askButton(ui, column(ui, first, 0, 2), "fill", "fill", now, &Condition::fill);
    askButton(ui, column(ui, first, 1, 2), "first", "first pass", now, &Condition::first);
    const Rect second = nextRow(ui, area);
    askButton(ui, column(ui, second, 0, 2), "pre", "last one did", now, &Condition::pre);
    askButton(ui, column(ui, second, 1, 2), "nei", "neighbor did", now, &Condition::neighbour);
    numberField(ui, nextRow(ui, area),
        {.name = "details.chance",
            .words = "Chance",
            .value = static_cast<double>(now.probability),
            .least = 0.0,
            .most = 100.0,
            .normal = 100.0,
            .shown = fmt::format("{} %", now.probability)},
        [](Step& step, double value) { step.probability = static_cast<std::uint8_t>(value); });
}

void drawRetrig(Context& ui, Rect& area, const Step& now)
{
    const Retrig& retrig = now.retrig;
    heading(ui, area, "Repeats");
    if (const auto way = segments(ui, "details.retrigBy", nextRow(ui, area), {"so many hits", "a hit every"},
            retrig.rate == 0 ? 0 : 1)) {
        editSteps(ui, "retrig", [&](Step& step) {
            step.retrig.rate = *way == 0 ? std::uint8_t {0} : std::uint8_t {16};
            if (*way == 0 && step.retrig.length == Retrig::kInfinite)
                step.retrig.length = Retrig::kStep;
        });
    }
    const Rect row = nextRow(ui, area);
    if (retrig.rate == 0) {
        numberField(ui, row,
            {.name = "details.hits",
                .words = "Hits",
                .value = static_cast<double>(retrig.count),
                .least = 1.0,
                .most = 10.0,
                .normal = 1.0,
                .shown = counted(retrig.count, "hit", "hits")},
            [](Step& step, double value) { step.retrig.count = static_cast<std::uint8_t>(value); });
    } else {
        const auto at = std::ranges::find(Retrig::kRates, retrig.rate) - Retrig::kRates.begin();
        numberField(ui, row,
            {.name = "details.rate",
                .words = "Every",
                .value = static_cast<double>(at),
                .least = 0.0,
                .most = static_cast<double>(Retrig::kRates.size() - 1),
                .normal = 9.0,
                .shown = fmt::format("1/{} note", retrig.rate)},
            [](Step& step, double value) {
                step.retrig.rate = Retrig::kRates[static_cast<std::size_t>(value)];
            });
    }
    const double steps =
        retrig.length == Retrig::kInfinite ? 0.0 : static_cast<double>(retrig.length) / Retrig::kStep;
    numberField(ui, nextRow(ui, area),
        {.name = "details.retrigLength",
            .words = "For",
            .value = steps,
            .least = retrig.rate == 0 ? 0.125 : 0.0,
            .most = 16.0,
            .step = 0.125,
            .normal = 1.0,
            .shown = retrig.length == Retrig::kInfinite ? "ever"
                : steps == 1.0                          ? "1 step"
                                                        : fmt::format("{:.4g} steps", steps)},
        [](Step& step, double value) {
            step.retrig.length = value < 0.125
                ? Retrig::kInfinite
                : static_cast<std::int32_t>(std::lround(value * Retrig::kStep));
        });
    numberField(ui, nextRow(ui, area),
        {.name = "details.ramp",
            .words = "Ramp",
            .value = static_cast<double>(retrig.velocityRamp),
            .least = -127.0,
            .most = 127.0,
            .normal = 0.0,
            .shown = fmt::format("{:+d}", retrig.velocityRamp)},
        [](Step& step, double value) { step.retrig.velocityRamp = static_cast<std::int8_t>(value); });
}

void drawPlace(Context& ui, Rect& area, const Step& now)
{
    heading(ui, area, "Sound");
    Rect row = nextRow(ui, area);
    const float width = row.size().x;
    const auto next = [&](float share) {
        const Rect at = cutLeft(row, width * share - ui.px(4));
        cutLeft(row, ui.px(4));
        return at;
    };
    if (toggle(ui, "details.on", next(0.3F), "On", now.on))
        editSteps(ui, "switch step", [&](Step& step) { step.on = !now.on; });
    const bool isTied = !now.notes.empty() && now.notes[0].gate.isTied();
    if (toggle(ui, "details.tie", next(0.31F), "Tie", isTied, "Sounds on into the next step")) {
        editSteps(ui, "tie", [&](Step& step) {
            for (Note& note : step.notes)
                note.gate = isTied ? Gate {} : Gate::tied();
        });
    }
    if (toggle(ui, "details.slide", row, "Slide", now.slide, "Glides into the next step"))
        editSteps(ui, "slide", [&](Step& step) { step.slide = !now.slide; });
    const double percent = std::round(now.nudge * 100.0 / Step::kNudgeStep);
    numberField(ui, nextRow(ui, area),
        {.name = "details.nudge",
            .words = "Nudge",
            .value = percent,
            .least = -99.0,
            .most = 99.0,
            .normal = 0.0,
            .shown = fmt::format("{:+.0f} % of a step", percent)},
        [](Step& step, double value) {
            step.nudge = static_cast<std::int16_t>(std::lround(value * Step::kNudgeStep / 100.0));
        });
}

/// Which step, and on to its neighbors. What does not fit beside the buttons goes below them, whole.
void drawWhich(Context& ui, Rect& area)
{
    Rect row = nextRow(ui, area, 28.0F);
    const Cursor at = cursor(ui);
    const Pattern* const pattern = shownPattern(ui, at.pattern.track);
    const std::size_t count = (pattern != nullptr ? *pattern : Pattern {}).steps.size();
    const auto go = [&](std::size_t step) {
        ui.state.selection.reset();
        moveCursor(ui, at.pattern.track, step % count);
    };
    if (button(ui, "details.next", cutRight(row, ui.px(70)), "Next"))
        go(at.step + 1);
    row.most.x -= ui.px(6);
    if (button(ui, "details.before", cutRight(row, ui.px(70)), "Before"))
        go(at.step + count - 1);
    row.most.x -= ui.px(8);
    const Selection chosen = selectionOrCursor(ui);
    const bool isOne = chosen.firstTrack == chosen.lastTrack && chosen.first == chosen.last;
    const std::string words =
        isOne ? stepInWords(ui, at) : "All selected steps, shown as the one at the cursor";
    if (textWidth(ui, words) <= row.size().x) {
        ui.rects.note("details.which", row);
        label(ui, row, words, ui.theme.textQuiet);
        return;
    }
    const float high = paragraph(ui, area, words, ui.theme.textQuiet);
    ui.rects.note("details.which", {area.least, {area.most.x, area.least.y + high}});
    area.least.y += high + ui.px(4);
}
}  // namespace

void drawStepDetails(Context& ui, Rect area)
{
    if (takeEnter(ui)) {
        closeDialog(ui);
        return;
    }
    if (ui.song().tracks.empty()) {
        label(
            ui, cutTop(area, ui.px(30)), "The song has no track yet: Ctrl+T makes one.", ui.theme.textQuiet);
        return;
    }
    const Cursor at = cursor(ui);
    const Step* const found = stepAt(ui, at.pattern.track, at.step);
    const Step now = found != nullptr ? *found : Step {};
    drawWhich(ui, area);
    if (found == nullptr) {
        label(ui, nextRow(ui, area), "The pattern is empty: Enter on the grid puts a note here.",
            ui.theme.textQuiet);
        return;
    }
    const float height = ui.px(340) + ui.px(36) * static_cast<float>(3 + now.notes.size() + now.locks.size());
    scrolled(ui, "details.list", area, height, [&](const Rect& whole) {
        Rect left = whole;
        left.most.x = whole.center().x - ui.px(10);
        Rect right = whole;
        right.least.x = whole.center().x + ui.px(10);
        right.most.x -= ui.px(8);
        drawPlace(ui, left, now);
        drawRetrig(ui, left, now);
        drawCondition(ui, right, now);
        Rect below {
            {left.least.x, std::max(left.least.y, right.least.y) + ui.px(4)}, {right.most.x, whole.most.y}};
        drawNoteRows(ui, below, at, now);
        drawLockRows(ui, below, at, now);
    });
}

}  // namespace clave
