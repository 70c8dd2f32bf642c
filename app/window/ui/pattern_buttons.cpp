#include "app/window/ui/edits.hpp"
#include "app/window/ui/fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/patterns_parts.hpp"
#include "app/window/ui/titles.hpp"
#include "app/window/ui/widgets.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace clave {
namespace {
void put(Context& ui, const PatternPlace& place, PatternPtr pattern, std::string_view name)
{
    ui.asks.command(SetPattern {place, std::move(pattern), name}, ui.asks.newGesture());
}

void change(Context& ui, const PatternPlace& place, const Pattern& pattern, std::string_view name,
    const std::function<void(Pattern&)>& how)
{
    Pattern changed = pattern;
    how(changed);
    put(ui, place, std::make_shared<const Pattern>(std::move(changed)), name);
}

void choose(Context& ui, const PatternPlace& place)
{
    ui.state.screens.patterns.chosen = place;
    ui.state.pinned[ui.song().tracks[place.track]->id] = place.slot;
}

void drawNameAndColor(Context& ui, Rect row, const PatternPlace& place, const Pattern* pattern)
{
    const Track& track = *ui.song().tracks[place.track];
    if (const auto name =
            nameField(ui, "track.name", cutLeft(row, std::min(ui.px(170), row.size().x * 0.25F)), track.name,
                trackTitle(ui.song(), place.track)))
        editTrack(ui, "track name", place.track, [&](Track& to) { to.name = *name; });
    row.least.x += ui.px(8);
    label(ui, cutLeft(row, ui.px(pattern == nullptr ? 90.0F : 44.0F)),
        slotName(place.slot) + (pattern == nullptr ? ": empty" : ""), ui.theme.text);
    if (pattern == nullptr) {
        label(ui, row, "New makes a pattern here, Paste puts the copied one.", ui.theme.textQuiet);
        return;
    }
    const Rect colors = cutRight(row, ui.px(260));
    row.most.x -= ui.px(8);
    if (const auto name = nameField(ui, "pattern.name", row, pattern->name, "Name of the pattern"))
        change(ui, place, *pattern, "pattern name", [&](Pattern& to) { to.name = *name; });
    if (const auto color = colorField(ui, "pattern.color", colors, pattern->color))
        change(ui, place, *pattern, "pattern color", [&](Pattern& to) { to.color = *color; });
}
}  // namespace

void drawPatternButtons(Context& ui, Rect area)
{
    const PatternPlace place = chosenPattern(ui);
    const Track& track = *ui.song().tracks[place.track];
    const auto slot = static_cast<std::int32_t>(place.slot);
    const Pattern* const pattern = track.pattern(slot);
    drawNameAndColor(ui, nextRow(ui, area, 28.0F), place, pattern);
    const Rect row = nextRow(ui, area, 28.0F);
    std::size_t at = 0;
    const auto pressed = [&](const char* name, const char* words, const char* tipText) {
        return button(
            ui, std::string("pattern.") + name, column(ui, row, at++, 7), words, Face::Plain, tipText);
    };
    PatternPtr& copied = ui.state.screens.patterns.copied;
    if (pressed("new", "New", "An empty pattern: here, or in the next empty slot")) {
        if (const auto to = pattern == nullptr ? std::optional {place.slot} : freeSlot(track, place.slot)) {
            put(ui, {place.track, *to}, std::make_shared<const Pattern>(), "new pattern");
            choose(ui, {place.track, *to});
        }
    }
    if (pressed("copy", "Copy", "To paste it in another slot, of any track") && pattern != nullptr)
        copied = track.slots[place.slot];
    if (pressed("paste", copied ? "Paste" : "(Paste)", "Puts what was copied here") && copied)
        put(ui, place, copied, "paste pattern");
    if (pressed("duplicate", "Duplicate", "Into the next empty slot") && pattern != nullptr) {
        if (const auto to = freeSlot(track, place.slot)) {
            put(ui, {place.track, *to}, track.slots[place.slot], "duplicate pattern");
            choose(ui, {place.track, *to});
        }
    }
    if (pressed("clear", "Clear", "No steps; length and rate stay") && pattern != nullptr) {
        change(ui, place, *pattern, "clear pattern", [](Pattern& to) {
            for (Step& step : to.steps)
                step = Step {};
        });
    }
    if (pressed("delete", "Delete", "Empties the slot") && pattern != nullptr)
        put(ui, place, nullptr, "delete pattern");
    if (pressed("edit", "Edit steps", "Shows it on the Steps screen (F2)")) {
        choose(ui, place);
        ui.asks.command(SetCursor {{place, 0}});
        ui.state.screen = Screen::Steps;
    }
}

}  // namespace clave
