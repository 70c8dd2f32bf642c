#include "app/window/ui/device_words.hpp"
#include "app/window/ui/devices_parts.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <string_view>

namespace clave {
namespace {
using namespace std::chrono_literals;
constexpr Nanoseconds kFlash = 600ms;
constexpr float kLine = 22.0F;

bool isRecent(const Context& ui, const SurfaceTrace& trace)
{
    return ui.frame.now - trace.time < kFlash;
}

/// The newest trace, if a rule was followed a moment ago.
const SurfaceTrace* firedTrace(const Context& ui, const DeviceView& device)
{
    for (auto trace = device.traces.rbegin(); trace != device.traces.rend() && isRecent(ui, *trace);
        ++trace) {
        if (trace->bind >= 0 || trace->chain >= 0)
            return &*trace;
    }
    return nullptr;
}

std::string_view firstLine(std::string_view text)
{
    return text.substr(0, text.find('\n'));
}
}  // namespace

void drawRules(Context& ui, Rect area, const DeviceView& device)
{
    DevicesState& state = ui.state.screens.devices;
    if (state.map != device.map || state.profile != device.profile) {
        state.map = device.map;
        state.profile = device.profile;
        state.rules = device.map ? ruleLines(*device.profile, *device.map) : std::vector<RuleLine> {};
    }
    heading(ui, area, "What it does");
    if (state.rules.empty()) {
        (void)paragraph(ui, area, "Nothing is bound to it: choose a map above.", ui.theme.textQuiet);
        return;
    }
    const SurfaceTrace* const fired = firedTrace(ui, device);
    scrolled(ui, "rules", area, ui.px(kLine) * static_cast<float>(state.rules.size()), [&](Rect whole) {
        const float top = whole.least.y;
        for (const RuleLine& line : state.rules) {
            Rect row = cutTop(whole, ui.px(kLine));
            const bool isFired = fired != nullptr && line.bind == fired->bind && line.chain == fired->chain
                && (line.bind >= 0 || line.chain >= 0);
            if (isFired && state.firedSeen != fired->number) {
                state.firedSeen = fired->number;
                if (!ImGui::IsRectVisible(row.least, row.most))
                    ImGui::SetScrollY(row.least.y - top - area.size().y / 2.0F);
            }
            if (!ImGui::IsRectVisible(row.least, row.most))
                continue;
            if (isFired) {
                box(ui, row, ui.theme.accent, std::nullopt, 3.0F);
                ui.rects.note(fmt::format("fired.{}", line.bind), row);
            }
            const Color quiet = isFired ? ui.theme.textOnColor : ui.theme.textQuiet;
            label(ui, cutLeft(row, ui.px(16)), isFired ? ">" : "", quiet, ui.fonts.small, Align::Center);
            const std::string layer = line.layer.empty() ? "" : line.layer + ": ";
            const std::string how = line.how.empty() ? "" : ", " + line.how;
            Rect on = cutLeft(row, row.size().x * 0.4F);
            on.most.x -= ui.px(6);
            label(ui, on, layer + line.on + how, quiet, ui.fonts.small);
            label(ui, row, line.does, isFired ? ui.theme.textOnColor : ui.theme.text, ui.fonts.small);
        }
    });
}

void drawTraces(Context& ui, Rect area, const DeviceView& device)
{
    heading(ui, area, "What came last");
    if (device.traces.empty()) {
        (void)paragraph(ui, area, "Nothing yet: touch something, on it or on its picture here.",
            ui.theme.textQuiet, ui.fonts.small);
        return;
    }
    scrolled(ui, "traces", area, ui.px(kLine) * static_cast<float>(device.traces.size()), [&](Rect whole) {
        for (auto trace = device.traces.rbegin(); trace != device.traces.rend(); ++trace) {
            Rect row = cutTop(whole, ui.px(kLine));
            if (!ImGui::IsRectVisible(row.least, row.most))
                continue;
            Rect what = cutLeft(row, row.size().x * 0.4F);
            what.most.x -= ui.px(6);
            label(ui, what, firstLine(trace->what), ui.theme.text, ui.fonts.small);
            label(ui, row, firstLine(trace->why), ui.theme.textQuiet, ui.fonts.small);
        }
    });
}

bool areDevicesMoving(const Context& ui)
{
    const DeviceView* const device = ui.state.screen == Screen::Devices ? chosenDevice(ui) : nullptr;
    return device != nullptr && firedTrace(ui, *device) != nullptr;
}

}  // namespace clave
