#include "app/window/ui/edits.hpp"
#include "app/window/ui/steps_parts.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace clave {
namespace {
constexpr std::array kKinds {LaneKind::Velocity, LaneKind::Gate, LaneKind::Chance, LaneKind::Retrig,
    LaneKind::Nudge, LaneKind::Condition, LaneKind::Cc};
constexpr double kMostGate = 4.0;  // steps that the lane shows; longer ones by the inspector

const Lock* ccOf(const UiState& state, const Step& step)
{
    const auto found = std::ranges::find_if(step.locks,
        [&](const Lock& lock) { return lock.kind == Lock::Kind::Cc && lock.number == state.laneCc; });
    return found == step.locks.end() ? nullptr : &*found;
}

void setCc(const UiState& state, Step& step, int value)
{
    for (Lock& lock : step.locks) {
        if (lock.kind == Lock::Kind::Cc && lock.number == state.laneCc) {
            lock.value = static_cast<std::int16_t>(value);
            return;
        }
    }
    if (step.locks.size() < kMaxLocks)
        step.locks.push_back({Lock::Kind::Cc, state.laneCc, static_cast<std::int16_t>(value)});
}
}  // namespace

LaneBar laneBar(const UiState& state, const Step& step)
{
    const bool hasNotes = !step.notes.empty();
    switch (state.lane) {
    case LaneKind::Velocity:
        return {hasNotes ? step.notes[0].velocity : 0.0, 1.0, 127.0, hasNotes};
    case LaneKind::Gate:
        return {hasNotes ? static_cast<double>(step.notes[0].gate.length()) / Gate::kStep : 0.0, 0.125,
            kMostGate, hasNotes};
    case LaneKind::Chance:
        return {static_cast<double>(step.probability), 0.0, 100.0, true};
    case LaneKind::Retrig:
        return {static_cast<double>(step.retrig.count), 1.0, 10.0, true};
    case LaneKind::Nudge:
        return {step.nudge * 100.0 / Step::kNudgeStep, -99.0, 99.0, true};
    case LaneKind::Condition: {
        // The A of A:B with B = 4: 0 is always.
        const auto& cycle = step.condition.cycle;
        double a = 0.0;
        for (int i = 0; i < 4 && cycle.length == 4; ++i)
            a = cycle == CycleMask::aOfB(i + 1, 4) ? i + 1 : a;
        return {a, 0.0, 4.0, true};
    }
    case LaneKind::Cc: {
        const Lock* const lock = ccOf(state, step);
        return {lock != nullptr ? lock->value : 0.0, 0.0, 127.0, lock != nullptr};
    }
    }
    return {};
}

void setLaneBar(const UiState& state, Step& step, double value)
{
    const auto whole = static_cast<int>(std::lround(value));
    switch (state.lane) {
    case LaneKind::Velocity:
        for (Note& note : step.notes)
            note.velocity = static_cast<std::uint8_t>(std::clamp(whole, 1, 127));
        break;
    case LaneKind::Gate:
        for (Note& note : step.notes)
            note.gate = Gate::of(static_cast<std::int32_t>(std::lround(value * 8.0)) * Gate::kShortest);
        break;
    case LaneKind::Chance:
        step.probability = static_cast<std::uint8_t>(std::clamp(whole, 0, 100));
        break;
    case LaneKind::Retrig:
        step.retrig.count = static_cast<std::uint8_t>(std::clamp(whole, 1, 10));
        step.retrig.rate = 0;
        if (step.retrig.length == Retrig::kInfinite)
            step.retrig.length = Retrig::kStep;
        break;
    case LaneKind::Nudge:
        step.nudge = static_cast<std::int16_t>(std::clamp(whole, -99, 99) * Step::kNudgeStep / 100);
        break;
    case LaneKind::Condition:
        step.condition.cycle = whole < 1 ? CycleMask {} : CycleMask::aOfB(std::min(whole, 4), 4);
        break;
    case LaneKind::Cc:
        setCc(state, step, std::clamp(whole, 0, 127));
        break;
    }
}

