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
constexpr float kPi = 3.14159265F;

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

void drawKnob(Context& ui, const Rect& at, const Light& light, int value, int most, bool isRelative)
{
    auto* const list = ImGui::GetWindowDrawList();
    const float radius = std::min(at.size().x, at.size().y) * 0.46F;
    const float from = kPi * 0.75F;
    const float way = static_cast<float>(value) / static_cast<float>(std::max(most, 1));
    const float to = from + kPi * 1.5F * way;
    list->AddCircleFilled(at.center(), radius, toImGui(ui.theme.raised));
    list->AddCircle(at.center(), radius, toImGui(ui.theme.edge));
    const Color ink = light.hue == Hue::Off ? ui.theme.text : colorOf(light.hue);
    if (isRelative && light.level < 0)
        return;  // it has no place
    list->PathArcTo(at.center(), radius * 0.84F, from, std::max(to, from + 0.05F));
    list->PathStroke(toImGui(ink), 0, ui.px(2.5F));
    list->AddLine(at.center(),
        {at.center().x + std::cos(to) * radius * 0.7F, at.center().y + std::sin(to) * radius * 0.7F},
        toImGui(ink), ui.px(2));
}

void drawFader(Context& ui, const Rect& at, const Light& light, int value, int most)
{
    const bool isUpright = at.size().y >= at.size().x;
    const float way = static_cast<float>(value) / static_cast<float>(std::max(most, 1));
    box(ui, at, ui.theme.raised, ui.theme.edge, 3.0F);
    Rect grip = inset(at, ui.px(2));
    const float thick = ui.px(6);
    if (isUpright) {
        grip.least.y = grip.most.y - (grip.size().y - thick) * way - thick;
        grip.most.y = grip.least.y + thick;
    } else {
        grip.least.x += (grip.size().x - thick) * way;
        grip.most.x = grip.least.x + thick;
    }
    box(ui, grip, light.hue == Hue::Off ? ui.theme.text : colorOf(light.hue), std::nullopt, 2.0F);
}

void drawPad(Context& ui, const Rect& at, const Control& control, const Light& light)
{
    const float rounding = control.kind == Control::Kind::Button ? at.size().y * 0.3F / ui.state.scale : 4.0F;
    const bool hasLight = control.dialect >= 0;
    const Color fill = hasLight ? colorOf(light.hue) : ui.theme.raised;
    box(ui, at, fill, ui.theme.edge, rounding);
    if (at.size().x < ui.px(18) || at.size().y < ui.px(13))
        return;
    const Color ink =
        contrast(fill, {0, 0, 0}) > contrast(fill, {255, 255, 255}) ? Color {0, 0, 0} : Color {255, 255, 255};
    label(ui, at, lettersOf(light), ink, ui.fonts.small, Align::Center);
}

void drawControl(Context& ui, const DeviceView& device, std::uint16_t index, const Rect& at)
{
    const Control& control = device.profile->controls[index];
    const Held which {device.id, index};
    const Light light = index < device.lights.size() ? device.lights[index] : Light {};
    const std::string name = fmt::format("twin.{}", index);
    ui.rects.note(name, at);
    const bool isKnob = control.kind == Control::Kind::Encoder || control.kind == Control::Kind::Fader;
    ImGui::SetCursorScreenPos(at.least);
    ImGui::InvisibleButton(name.c_str(), at.clickable());
    if (isKnob)
        workKnob(ui, device, which, at);
    else if (control.kind != Control::Kind::Light)
        workButton(ui, which);
    if (control.kind == Control::Kind::Encoder)
        drawKnob(ui, at, light, valueOf(ui, device, which), mostOf(control),
            control.relative != Relative::Absolute);
    else if (control.kind == Control::Kind::Fader)
        drawFader(ui, at, light, valueOf(ui, device, which), mostOf(control));
    else
        drawPad(ui, at, control, light);
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
