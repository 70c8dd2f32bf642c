#include "app/window/ui/edits.hpp"
#include "app/window/ui/inspector_fields.hpp"
#include "app/window/ui/view.hpp"
#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
using Change = std::function<void(Step&, double)>;

InspectorField field(Context& ui, ValueField look, Change change)
{
    return {std::move(look), [&ui, change = std::move(change)](double value, std::uint64_t gesture) {
                editSteps(ui, "step", [&](Step& step) { change(step, value); }, gesture);
            }};
}

std::string pitchesOf(const Step& step)
{
    std::string names;
    for (const Note& note : step.notes)
        names += (names.empty() ? "" : " ") + noteName(note.pitch);
    return names.empty() ? "none" : names;
}

void forNotes(Step& step, const std::function<void(Note&)>& change)
{
    for (Note& note : step.notes)
        change(note);
}

// A:B as one number: 0 is always, then 1:2, 2:2, 1:3 ... 8:8; nothing else of a condition is changed.
CycleMask cycleOf(int number)
{
    int b = 2;
    for (int left = number; left > 0; left -= b++) {
        if (left <= b)
            return CycleMask::aOfB(left, b);
    }
    return {};
}

constexpr int kCycles = 2 + 3 + 4 + 5 + 6 + 7 + 8;

int numberOf(const CycleMask& cycle)
{
    for (int number = 1; number <= kCycles; ++number) {
        if (cycleOf(number) == cycle)
            return number;
    }
    return 0;
}

/// Any, yes, no as 0, 1, 2.
InspectorField askField(
    Context& ui, const char* name, const char* words, const Step& step, Ask Condition::* which)
{
    constexpr std::array<const char*, 3> kAnswers {"any", "yes", "no"};
    const auto now = static_cast<std::size_t>(step.condition.*which);
    return field(ui,
        {.name = name,
            .words = words,
            .value = static_cast<double>(now),
            .least = 0.0,
            .most = 2.0,
            .normal = 0.0,
            .shown = kAnswers[now]},
        [which](Step& changed, double value) {
            changed.condition.*which = static_cast<Ask>(std::lround(value));
        });
}
}  // namespace

ValueField switchField(std::string name, std::string words, bool on)
{
    return {.name = std::move(name),
        .words = std::move(words),
        .value = on ? 1.0 : 0.0,
        .least = 0.0,
        .most = 1.0,
        .step = 1.0,
        .normal = 0.0,
        .shown = on ? "on" : "off"};
}

std::vector<InspectorField> stepFields(Context& ui)
{
    if (ui.song().tracks.empty())
        return {};
    const Cursor at = cursor(ui);
    const Step* const found = stepAt(ui, at.pattern.track, at.step);
    static const Step kEmpty;
    const Step& step = found != nullptr ? *found : kEmpty;
    const Note note = step.notes.empty() ? Note {} : step.notes[0];
    std::vector<InspectorField> fields;
    fields.push_back({switchField("step.on", "On", step.on), [&ui, at](double value, std::uint64_t gesture) {
                          ui.asks.command(SwitchStep {at.pattern, at.step, value > 0.5}, gesture);
                      }});
    fields.push_back(field(ui,
        {.name = "step.pitch",
            .words = step.notes.size() > 1 ? "Notes" : "Note",
            .value = static_cast<double>(note.pitch),
            .least = 0.0,
            .most = 127.0,
            .normal = 60.0,
            .shown = pitchesOf(step)},
        [from = note.pitch](Step& changed, double value) {
            const int by = static_cast<int>(std::lround(value)) - from;
            if (changed.notes.empty())
                (void)changed.notes.tryPush(Note {});
            forNotes(changed,
                [by](Note& n) { n.pitch = static_cast<std::uint8_t>(std::clamp(n.pitch + by, 0, 127)); });
        }));
    fields.push_back(field(ui,
        {.name = "step.velocity",
            .words = "Velocity",
            .value = static_cast<double>(note.velocity),
            .least = 1.0,
            .most = 127.0,
            .normal = 100.0,
            .shown = std::to_string(note.velocity)},
        [](Step& changed, double value) {
            forNotes(changed, [value](Note& n) { n.velocity = static_cast<std::uint8_t>(value); });
        }));
    fields.push_back(field(ui,
        {.name = "step.gate",
            .words = "Gate",
            .value = static_cast<double>(note.gate.length()) / Gate::kStep,
            .least = 0.125,
            .most = 16.0,
            .step = 0.125,
            .normal = 0.5,
            .shown = gateInWords(note.gate)},
        [](Step& changed, double value) {
            forNotes(changed, [value](Note& n) {
                n.gate = Gate::of(static_cast<std::int32_t>(std::lround(value * Gate::kStep)));
            });
        }));
    fields.push_back(field(
        ui, switchField("step.tie", "Tie to next", note.gate.isTied()), [](Step& changed, double value) {
            forNotes(changed, [value](Note& n) { n.gate = value > 0.5 ? Gate::tied() : Gate {}; });
        }));
    fields.push_back(field(ui, switchField("step.slide", "Slide to next", step.slide),
        [](Step& changed, double value) { changed.slide = value > 0.5; }));
    fields.push_back(field(ui,
        {.name = "step.chance",
            .words = "Chance",
            .value = static_cast<double>(step.probability),
            .least = 0.0,
            .most = 100.0,
            .normal = 100.0,
            .shown = fmt::format("{} %", step.probability)},
        [](Step& changed, double value) { changed.probability = static_cast<std::uint8_t>(value); }));
    fields.push_back(field(ui,
        {.name = "step.retrig",
            .words = "Retrig",
            .value = static_cast<double>(step.retrig.count),
            .least = 1.0,
            .most = 10.0,
            .normal = 1.0,
            .shown = step.retrig.rate != 0 ? fmt::format("every 1/{}", step.retrig.rate)
                : step.retrig.count == 1   ? "1 hit"
                                           : fmt::format("{} hits", step.retrig.count)},
        [](Step& changed, double value) {
            changed.retrig.count = static_cast<std::uint8_t>(value);
            changed.retrig.rate = 0;
            if (changed.retrig.length == Retrig::kInfinite)
                changed.retrig.length = Retrig::kStep;
        }));
    fields.push_back(field(ui,
        {.name = "step.nudge",
            .words = "Nudge",
            .value = std::round(step.nudge * 100.0 / Step::kNudgeStep),
            .least = -99.0,
            .most = 99.0,
            .normal = 0.0,
            .shown = fmt::format("{:+.0f} %", step.nudge * 100.0 / Step::kNudgeStep)},
        [](Step& changed, double value) {
            changed.nudge = static_cast<std::int16_t>(std::lround(value * Step::kNudgeStep / 100.0));
        }));
    const auto& cycle = step.condition.cycle;
    fields.push_back(field(ui,
        {.name = "step.cycle",
            .words = "Passes",
            .value = static_cast<double>(numberOf(cycle)),
            .least = 0.0,
            .most = static_cast<double>(kCycles),
            .normal = 0.0,
            .shown = cycle.isAlways() ? "always" : conditionInWords(Condition {.cycle = cycle})},
        [](Step& changed, double value) {
            changed.condition.cycle = cycleOf(static_cast<int>(std::lround(value)));
        }));
    fields.push_back(askField(ui, "step.fill", "In fill", step, &Condition::fill));
    fields.push_back(askField(ui, "step.first", "First pass", step, &Condition::first));
    fields.push_back(askField(ui, "step.pre", "If the last one", step, &Condition::pre));
    fields.push_back(askField(ui, "step.nei", "If the neighbour", step, &Condition::neighbour));
    return fields;
}

}  // namespace clave
