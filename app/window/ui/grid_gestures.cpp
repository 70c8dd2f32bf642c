#include "app/window/ui/edits.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/steps_parts.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace clave {
namespace {
using namespace std::chrono_literals;
constexpr float kMoved = 4.0F;  // pixels that make a click a drag
constexpr float kEdge = 0.8F;  // of a cell: right of it is the note's end
constexpr Nanoseconds kLongPress = 450ms;
constexpr Nanoseconds kScrolling = 700ms;  // in which whatever comes under the mouse is only scrolled

bool isOn(const Context& ui, std::size_t track, std::size_t step)
{
    const Step* const at = stepAt(ui, track, step);
    return at != nullptr && at->on;
}

bool exists(const Context& ui, std::size_t track, std::size_t step)
{
    const Pattern* const pattern = shownPattern(ui, track);
    return step < (pattern != nullptr ? pattern->steps.size() : Pattern {}.steps.size());
}

void paint(Context& ui, std::size_t from, std::size_t to)
{
    const Drag& drag = ui.state.drag;
    for (std::size_t step = std::min(from, to); step <= std::max(from, to); ++step) {
        if (exists(ui, drag.track, step) && isOn(ui, drag.track, step) != drag.on)
            ui.asks.command(SwitchStep {shownPlace(ui, drag.track), step, drag.on}, drag.gesture);
    }
}

void press(Context& ui, const GridHit& hit, ImVec2 at)
{
    const ImGuiIO& io = ImGui::GetIO();
    Drag& drag = ui.state.drag;
    const Step* const step = stepAt(ui, hit.track, hit.step);
    drag = {Drag::What::Pressed, hit.track, hit.step, hit.step, false, 0.0, ui.asks.newGesture(), at.x, at.y,
        ui.frame.now};
    if (step != nullptr && !step->notes.empty())
        drag.value = step->notes[0].velocity;
    if (io.KeyAlt && ui.state.selection && ui.state.selection->has(hit.track, hit.step)) {
        drag.what = Drag::What::Copy;
        return;
    }
    if (io.KeyCtrl || ImGui::IsMouseClicked(2)) {
        drag.what = Drag::What::Select;
        ui.state.selection = Selection {hit.track, hit.track, hit.step, hit.step};
        return;
    }
    ui.state.selection.reset();
    ui.state.region = Region::Grid;
    moveCursor(ui, hit.track, hit.step);
    const bool on = step != nullptr && step->on;
    drag.on = !on;
    if (io.KeyShift && on) {
        drag.what = Drag::What::Velocity;
    } else if (!on) {
        drag.what = Drag::What::Paint;
        ui.asks.command(SwitchStep {shownPlace(ui, hit.track), hit.step, true}, drag.gesture);
    } else if (hit.across > kEdge && !step->notes.empty()) {
        drag.what = Drag::What::Length;
        drag.value = step->notes[0].gate.length();
    }
}

void dragVelocity(Context& ui, ImVec2 at)
{
    const Drag& drag = ui.state.drag;
    const float fine = ImGui::GetIO().KeyAlt ? 0.2F : 1.0F;
    const int velocity = std::clamp(static_cast<int>(std::lround(drag.value
                                        + static_cast<double>((drag.y - at.y) * fine / ui.state.scale))),
        1, 127);
    const Selection across {
        drag.track, drag.track, std::min(drag.first, drag.last), std::max(drag.first, drag.last)};
    editSteps(
        ui, "velocity", across,
        [velocity](Step& step) {
            for (Note& note : step.notes)
                note.velocity = static_cast<std::uint8_t>(velocity);
        },
        drag.gesture);
    showTip(fmt::format("velocity {}", velocity));
}

void dragLength(Context& ui, const GridLayout& layout, ImVec2 at)
{
    const Drag& drag = ui.state.drag;
    const float stepWidth = layout.column(1).least.x - layout.column(0).least.x;
    const double steps =
        std::round((drag.value / Gate::kStep + static_cast<double>((at.x - drag.x) / stepWidth)) * 8.0) / 8.0;
    const Gate gate = Gate::of(static_cast<std::int32_t>(steps * Gate::kStep));
    editSteps(
        ui, "length", {drag.track, drag.track, drag.first, drag.first},
        [gate](Step& step) {
            for (Note& note : step.notes)
                note.gate = gate;
        },
        drag.gesture);
    showTip(gateInWords(gate));
}

void move(Context& ui, const GridLayout& layout, ImVec2 at)
{
    Drag& drag = ui.state.drag;
    const float across = at.x - drag.x;
    const float along = at.y - drag.y;
    const bool hasMoved = std::max(std::abs(across), std::abs(along)) > kMoved * ui.state.scale;
    // Sideways the row that it began in counts, however far the hand strays.
    const std::size_t rowOffset =
        (drag.first - layout.firstStep(drag.track)) / GridLayout::kColumns * GridLayout::kColumns;
    const std::size_t step = layout.firstStep(drag.track) + rowOffset + layout.nearestColumn(at.x);
    if (drag.what == Drag::What::Pressed && hasMoved) {
        if (std::abs(along) > std::abs(across)) {
            drag.what = Drag::What::Velocity;
        } else if (step != drag.first) {
            drag.what = Drag::What::Paint;
            paint(ui, drag.first, drag.first);
        }
    }
    if (drag.what == Drag::What::Pressed && ui.frame.now - drag.since > kLongPress) {
        drag.what = Drag::What::None;
        openDialog(ui, Dialog::StepDetails);
        return;
    }
    const std::size_t before = drag.last;
    drag.last = step;
    switch (drag.what) {
    case Drag::What::Paint:
        if (before != step)
            paint(ui, before, step);
        break;
    case Drag::What::Velocity:
        if (!ImGui::GetIO().KeyShift)
            drag.last = drag.first;
        dragVelocity(ui, at);
        break;
    case Drag::What::Length:
        if (hasMoved)
            dragLength(ui, layout, at);
        break;
    case Drag::What::Select:
        if (const auto hit = layout.hit(at)) {
            const auto [firstTrack, lastTrack] = std::minmax(drag.track, hit->track);
            const auto [first, last] = std::minmax(drag.first, hit->step);
            ui.state.selection = Selection {firstTrack, lastTrack, first, last};
        }
        break;
    default:
        break;
    }
}

void release(Context& ui, const GridLayout& layout, ImVec2 at)
{
    Drag& drag = ui.state.drag;
    const bool hasMoved =
        std::max(std::abs(at.x - drag.x), std::abs(at.y - drag.y)) > kMoved * ui.state.scale;
    if (drag.what == Drag::What::Pressed) {
        ui.asks.command(SwitchStep {shownPlace(ui, drag.track), drag.first, drag.on}, drag.gesture);
    } else if (drag.what == Drag::What::Length && !hasMoved) {
        editSteps(
            ui, "tie", {drag.track, drag.track, drag.first, drag.first},
            [](Step& step) {
                for (Note& note : step.notes)
                    note.gate = note.gate.isTied() ? Gate {} : Gate::tied();
            },
            drag.gesture);
    } else if (drag.what == Drag::What::Copy && ui.state.selection) {
        if (const auto hit = layout.hit(at)) {
            const auto chosen = *ui.state.selection;
            copySteps(ui);
            const std::size_t into = drag.first - chosen.first;
            moveCursor(ui, hit->track, hit->step > into ? hit->step - into : 0);
            pasteSteps(ui);
        }
    } else if (drag.what == Drag::What::Select && ui.state.selection && !hasMoved) {
        moveCursor(ui, drag.track, drag.first);
    }
    drag.what = Drag::What::None;
}

void turnWheel(Context& ui, const GridHit& hit)
{
    const ImGuiIO& io = ImGui::GetIO();
    if (io.MouseWheel == 0.0F)
        return;
    if (!isOn(ui, hit.track, hit.step) || ui.frame.now - ui.state.scrolledAt < kScrolling) {
        scrollTracks(ui);
        return;
    }
    const Cursor at {shownPlace(ui, hit.track), hit.step};
    if (ui.state.wheelAt != at || ui.frame.now - ui.state.wheelTime > 1s)
        ui.state.wheelGesture = ui.asks.newGesture();
    ui.state.wheelAt = at;
    ui.state.wheelTime = ui.frame.now;
    const int turns = io.MouseWheel > 0.0F ? 1 : -1;
    editSteps(
        ui, io.KeyCtrl ? "pitch" : "velocity", {hit.track, hit.track, hit.step, hit.step},
        [&](Step& step) {
            for (Note& note : step.notes) {
                if (io.KeyCtrl)
                    note.pitch = static_cast<std::uint8_t>(std::clamp(note.pitch + turns, 0, 127));
                else
                    note.velocity = static_cast<std::uint8_t>(
                        std::clamp(note.velocity + turns * (io.KeyShift ? 1 : 4), 1, 127));
            }
        },
        ui.state.wheelGesture);
}
}  // namespace

