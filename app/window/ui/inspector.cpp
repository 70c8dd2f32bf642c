#include "app/window/ui/actions.hpp"
#include "app/window/ui/edits.hpp"
#include "app/window/ui/fields.hpp"
#include "app/window/ui/ghosts.hpp"
#include "app/window/ui/inspector_fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/steps_parts.hpp"
#include "app/window/ui/view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace clave {
namespace {
constexpr std::array<const char*, 3> kTabs {"Step", "Track", "Pattern"};

std::vector<InspectorField> fieldsOf(Context& ui)
{
    switch (ui.state.tab) {
    case InspectorTab::Track:
        return trackFields(ui);
    case InspectorTab::Pattern:
        return patternFields(ui);
    case InspectorTab::Step:
        break;
    }
    return stepFields(ui);
}

std::string title(const Context& ui)
{
    if (ui.song().tracks.empty())
        return "No track";
    const Cursor at = cursor(ui);
    const Track& track = *ui.song().tracks[at.pattern.track];
    const auto name = track.name.empty() ? fmt::format("Track {}", at.pattern.track + 1) : track.name;
    if (ui.state.selection) {
        const auto& chosen = *ui.state.selection;
        return fmt::format("{}  steps {} to {}", name, chosen.first + 1, chosen.last + 1);
    }
    if (ui.state.tab == InspectorTab::Pattern)
        return fmt::format("{}  A{}", name, at.pattern.slot + 1);
    return ui.state.tab == InspectorTab::Track ? name : fmt::format("{}  step {}", name, at.step + 1);
}

/// What a script made of the step, and the way to keep that.
void drawGhostWords(Context& ui, Rect& area)
{
    const Cursor at = cursor(ui);
    const auto words = ghostInWords(ui, at.pattern.track, at.step);
    if (words.empty())
        return;
    Rect rest = area;
    const Rect print = cutRight(rest, ui.px(58));
    rest.most.x -= ui.px(6);
    const float high = std::max(paragraph(ui, rest, words, ui.theme.text, ui.fonts.small), ui.px(28));
    ui.rects.note("ghost.words", {rest.least, {rest.most.x, rest.least.y + high}});
    if (button(ui, "ghosts.print", {print.least, {print.most.x, print.least.y + ui.px(28)}}, "Print",
            Face::Plain, std::string(findAction("ghosts.print")->words)))
        printGhosts(ui);
    cutTop(area, high + ui.px(6));
}
}  // namespace

bool inspectorKey(Context& ui, Special key)
{
    if (ui.state.region != Region::Inspector)
        return false;
    auto fields = fieldsOf(ui);
    if (fields.empty())
        return false;
    const auto count = static_cast<int>(fields.size());
    int& chosen = ui.state.inspectorField;
    chosen = std::clamp(chosen, 0, count - 1);
    if (key == Special::Up || key == Special::Down) {
        chosen = (chosen + (key == Special::Down ? 1 : -1) + count) % count;
        return true;
    }
    if (key == Special::PageUp || key == Special::PageDown) {
        ui.state.tab = static_cast<InspectorTab>(
            (static_cast<int>(ui.state.tab) + (key == Special::PageDown ? 1 : 2)) % 3);
        chosen = 0;
        return true;
    }
    if (key != Special::Left && key != Special::Right)
        return false;
    const InspectorField& field = fields[static_cast<std::size_t>(chosen)];
    const double to =
        std::clamp(field.look.value + (key == Special::Right ? field.look.step : -field.look.step),
            field.look.least, field.look.most);
    if (to != field.look.value)
        field.set(to, ui.asks.newGesture());
    return true;
}

void drawInspector(Context& ui, Rect area)
{
    box(ui, area, ui.theme.panel, std::nullopt, 0.0F);
    ui.rects.note("inspector", area);
    if (!ui.song().tracks.empty()) {
        Rect stripe = cutLeft(area, ui.px(4));
        stripe.most.y = stripe.least.y + ui.px(46);
        box(ui, stripe, trackColor(ui, cursor(ui).pattern.track), std::nullopt, 0.0F);
    }
    area = inset(area, ui.px(10));
    label(ui, cutTop(area, ui.px(26)), title(ui), ui.theme.text, ui.fonts.title);
    cutTop(area, ui.px(8));
    Rect tabs = cutTop(area, ui.px(28));
    const float width = tabs.size().x / 3.0F;
    for (std::size_t i = 0; i < kTabs.size(); ++i) {
        const Rect at = inset(cutLeft(tabs, width), ui.px(1));
        if (button(ui, fmt::format("tab.{}", i + 1), at, kTabs[i],
                ui.state.tab == static_cast<InspectorTab>(i) ? Face::On : Face::Plain))
            ui.state.tab = static_cast<InspectorTab>(i);
    }
    cutTop(area, ui.px(10));
    if (ui.song().tracks.empty()) {
        label(ui, cutTop(area, ui.px(24)), "Ctrl+T makes a track.", ui.theme.textQuiet);
        return;
    }
    if (ui.state.tab == InspectorTab::Track) {
        const std::size_t track = cursor(ui).pattern.track;
        const auto typed =
            nameField(ui, "track.name", cutTop(area, ui.px(26)), ui.song().tracks[track]->name, "Name");
        if (typed)
            editTrack(ui, "track name", track, [&](Track& changed) { changed.name = *typed; });
        cutTop(area, ui.px(8));
    }
    if (ui.state.tab == InspectorTab::Step)
        drawGhostWords(ui, area);
    auto fields = fieldsOf(ui);
    const Rect buttons = cutBottom(area, ui.px(64));
    const float room = area.size().y / static_cast<float>(std::max<std::size_t>(fields.size(), 1));
    const float height = std::clamp(room, ui.px(24), ui.px(34));
    scrolled(
        ui, "inspector.fields", area, height * static_cast<float>(fields.size()), [&](const Rect& whole) {
            Rect rest = whole;
            for (std::size_t i = 0; i < fields.size(); ++i) {
                auto& field = fields[i];
                field.look.isChosen =
                    ui.state.region == Region::Inspector && ui.state.inspectorField == static_cast<int>(i);
                Rect at = cutTop(rest, height);
                at.least.y += ui.px(2);
                at.most.y -= ui.px(2);
                if (const auto change = valueField(ui, at, field.look))
                    field.set(change->value, change->gesture);
            }
        });
    Rect line = buttons;
    line.least.y += ui.px(4);
    Rect top = cutTop(line, ui.px(29));
    const auto act = [&](Rect& row, float share, const char* id, const char* words) {
        const Rect at = inset(cutLeft(row, share), ui.px(1.5F));
        if (button(ui, id, at, words, Face::Plain, std::string(findAction(id)->words)))
            findAction(id)->run(ui);
    };
    const float third = top.size().x / 3.0F;
    act(top, third, "details", "Details\xE2\x80\xA6");
    act(top, third, "value", "Type\xE2\x80\xA6");
    act(top, third, "euclid", "Euclid\xE2\x80\xA6");
    line = cutTop(line, ui.px(29));
    act(line, third, "copy", "Copy");
    act(line, third, "paste", "Paste");
    act(line, third, "clear", "Empty");
}

}  // namespace clave
