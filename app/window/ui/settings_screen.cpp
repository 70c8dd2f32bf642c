#include "app/sync/open_sync.hpp"
#include "app/window/ui/fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/settings_parts.hpp"
#include "app/window/ui/widgets.hpp"
#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace clave {
namespace {
constexpr double kLeastScale = 75.0;
constexpr double kMostScale = 300.0;
constexpr int kKeysPerOctave = 12;

/// Whose MIDI clock is followed: our own port, to be connected by others, or one of those that are there.
void drawClockInput(Context& ui, Rect& area)
{
    std::vector<std::string> choices {"Clave's own port, to connect to"};
    for (const std::string& port : ui.frame.inputChoices) {
        if (!port.starts_with("Clave:"))
            choices.push_back(port);
    }
    const std::string& now = ui.frame.clockInput;
    const auto known = now.empty() ? choices.begin() : std::ranges::find(choices, now);
    const auto place = known != choices.end()
        ? std::optional {static_cast<std::size_t>(known - choices.begin())}
        : std::nullopt;  // unplugged, or a part of a name
    if (const auto chosen = chooser(ui, "sync.port", nextRow(ui, area, 28.0F), "From", choices, place, now))
        ui.asks.wish(wish::UseSync {"midi", *chosen == 0 ? std::string {} : choices[*chosen]});
}
}  // namespace

void drawSync(Context& ui, Rect& area)
{
    constexpr std::array kSources {"internal", "midi", "jack", "link"};
    heading(ui, area, "Who keeps time");
    const SyncReport& report = ui.frame.status.sync;
    if (const auto source = segments(ui, "sync", nextRow(ui, area, 28.0F),
            {"Clave", "MIDI clock", "JACK transport", "Link"}, static_cast<std::size_t>(report.kind)))
        ui.asks.wish(wish::UseSync {kSources[*source]});
    if (report.kind == SyncKind::MidiClock)
        drawClockInput(ui, area);
    const auto words =
        report.kind == SyncKind::Internal ? std::string("Clave keeps time itself.") : inWords(report);
    const bool isWaiting = report.kind != SyncKind::Internal && report.state == SyncReading::State::Waiting;
    area.least.y +=
        paragraph(ui, area, words, isWaiting ? ui.theme.warning : ui.theme.textQuiet, ui.fonts.small);
    area.least.y += paragraph(ui, area,
        ui.frame.realtime.empty() ? "The clock has real-time priority: nothing on this machine holds it up."
                                  : ui.frame.realtime,
        ui.frame.realtime.empty() ? ui.theme.textQuiet : ui.theme.warning, ui.fonts.small);
    if (!ui.frame.osc.empty()) {
        area.least.y += ui.px(10);
        heading(ui, area, "Other programs");
        const float high = paragraph(ui, area, ui.frame.osc, ui.theme.textQuiet, ui.fonts.small);
        ui.rects.note("osc", {area.least, {area.most.x, area.least.y + high}});
        area.least.y += high;
    }
    area.least.y += ui.px(10);
}

void drawLooks(Context& ui, Rect& area)
{
    heading(ui, area, "Looks");
    auto& themes = ui.state.screens.settings.themes;
    if (themes.empty())
        themes = themeNames();
    const auto found = std::ranges::find(themes, ui.theme.name);
    const auto now = found != themes.end() ? std::optional {static_cast<std::size_t>(found - themes.begin())}
                                           : std::nullopt;
    if (const auto theme =
            chooser(ui, "theme", nextRow(ui, area, 28.0F), "Theme", themes, now, ui.theme.name))
        ui.asks.wish(wish::UseTheme {themes[*theme]});
    Rect row = nextRow(ui, area, 28.0F);
    const double percent = std::round(static_cast<double>(ui.state.scale) * 100.0);
    label(ui, cutLeft(row, row.size().x * 0.42F), fmt::format("Size {:.0f} %", percent), ui.theme.textQuiet);
    const auto wanted = [&](std::size_t place, const char* name, const char* words, double to) {
        if (button(ui, name, column(ui, row, place, 3), words))
            ui.asks.wish(
                wish::UseScale {static_cast<float>(std::clamp(to, kLeastScale, kMostScale) / 100.0)});
    };
    wanted(0, "scale.smaller", "Smaller", percent - 25.0);
    wanted(1, "scale.normal", "100 %", 100.0);
    wanted(2, "scale.larger", "Larger", percent + 25.0);
    if (toggle(ui, "ghosts", nextRow(ui, area, 28.0F), "Steps show what scripts make of them",
            ui.state.showsGhosts, "Dashed outlines: ghosts"))
        ui.state.showsGhosts = !ui.state.showsGhosts;
    area.least.y += ui.px(10);
}