std::string laneValueInWords(const UiState& state, const Step& step)
{
    const LaneBar at = laneBar(state, step);
    switch (state.lane) {
    case LaneKind::Gate:
        return !at.isSet                      ? ""
            : step.notes[0].gate.isTied()     ? "tie"
            : step.notes[0].gate.isInfinite() ? "long"
                                              : fmt::format("{:.3g}", at.value);
    case LaneKind::Chance:
        return fmt::format("{:.0f}%", at.value);
    case LaneKind::Retrig:
        return step.retrig.rate != 0 ? fmt::format("1/{}", step.retrig.rate)
                                     : fmt::format("x{:.0f}", at.value);
    case LaneKind::Nudge:
        return at.value == 0.0 ? "0" : fmt::format("{:+.0f}%", at.value);
    case LaneKind::Condition:
        return conditionInWords(step.condition);
    case LaneKind::Velocity:
    case LaneKind::Cc:
        break;
    }
    return at.isSet ? fmt::format("{:.0f}", at.value) : "";
}

std::string laneName(const UiState& state, LaneKind kind)
{
    constexpr std::array<const char*, 6> kNames {
        "Velocity", "Gate", "Chance", "Retrig", "Nudge", "Condition"};
    return kind == LaneKind::Cc ? fmt::format("CC {}", state.laneCc) : kNames[static_cast<std::size_t>(kind)];
}

bool laneKey(Context& ui, Special key)
{
    if (ui.state.region != Region::Lane || (key != Special::Up && key != Special::Down))
        return false;
    editSteps(ui, "lane", [&](Step& step) {
        const LaneBar at = laneBar(ui.state, step);
        const double by = ui.state.lane == LaneKind::Gate ? 0.125
            : at.most >= 100.0                            ? 4.0
            : at.most > 10.0                              ? 5.0
                                                          : 1.0;
        setLaneBar(ui.state, step, std::clamp(at.value + (key == Special::Up ? by : -by), at.least, at.most));
    });
    return true;
}