void scrollTracks(Context& ui)
{
    const float notches = ImGui::GetIO().MouseWheel;
    if (notches == 0.0F)
        return;
    const auto tracks = static_cast<int>(ui.song().tracks.size());
    const int to = static_cast<int>(ui.state.firstTrack) - static_cast<int>(std::lround(notches));
    ui.state.firstTrack = static_cast<std::size_t>(std::clamp(to, 0, std::max(tracks - 1, 0)));
    ui.state.scrolledAt = ui.frame.now;
}

bool cancelDrag(Context& ui)
{
    Drag& drag = ui.state.drag;
    if (drag.what == Drag::What::None)
        return false;
    if (drag.what == Drag::What::Select)
        ui.state.selection.reset();
    else
        ui.asks.command(Undo {drag.gesture});
    drag.what = Drag::What::None;
    return true;
}

void followMouseOnGrid(Context& ui, const Rect& area, const GridLayout& layout)
{
    ImGui::SetCursorScreenPos(area.least);
    ImGui::InvisibleButton("grid", area.clickable(),
        ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight
            | ImGuiButtonFlags_MouseButtonMiddle);
    const ImVec2 at = ImGui::GetIO().MousePos;
    const auto hit = ImGui::IsItemHovered() ? layout.hit(at) : std::nullopt;
    Drag& drag = ui.state.drag;
    const bool isOurs = drag.what != Drag::What::None && drag.what < Drag::What::Lane;
    if (isOurs && drag.track >= ui.song().tracks.size()) {
        drag.what = Drag::What::None;
    } else if (isOurs) {
        const bool isDown = ImGui::IsMouseDown(0) || ImGui::IsMouseDown(2);
        move(ui, layout, at);
        if (!isDown && drag.what != Drag::What::None)
            release(ui, layout, at);
        return;
    }
    if (!hit || !exists(ui, hit->track, hit->step))
        return;
    if (ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(2)) {
        press(ui, *hit, at);
    } else if (ImGui::IsMouseClicked(1)) {
        moveCursor(ui, hit->track, hit->step);
        openDialog(ui, Dialog::StepDetails);
    } else {
        turnWheel(ui, *hit);
    }
}

}  // namespace clave
