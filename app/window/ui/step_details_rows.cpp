#include "app/window/ui/fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/step_details.hpp"
#include "app/window/ui/view.hpp"
#include "core/midi/names.hpp"
#include "core/model/step_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace clave {
namespace {
void setStep(Context& ui, const Cursor& at, const Step& step, const std::function<void(Step&)>& change,
    std::uint64_t gesture)
{
    Step changed = step;
    change(changed);
    if (changed != step)
        ui.asks.command(SetStep {at.pattern, at.step, std::move(changed)}, gesture);
}

/// Drops what was written for a note or lock that goes; those behind it move up.
void dropExpressions(Step& step, std::initializer_list<Field> fields, std::size_t index)
{
    const auto isOf = [&](const Expression& e) { return std::ranges::find(fields, e.field) != fields.end(); };
    std::erase_if(step.expressions, [&](const Expression& e) { return isOf(e) && e.index == index; });
    for (Expression& e : step.expressions) {
        if (isOf(e) && e.index > index)
            --e.index;
    }
}

std::string lockInWords(const Lock& lock)
{
    switch (lock.kind) {
    case Lock::Kind::Cc:
        return fmt::format("CC {}", lock.number);
    case Lock::Kind::Cc14:
        return fmt::format("CC {}, 14 bits", lock.number);
    case Lock::Kind::Nrpn:
        return fmt::format("NRPN {}", lock.number);
    case Lock::Kind::Program:
        return lock.number == Lock::kNoBank ? "Program" : fmt::format("Program of bank {}", lock.number);
    case Lock::Kind::Bend:
        return "Bend";
    case Lock::Kind::Pressure:
        break;
    }
    return "Pressure";
}

void drawNote(Context& ui, Rect row, const Cursor& at, const Step& step, std::size_t index)
{
    const Note& note = step.notes[index];
    const std::string name = fmt::format("details.note.{}.", index);
    if (button(ui, name + "drop", cutRight(row, ui.px(70)), "Drop")) {
        setStep(
            ui, at, step,
            [index](Step& changed) {
                changed.notes.removeKeepingOrder(index);
                dropExpressions(
                    changed, {Field::Pitch, Field::Velocity, Field::Gate, Field::NoteChance}, index);
            },
            ui.asks.newGesture());
        return;
    }
    row.most.x -= ui.px(6);
    const auto field = [&](std::size_t place, const ValueField& look,
                           const std::function<void(Note&, double)>& change) {
        if (const auto changed = valueField(ui, column(ui, row, place, 4), look))
            setStep(
                ui, at, step, [&](Step& to) { change(to.notes[index], changed->value); }, changed->gesture);
    };
    field(0,
        {.name = name + "pitch",
            .words = "Note",
            .value = static_cast<double>(note.pitch),
            .least = 0.0,
            .most = 127.0,
            .normal = 60.0,
            .shown = noteName(note.pitch)},
        [](Note& to, double value) { to.pitch = static_cast<std::uint8_t>(value); });
    field(1,
        {.name = name + "velocity",
            .words = "Vel.",
            .value = static_cast<double>(note.velocity),
            .least = 0.0,
            .most = 127.0,
            .normal = 100.0,
            .shown = fmt::format("{}", note.velocity)},
        [](Note& to, double value) { to.velocity = static_cast<std::uint8_t>(value); });
    const double gate = static_cast<double>(note.gate.length()) / Gate::kStep;
    field(2,
        {.name = name + "gate",
            .words = "Gate",
            .value = gate,
            .least = 0.125,
            .most = 16.0,
            .step = 0.125,
            .normal = 0.5,
            .shown = note.gate.isTied() || note.gate.isInfinite() ? gateInWords(note.gate)
                                                                  : fmt::format("{:.4g}", gate)},
        [](Note& to, double value) {
            to.gate = Gate::of(static_cast<std::int32_t>(std::lround(value * Gate::kStep)));
        });
    field(3,
        {.name = name + "chance",
            .words = "Ch.",
            .value = static_cast<double>(note.chance),
            .least = 0.0,
            .most = 100.0,
            .normal = 100.0,
            .shown = fmt::format("{} %", note.chance)},
        [](Note& to, double value) { to.chance = static_cast<std::uint8_t>(value); });
}

void drawLock(Context& ui, Rect row, const Cursor& at, const Step& step, std::size_t index)
{
    const Lock& lock = step.locks[index];
    const std::string name = fmt::format("details.lock.{}.", index);
    if (button(ui, name + "drop", cutRight(row, ui.px(70)), "Drop")) {
        setStep(
            ui, at, step,
            [index](Step& changed) {
                changed.locks.erase(changed.locks.begin() + static_cast<std::ptrdiff_t>(index));
                dropExpressions(changed, {Field::Locks}, index);
            },
            ui.asks.newGesture());
        return;
    }
    row.most.x -= ui.px(6);
    if (lock.kind == Lock::Kind::Cc) {
        if (const auto changed = valueField(ui, column(ui, row, 0, 2),
                {.name = name + "number",
                    .words = "Controller",
                    .value = static_cast<double>(lock.number),
                    .least = 0.0,
                    .most = 119.0,
                    .normal = 74.0,
                    .shown = fmt::format("CC {}", lock.number)}))
            setStep(
                ui, at, step,
                [&](Step& to) { to.locks[index].number = static_cast<std::int16_t>(changed->value); },
                changed->gesture);
    } else {
        label(ui, column(ui, row, 0, 2), lockInWords(lock), ui.theme.text);
    }
    const RealRange range = numbersOf(lock);
    if (const auto changed = valueField(ui, column(ui, row, 1, 2),
            {.name = name + "value",
                .words = "Value",
                .value = static_cast<double>(lock.value),
                .least = range.least,
                .most = range.most,
                .normal = std::nullopt,
                .shown = fmt::format("{}", lock.value)}))
        setStep(
            ui, at, step,
            [&](Step& to) { to.locks[index].value = static_cast<std::int16_t>(changed->value); },
            changed->gesture);
}
}  // namespace

