#include "app/window/ui/device_words.hpp"
#include "app/window/ui/devices_parts.hpp"
#include "app/window/ui/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
constexpr float kPi = 3.14159265F;
constexpr float kNameHeight = 14.0F;
constexpr Color kBlack {0, 0, 0};
constexpr Color kWhite {255, 255, 255};

/// From 0 to 1.
float wayOf(const Control& control, int value)
{
    return static_cast<float>(value) / (control.bits14 ? 16383.0F : 127.0F);
}

void drawKnob(Context& ui, const Rect& at, const Control& control, const Light& light, int value)
{
    auto* const list = ImGui::GetWindowDrawList();
    const float radius = std::min(at.size().x, at.size().y) * 0.46F;
    list->AddCircleFilled(at.center(), radius, toImGui(ui.theme.raised));
    list->AddCircle(at.center(), radius, toImGui(ui.theme.edge));
    if (control.relative != Relative::Absolute && light.level < 0)
        return;  // it has no place
    const float from = kPi * 0.75F;
    const float to = from + kPi * 1.5F * wayOf(control, value);
    const ImU32 ink = toImGui(light.hue == Hue::Off ? ui.theme.text : colorOf(light.hue));
    list->PathArcTo(at.center(), radius * 0.84F, from, std::max(to, from + 0.05F));
    list->PathStroke(ink, 0, ui.px(2.5F));
    list->AddLine(at.center(),
        {at.center().x + std::cos(to) * radius * 0.7F, at.center().y + std::sin(to) * radius * 0.7F}, ink,
        ui.px(2));
}

void drawFader(Context& ui, const Rect& at, const Control& control, const Light& light, int value)
{
    const bool isUpright = at.size().y >= at.size().x;
    const float way = wayOf(control, value);
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

/// Its own name, or which of its group it is: so that it is found again in the rules.
std::string nameOf(const Profile& profile, const Control& control)
{
    const bool isAlone = std::ranges::count(profile.controls, control.group, &Control::group) == 1;
    std::string name = isAlone ? control.group : std::to_string(control.index + 1);
    std::ranges::replace(name, '_', ' ');
    return name;
}

void drawPad(Context& ui, Rect at, const Profile& profile, const Control& control, const Light& light)
{
    const bool isButton = control.kind != Control::Kind::Pad;
    const Color fill = control.dialect >= 0 ? colorOf(light.hue) : ui.theme.raised;
    box(ui, at, fill, ui.theme.edge, isButton ? at.size().y * 0.3F / ui.state.scale : 4.0F);
    if (at.size().x < ui.px(18) || at.size().y < ui.px(13))
        return;
    const Color ink = contrast(fill, kBlack) > contrast(fill, kWhite) ? kBlack : kWhite;
    if (isButton && at.size().y >= ui.px(32)) {
        at.most.y -= ui.px(3);
        label(ui, cutBottom(at, ui.px(kNameHeight)), nameOf(profile, control), ink, ui.fonts.small,
            Align::Center);
    }
    label(ui, at, lettersOf(light), ink, ui.fonts.small, Align::Center);
}
}  // namespace

void drawControlLook(Context& ui, const Rect& at, const DeviceView& device, std::uint16_t control, int value)
{
    const Control& of = device.profile->controls[control];
    const Light light = control < device.lights.size() ? device.lights[control] : Light {};
    if (of.kind == Control::Kind::Encoder)
        drawKnob(ui, at, of, light, value);
    else if (of.kind == Control::Kind::Fader)
        drawFader(ui, at, of, light, value);
    else
        drawPad(ui, at, *device.profile, of, light);
}

}  // namespace clave