namespace {
void drawChooser(Context& ui, Rect area)
{
    area = inset(area, ui.px(4));
    area.least.x += ui.px(6);
    const float height = area.size().y / 4.0F;
    Rect left = cutLeft(area, area.size().x / 2.0F);
    for (std::size_t i = 0; i < kKinds.size(); ++i) {
        Rect at = inset(cutTop(i < 4 ? left : area, height), ui.px(1.5F));
        if (button(ui, fmt::format("lane.{}", i + 1), at, laneName(ui.state, kKinds[i]),
                ui.state.lane == kKinds[i] ? Face::On : Face::Plain))
            ui.state.lane = kKinds[i];
        if (kKinds[i] == LaneKind::Cc && ImGui::IsItemHovered() && ImGui::GetIO().MouseWheel != 0.0F)
            ui.state.laneCc = static_cast<std::uint8_t>(
                std::clamp(ui.state.laneCc + (ImGui::GetIO().MouseWheel > 0.0F ? 1 : -1), 0, 119));
        if (kKinds[i] == LaneKind::Cc)
            tip("Controller bars; the wheel chooses which");
    }
}

void drawBar(Context& ui, const Rect& at, std::size_t track, std::size_t index, const Step& step)
{
    const LaneBar value = laneBar(ui.state, step);
    const bool isCursor = cursor(ui).step == index;
    box(ui, at, ui.theme.panel,
        isCursor ? std::optional(ui.state.region == Region::Lane ? ui.theme.focus : ui.theme.edge)
                 : std::nullopt,
        3.0F);
    ui.rects.note(fmt::format("bar.{}", index + 1), at);
    const auto part = static_cast<float>((value.value - value.least) / (value.most - value.least));
    Rect fill = inset(at, ui.px(2));
    const float bottom = fill.most.y;
    if (value.least < 0.0) {
        const float middle = fill.center().y;
        const float to = middle - fill.size().y / 2.0F * static_cast<float>(value.value / value.most);
        fill.least.y = std::min(middle - ui.px(1), to);
        fill.most.y = std::max(middle + ui.px(1), to);
    } else {
        fill.least.y =
            bottom - std::max(fill.size().y * std::clamp(part, 0.0F, 1.0F), value.isSet ? ui.px(2) : 0.0F);
    }
    const Color color = trackColor(ui, track);
    if (value.isSet || ui.state.lane != LaneKind::Cc)
        box(ui, fill, mixed(ui.theme.panel, color, step.on ? 1.0 : 0.3), std::nullopt, 2.0F);
    Rect text = at;
    text.least.y = text.most.y - ui.px(19);
    const auto words = laneValueInWords(ui.state, step);
    if (!words.empty() && (step.on || ui.state.lane == LaneKind::Cc)) {
        Rect chip = inset(text, ui.px(2));
        box(ui, chip, ui.theme.background, std::nullopt, 2.0F);
        label(ui, chip, words, ui.theme.text, ui.fonts.small, Align::Center);
    }
}

// Values are drawn by hand over what is there; nothing is created. With Shift a straight line from where it
// began.
void followMouse(
    Context& ui, const Rect& bars, const GridLayout& layout, std::size_t track, std::size_t offset)
{
    ImGui::SetCursorScreenPos(bars.least);
    ImGui::InvisibleButton("bars", bars.clickable());
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    Drag& drag = ui.state.drag;
    const std::size_t step = offset + layout.nearestColumn(mouse.x);
    const double height =
        std::clamp(1.0 - static_cast<double>((mouse.y - bars.least.y) / bars.size().y), 0.0, 1.0);
    if (ImGui::IsItemActivated()) {
        drag = {Drag::What::Lane, track, step, step, false, height, ui.asks.newGesture(), mouse.x,
            static_cast<float>(height)};
        if (stepAt(ui, track, step) != nullptr)
            moveCursor(ui, track, step);
    }
    if (drag.what != Drag::What::Lane)
        return;
    if (!ImGui::IsItemActive() || drag.track != track) {
        drag.what = Drag::What::None;
        return;
    }
    const bool isLine = ImGui::GetIO().KeyShift;
    const std::size_t from = isLine ? drag.first : drag.last;
    const double fromHeight = isLine ? static_cast<double>(drag.y) : drag.value;
    const auto [first, last] = std::minmax(from, step);
    for (std::size_t i = first; i <= last; ++i) {
        const double share = step == from ? 1.0
                                          : (static_cast<double>(i) - static_cast<double>(from))
                / (static_cast<double>(step) - static_cast<double>(from));
        const double at = fromHeight + (height - fromHeight) * share;
        editSteps(
            ui, "lane", {track, track, i, i},
            [&](Step& changed) {
                const LaneBar value = laneBar(ui.state, changed);
                if (changed.on || ui.state.lane == LaneKind::Cc)
                    setLaneBar(ui.state, changed, value.least + (value.most - value.least) * at);
            },
            drag.gesture);
    }
    drag.last = step;
    drag.value = height;
}
}  // namespace

void drawLane(Context& ui, const Rect& area, const Rect& bars, const GridLayout& layout)
{
    box(ui, area, ui.theme.background, std::nullopt, 0.0F);
    Rect chooser = area;
    chooser.most.x = bars.least.x;
    drawChooser(ui, chooser);
    if (ui.song().tracks.empty())
        return;
    const Cursor at = cursor(ui);
    const Pattern* const pattern = shownPattern(ui, at.pattern.track);
    if (pattern == nullptr)
        return;
    // With two rows a track the lane shows the row of the cursor.
    const bool isOnPage =
        at.step >= layout.firstStep(at.pattern.track) && at.step < layout.endStep(at.pattern.track);
    const std::size_t row =
        isOnPage ? (at.step - layout.firstStep(at.pattern.track)) / GridLayout::kColumns : 0;
    const std::size_t offset = layout.firstStep(at.pattern.track) + row * GridLayout::kColumns;
    followMouse(ui, bars, layout, at.pattern.track, offset);
    for (std::size_t column = 0; column < GridLayout::kColumns && offset + column < pattern->steps.size();
        ++column) {
        Rect place = layout.column(column);
        place.least.y = bars.least.y + ui.px(4);
        place.most.y = bars.most.y - ui.px(4);
        drawBar(ui, place, at.pattern.track, offset + column, pattern->steps[offset + column]);
    }
}

}  // namespace clave
