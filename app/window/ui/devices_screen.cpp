#include "app/window/ui/device_words.hpp"
#include "app/window/ui/devices_parts.hpp"
#include "app/window/ui/fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/shown_path.hpp"
#include "app/window/ui/titles.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {
namespace {
constexpr float kLine = 22.0F;

/// A mark that says the state without color: filled, hollow, crossed.
void drawMark(Context& ui, const Rect& at, DeviceView::State state)
{
    auto* const list = ImGui::GetWindowDrawList();
    const float r = ui.px(5);
    const ImVec2 c = at.center();
    if (state == DeviceView::State::Connected) {
        list->AddCircleFilled(c, r, toImGui(ui.theme.ok));
    } else if (state == DeviceView::State::Waiting) {
        list->AddCircle(c, r, toImGui(ui.theme.warning), 0, ui.px(2));
    } else {
        const ImU32 ink = toImGui(ui.theme.textQuiet);
        list->AddLine({c.x - r, c.y - r}, {c.x + r, c.y + r}, ink, ui.px(2));
        list->AddLine({c.x - r, c.y + r}, {c.x + r, c.y - r}, ink, ui.px(2));
    }
}

void drawList(Context& ui, Rect area, const DeviceView& chosen)
{
    heading(ui, area, "Controllers");
    const auto& devices = *ui.frame.devices;
    scrolled(ui, "devices", area, ui.px(kListRow) * static_cast<float>(devices.size()), [&](Rect whole) {
        for (const DeviceView& device : devices) {
            const ListRow row {fmt::format("device.{}", device.id), device.name, stateInWords(device),
                &device == &chosen, [&](const Rect& at) { drawMark(ui, at, device.state); }};
            if (listRow(ui, whole, row))
                ui.state.screens.devices.chosen = device.id;
        }
    });
}

void drawHead(Context& ui, Rect& area, const DeviceView& device)
{
    Rect row = nextRow(ui, area, 30.0F);
    const bool isUsed = device.state != DeviceView::State::Disabled;
    if (button(ui, "device.use", cutRight(row, ui.px(84)), isUsed ? "Ignore" : "Use it",
            isUsed ? Face::Plain : Face::On,
            isUsed ? "Its lights go out and what it sends is not listened to" : "Takes it and lights it"))
        ui.asks.wish(wish::UseDevice {device.id, !isUsed});
    row.most.x -= ui.px(6);
    if (button(ui, "device.learn", cutRight(row, ui.px(74)), "Learn", Face::Plain,
            "Teaches it: choose what a control is to do, then touch it")) {
        if (!isUsed)  // it has to be listened to
            ui.asks.wish(wish::UseDevice {device.id, true});
        openDialog(ui, Dialog::Learn);
    }
    row.most.x -= ui.px(6);
    const auto& maps = device.maps;
    const std::string now = device.map ? device.map->name : "nothing";
    const auto found = std::ranges::find(maps, device.map ? device.map->id : std::string {});
    const auto index =
        found != maps.end() ? std::optional {static_cast<std::size_t>(found - maps.begin())} : std::nullopt;
    if (const auto map = chooser(ui, "device.map", cutRight(row, std::min(ui.px(230), row.size().x * 0.5F)),
            "Map", maps, index, now))
        ui.asks.wish(wish::UseMap {device.id, maps[*map]});
    row.most.x -= ui.px(6);
    drawMark(ui, cutLeft(row, ui.px(22)), device.state);
    label(ui, row, device.name, ui.theme.text, ui.fonts.title);
    const std::string focus = device.focus.empty() ? "" : ": " + device.focus;
    label(ui, cutTop(area, ui.px(kLine)), device.profile->name + ", " + stateInWords(device) + focus,
        ui.theme.textQuiet, ui.fonts.small);
    const auto say = [&](const std::string& sentence, Color color) {
        if (!sentence.empty())
            area.least.y += paragraph(ui, area, sentence, color, ui.fonts.small);
    };
    say(device.trouble, ui.theme.warning);
    for (const std::string& sentence : device.profile->usage)
        say(sentence, ui.theme.textQuiet);
    area.least.y += ui.px(6);
}

void drawFiles(Context& ui, Rect area, const DeviceView& device)
{
    const std::string file = device.map ? device.map->file : device.profile->file;
    if (button(ui, "device.copy", cutRight(area, ui.px(84)), "Copy path", Face::Plain,
            "A map is a text file: what is saved in it takes effect at once"))
        ui.asks.wish(wish::CopyText {file});
    area.most.x -= ui.px(6);
    label(ui, area, shownPath(file), ui.theme.textQuiet, ui.fonts.small);
}

void drawDevice(Context& ui, Rect area, const DeviceView& device)
{
    drawHead(ui, area, device);
    drawFiles(ui, cutBottom(area, ui.px(26)), device);
    area.most.y -= ui.px(6);
    const bool isWide = area.size().x > area.size().y * 1.5F;
    Rect words = area;
    if (isWide) {
        const float width = std::min(area.size().x * 0.55F,
            area.size().y * area.size().x * 0.55F
                / std::max(twinHeight(ui, area.size().x * 0.55F, *device.profile), 1.0F));
        drawTwin(ui, cutLeft(words, std::max(width, ui.px(120))), device);
        words.least.x += ui.px(14);
    } else {
        const float height = std::min(twinHeight(ui, area.size().x, *device.profile), area.size().y * 0.55F);
        drawTwin(ui, cutTop(words, height), device);
        words.least.y += ui.px(10);
    }
    drawTraces(ui, cutBottom(words, std::max(words.size().y * 0.34F, ui.px(70))), device);
    words.most.y -= ui.px(8);
    drawRules(ui, words, device);
}

}  // namespace

const DeviceView* chosenDevice(const Context& ui)
{
    if (ui.frame.devices == nullptr || ui.frame.devices->empty())
        return nullptr;
    const auto& devices = *ui.frame.devices;
    const auto found = std::ranges::find(devices, ui.state.screens.devices.chosen, &DeviceView::id);
    return found != devices.end() ? &*found : &devices.front();
}

void drawDevicesScreen(Context& ui, Rect area)
{
    area = inset(area, ui.px(12));
    const DeviceView* const device = chosenDevice(ui);
    if (device == nullptr) {
        (void)paragraph(ui, area,
            ui.frame.devices == nullptr ? "Controllers are switched off: start Clave with --controllers auto."
                                        : "No controller is there: plug one in, and it is found by itself. "
                                          "Any keyboard plays without "
                                          "one; see Settings (F6).",
            ui.theme.textQuiet);
        return;
    }
    if (area.size().x >= ui.px(760)) {
        drawList(ui, cutLeft(area, ui.px(220)), *device);
        area.least.x += ui.px(14);
    } else if (ui.frame.devices->size() > 1) {
        std::vector<std::string> names;
        std::size_t now = 0;
        for (const DeviceView& other : *ui.frame.devices) {
            now = &other == device ? names.size() : now;
            names.push_back(other.name);
        }
        if (const auto chosen = chooser(ui, "device.chosen", nextRow(ui, area, 28.0F), "", names, now))
            ui.state.screens.devices.chosen = (*ui.frame.devices)[*chosen].id;
    }
    // In a small window it scrolls.
    const float least = ui.px(520);
    if (area.size().y >= least) {
        drawDevice(ui, area, *device);
        return;
    }
    scrolled(ui, "device", area, least, [&](const Rect& whole) {
        Rect inside = whole;
        inside.most.x -= ui.px(8);
        drawDevice(ui, inside, *device);
    });
}

}  // namespace clave