void drawNoteRows(Context& ui, Rect& area, const Cursor& at, const Step& step)
{
    heading(ui, area, step.notes.empty() ? "No notes: the step sends its controllers only" : "Notes");
    for (std::size_t i = 0; i < step.notes.size(); ++i)
        drawNote(ui, nextRow(ui, area), at, step, i);
    if (step.notes.full())
        return;
    Rect row = nextRow(ui, area);
    if (button(ui, "details.note.add", cutLeft(row, ui.px(120)), "Add a note")) {
        setStep(
            ui, at, step,
            [](Step& changed) {
                // A third above the last one, where a chord most likely goes on.
                Note note = changed.notes.empty() ? Note {} : changed.notes[changed.notes.size() - 1];
                if (!changed.notes.empty())
                    note.pitch = static_cast<std::uint8_t>(std::min(note.pitch + 4, 127));
                (void)changed.notes.tryPush(note);
                changed.on = true;
            },
            ui.asks.newGesture());
    }
}

void drawLockRows(Context& ui, Rect& area, const Cursor& at, const Step& step)
{
    heading(ui, area, "Locked controllers");
    for (std::size_t i = 0; i < step.locks.size(); ++i)
        drawLock(ui, nextRow(ui, area), at, step, i);
    if (step.locks.size() >= kMaxLocks)
        return;
    Rect row = nextRow(ui, area);
    if (button(ui, "details.lock.add", cutLeft(row, ui.px(160)), "Lock a controller")) {
        setStep(
            ui, at, step,
            [&](Step& changed) {
                changed.locks.push_back({Lock::Kind::Cc, static_cast<std::int16_t>(ui.state.laneCc), 64});
            },
            ui.asks.newGesture());
    }
}

}  // namespace clave