void drawHands(Context& ui, Rect& area)
{
    heading(ui, area, "Played by hand");
    if (const auto octave = valueField(ui, nextRow(ui, area, 28.0F),
            {.name = "keys.octave",
                .words = "Computer keys from",
                .value = static_cast<double>(ui.state.octave),
                .least = 0.0,
                .most = 9.0,
                .normal = 4.0,
                .shown = noteName((ui.state.octave + 1) * kKeysPerOctave)}))
        ui.state.octave = static_cast<int>(octave->value);
    const Rect row = nextRow(ui, area, 28.0F);
    if (toggle(ui, "keys.play", column(ui, row, 0, 2), "Letters are a piano", ui.state.keysPlay,
            "Also without Step in; letters are no commands then"))
        ui.state.keysPlay = !ui.state.keysPlay;
    const Recording recording = ui.performance().recording;
    const bool replaces = recording.mode == Recording::Mode::Replace;
    const auto set = [&](std::uint64_t gesture, const auto& change) {
        Recording changed = recording;
        change(changed);
        ui.asks.command(SetRecording {changed}, gesture);
    };
    if (toggle(ui, "record.replaces", column(ui, row, 1, 2), "Recording replaces", replaces,
            "Clears what was there; else it adds to it"))
        set(0,
            [&](Recording& to) { to.mode = replaces ? Recording::Mode::Overdub : Recording::Mode::Replace; });
    if (const auto strength = valueField(ui, nextRow(ui, area, 28.0F),
            {.name = "record.strength",
                .words = "Onto the grid by",
                .value = static_cast<double>(recording.strength),
                .least = 0.0,
                .most = 100.0,
                .normal = 100.0,
                .shown = fmt::format("{} %", recording.strength)}))
        set(strength->gesture,
            [&](Recording& to) { to.strength = static_cast<std::uint8_t>(strength->value); });
    if (const auto latency = valueField(ui, nextRow(ui, area, 28.0F),
            {.name = "record.latency",
                .words = "Keyboard is late by",
                .value = recording.inputLatencyMs,
                .least = 0.0,
                .most = Recording::kMostLatencyMs,
                .step = 0.5,
                .normal = 0.0,
                .shown = fmt::format("{:.1f} ms", recording.inputLatencyMs)}))
        set(latency->gesture, [&](Recording& to) { to.inputLatencyMs = latency->value; });
    area.least.y += ui.px(10);
}

void drawSettingsScreen(Context& ui, Rect area)
{
    area = inset(area, ui.px(12));
    const bool isWide = area.size().x >= ui.px(820);
    const auto inputs = ui.frame.inputChoices.size() + ui.frame.inputs.size();
    const float leftHeight = ui.px(120.0F + 150.0F * static_cast<float>(ui.song().ports.size() + 1));
    const float rightHeight = ui.px(660.0F + 34.0F * static_cast<float>(inputs));
    const float height = isWide ? std::max(leftHeight, rightHeight) : leftHeight + rightHeight;
    scrolled(ui, "settings", area, height, [&](const Rect& whole) {
        Rect left = whole;
        left.most.x -= ui.px(6);
        Rect right = left;
        if (isWide) {
            left.most.x = whole.center().x - ui.px(12);
            right.least.x = whole.center().x + ui.px(12);
        }
        drawOutputs(ui, left);
        Rect& below = isWide ? right : left;
        drawInputs(ui, below);
        drawSync(ui, below);
        drawLooks(ui, below);
        drawHands(ui, below);
    });
}

}  // namespace clave
