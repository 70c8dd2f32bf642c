#include "app/window/ui/device_words.hpp"
#include "app/window/ui/devices_parts.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
using Held = DevicesState::Held;
constexpr float kLargestPad = 58.0F;
constexpr float kMargin = 0.35F;  // around the controls, in pads
constexpr float kPixelsPerClick = 5.0F;
constexpr std::uint16_t kPressVelocity = 100;

struct Size {
    float x = 1.0F;
    float y = 1.0F;
};

/// In pads, with the margin.
Size sizeOf(const Profile& profile)
{
    Size size;
    for (const Control& control : profile.controls) {
        size.x = std::max(size.x, control.x + control.width);
        size.y = std::max(size.y, control.y + control.height);
    }
    return {size.x + 2.0F * kMargin, size.y + 2.0F * kMargin};
}

void touch(Context& ui, const Held& which, ControlInput input)
{
    input.control = which.control;
    input.time = ui.frame.now;
    ui.asks.wish(wish::TouchControl {which.device, input});
}

int mostOf(const Control& control)
{
    return control.bits14 ? 16383 : 127;
}

/// Where a knob or fader is: as it was put here, else as its light says, else at its start.
int valueOf(const Context& ui, const DeviceView& device, const Held& which)
{
    const auto& values = ui.state.screens.devices.values;
    if (const auto found = values.find(which); found != values.end())
        return found->second;
    const Control& control = device.profile->controls[which.control];
    const int level = which.control < device.lights.size() ? device.lights[which.control].level : -1;
    return level >= 0 ? level * mostOf(control) / 127 : 0;
}

void moveTo(Context& ui, const DeviceView& device, const Held& which, int value)
{
    const int kept = std::clamp(value, 0, mostOf(device.profile->controls[which.control]));
    if (kept == valueOf(ui, device, which))
        return;
    ui.state.screens.devices.values[which] = kept;
    touch(ui, which,
        {.what = ControlInput::What::Move, .control = 0, .value = static_cast<std::uint16_t>(kept)});
}

void turn(Context& ui, const DeviceView& device, const Held& which, int clicks)
{
    const Control& control = device.profile->controls[which.control];
    if (clicks == 0)
        return;
    if (control.relative == Relative::Absolute)
        moveTo(ui, device, which, valueOf(ui, device, which) + clicks * (mostOf(control) + 1) / 128);
    else
        touch(ui, which,
            {.what = ControlInput::What::Turn,
                .control = 0,
                .value = 0,
                .delta = static_cast<std::int16_t>(clicks)});
}

void workKnob(Context& ui, const DeviceView& device, const Held& which, const Rect& at)
{
    const ImGuiIO& io = ImGui::GetIO();
    DevicesState& state = ui.state.screens.devices;
    const Control& control = device.profile->controls[which.control];
    if (ImGui::IsItemHovered() && io.MouseWheel != 0.0F)
        turn(ui, device, which, io.MouseWheel > 0.0F ? 1 : -1);
    if (!ImGui::IsItemActive())
        return;
    if (ImGui::IsItemActivated())
        state.dragged = 0.0F;
    if (control.kind == Control::Kind::Fader) {
        const bool isUpright = at.size().y >= at.size().x;
        const float way = isUpright ? (at.most.y - io.MousePos.y) / at.size().y
                                    : (io.MousePos.x - at.least.x) / at.size().x;
        moveTo(ui, device, which,
            static_cast<int>(std::lround(std::clamp(way, 0.0F, 1.0F) * static_cast<float>(mostOf(control)))));
        return;
    }
    state.dragged -= io.MouseDelta.y;
    const float clicks = std::trunc(state.dragged / ui.px(kPixelsPerClick));
    state.dragged -= clicks * ui.px(kPixelsPerClick);
    turn(ui, device, which, static_cast<int>(clicks));
}

void workButton(Context& ui, const Held& which)
{
    DevicesState& state = ui.state.screens.devices;
    if (ImGui::IsItemActivated() && !state.pressed && !state.kept.contains(which)) {
        state.pressed = which;
        touch(ui, which, {.what = ControlInput::What::Press, .control = 0, .value = kPressVelocity});
    }
    if (!ImGui::IsItemHovered() || !ImGui::IsMouseClicked(1))
        return;
    if (state.kept.erase(which) != 0) {
        touch(ui, which, {.what = ControlInput::What::Release});
    } else if (state.pressed != which) {
        state.kept.insert(which);
        touch(ui, which, {.what = ControlInput::What::Press, .control = 0, .value = kPressVelocity});
    }
}

void drawControl(Context& ui, const DeviceView& device, std::uint16_t index, const Rect& at)
{
    const Control& control = device.profile->controls[index];
    const Held which {device.id, index};
    const std::string name = fmt::format("twin.{}", index);
    ui.rects.note(name, at);
    const bool isKnob = control.kind == Control::Kind::Encoder || control.kind == Control::Kind::Fader;
    ImGui::SetCursorScreenPos(at.least);
    ImGui::InvisibleButton(name.c_str(), at.clickable());
    if (isKnob)
        workKnob(ui, device, which, at);
    else if (control.kind != Control::Kind::Light)
        workButton(ui, which);
    drawControlLook(ui, at, device, index, valueOf(ui, device, which));
    const DevicesState& state = ui.state.screens.devices;
    if (state.pressed == which || state.kept.contains(which))
        ImGui::GetWindowDrawList()->AddRect(
            at.least, at.most, toImGui(ui.theme.focus), ui.px(4), 0, ui.px(3));
    if (ImGui::IsItemHovered() && !ImGui::IsItemActive())
        tip(controlInWords(device, index));
}
}  // namespace

float twinHeight(const Context& ui, float width, const Profile& profile)
{
    const Size size = sizeOf(profile);
    return std::min(width / size.x, ui.px(kLargestPad)) * size.y;
}

void drawTwin(Context& ui, Rect area, const DeviceView& device)
{
    const Profile& profile = *device.profile;
    const Size size = sizeOf(profile);
    const float pad =
        std::max(std::min({area.size().x / size.x, area.size().y / size.y, ui.px(kLargestPad)}), 1.0F);
    const Rect body {area.least, {area.least.x + size.x * pad, area.least.y + size.y * pad}};
    ui.rects.note("twin", body);
    box(ui, body, mixed(ui.theme.background, ui.theme.panel, 0.7), ui.theme.edge, 8.0F);
    const float gap = std::max(pad * 0.05F, 1.0F);
    for (std::size_t i = 0; i < profile.controls.size(); ++i) {
        const Control& control = profile.controls[i];
        const float x = body.least.x + (control.x + kMargin) * pad;
        const float y = body.least.y + (control.y + kMargin) * pad;
        drawControl(ui, device, static_cast<std::uint16_t>(i),
            {{std::round(x + gap), std::round(y + gap)},
                {std::round(x + control.width * pad - gap), std::round(y + control.height * pad - gap)}});
    }
}

void letGoOfTwins(Context& ui)
{
    DevicesState& state = ui.state.screens.devices;
    const bool isLeft = ui.state.screen != Screen::Devices;
    if (state.pressed && (isLeft || !ImGui::IsMouseDown(0))) {
        touch(ui, *state.pressed, {.what = ControlInput::What::Release});
        state.pressed.reset();
    }
    if (!isLeft)
        return;
    for (const Held& which : std::exchange(state.kept, {}))
        touch(ui, which, {.what = ControlInput::What::Release});
}

}  // namespace clave
