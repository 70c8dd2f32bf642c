#include "app/window/ui/fields.hpp"
#include "app/window/ui/monitor_words.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/titles.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
constexpr float kLine = 22.0F;

void drawMessages(Context& ui, const Rect& area, const std::vector<MonitorLine>& lines)
{
    const bool isWide = area.size().x >= ui.px(560);
    scrolled(ui, "monitor", area, ui.px(kLine) * static_cast<float>(lines.size()), [&](Rect whole) {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            Rect row = cutTop(whole, ui.px(kLine));
            if (!ImGui::IsRectVisible(row.least, row.most))
                continue;
            // The newest one is on top: one need not scroll after it.
            const std::size_t at = lines.size() - 1 - i;
            const MonitorLine& line = lines[at];
            if (isWide)
                label(
                    ui, cutLeft(row, ui.px(110)), timeInWords(line.time), ui.theme.textQuiet, ui.fonts.small);
            label(ui, cutLeft(row, ui.px(76)),
                sinceInWords(line.time, at > 0 ? std::optional {lines[at - 1].time} : std::nullopt),
                ui.theme.textQuiet, ui.fonts.small);
            label(ui, cutLeft(row, ui.px(40)), line.out ? "out" : "in", ui.theme.text, ui.fonts.small);
            Rect port = cutLeft(row, row.size().x * 0.35F);
            port.most.x -= ui.px(6);
            label(ui, port, line.port, ui.theme.textQuiet, ui.fonts.small);
            label(ui, row, inWordsAndHex(line.message), ui.theme.text, ui.fonts.small);
        }
    });
}

void drawFilter(Context& ui, const Rect& row, const std::vector<MonitorLine>& lines)
{
    MonitorState& state = ui.state.screens.monitor;
    if (toggle(ui, "monitor.in", column(ui, row, 0, 5), "In", state.in))
        state.in = !state.in;
    if (toggle(ui, "monitor.out", column(ui, row, 1, 5), "Out", state.out))
        state.out = !state.out;
    if (toggle(
            ui, "monitor.clock", column(ui, row, 2, 5), "Clock", state.clock, "24 messages a quarter note"))
        state.clock = !state.clock;
    if (toggle(ui, "monitor.pause", column(ui, row, 3, 5), "Pause", state.paused)) {
        state.paused = !state.paused;
        state.kept = state.paused ? ui.frame.monitor : std::vector<MonitorLine> {};
    }
    if (button(ui, "monitor.copy", column(ui, row, 4, 5), "Copy report", Face::Plain,
            "All of this as text, to send it to somebody"))
        ui.asks.wish(wish::CopyText {monitorReport(ui.frame, lines)});
}

/// How many were how late: a bar for each power of two of microseconds, the heights by their logarithm, so
/// that the one late among a million is seen.
void drawHistogram(Context& ui, const Rect& area, const LatenessCounts& counts)
{
    box(ui, area, ui.theme.background, ui.theme.line);
    Rect inside = inset(area, ui.px(4));
    const Rect words = cutBottom(inside, ui.px(16));
    const std::uint64_t most = std::ranges::max(counts.classes);
    const float width = inside.size().x / static_cast<float>(LatenessCounts::kClasses);
    for (std::size_t i = 0; i < LatenessCounts::kClasses && most > 0; ++i) {
        if (counts.classes[i] == 0)
            continue;
        const double share = (std::log2(static_cast<double>(counts.classes[i])) + 1.0)
            / (std::log2(static_cast<double>(most)) + 1.0);
        const float x = inside.least.x + width * static_cast<float>(i);
        const bool isLate = i > 10;  // a millisecond and more
        box(ui,
            {{x, inside.most.y - inside.size().y * static_cast<float>(share)},
                {x + width - 1.0F, inside.most.y}},
            isLate ? ui.theme.warning : ui.theme.ok, std::nullopt, 1.0F);
    }
    const auto mark = [&](std::size_t of, const char* text) {
        const float x = inside.least.x + width * static_cast<float>(of);
        ImGui::GetWindowDrawList()->AddLine({x, inside.least.y}, {x, inside.most.y}, toImGui(ui.theme.edge));
        label(ui, {{x + ui.px(2), words.least.y}, {x + ui.px(60), words.most.y}}, text, ui.theme.textQuiet,
            ui.fonts.small);
    };
    mark(1, "1 \xC2\xB5s");
    mark(6, "32 \xC2\xB5s");
    mark(11, "1 ms");
    mark(16, "32 ms");
    mark(21, "1 s");
}

void drawTiming(Context& ui, Rect& area, const std::string& title, const std::string& facts, bool isWarning,
    const LatenessCounts& counts)
{
    label(ui, cutTop(area, ui.px(24)), title, ui.theme.text);
    area.least.y +=
        paragraph(ui, area, facts, isWarning ? ui.theme.warning : ui.theme.textQuiet, ui.fonts.small);
    area.least.y += paragraph(ui, area, latenessInWords(counts), ui.theme.textQuiet, ui.fonts.small);
    area.least.y += ui.px(4);
    drawHistogram(ui, cutTop(area, ui.px(64)), counts);
    area.least.y += ui.px(12);
}

void drawTimings(Context& ui, Rect area)
{
    const ClockStatus& status = ui.frame.status;
    heading(ui, area, "Timing");
    const float each = ui.px(180);
    scrolled(ui, "timing", area, each * static_cast<float>(ui.frame.outputs.size() + 1) + ui.px(60),
        [&](Rect whole) {
            whole.most.x -= ui.px(6);
            whole.least.y += paragraph(ui, whole,
                ui.frame.realtime.empty() ? "The clock has real-time priority." : ui.frame.realtime,
                ui.frame.realtime.empty() ? ui.theme.textQuiet : ui.theme.warning, ui.fonts.small);
            whole.least.y += ui.px(8);
            drawTiming(ui, whole, "Clock: how late it woke up",
                fmt::format("{}, {}, {} refused by full outputs",
                    counted(static_cast<std::int64_t>(status.wakeUps), "wake-up", "wake-ups"),
                    counted(static_cast<std::int64_t>(status.skips), "skip", "skips"), status.refused),
                status.skips + status.refused > 0, status.lateness);
            for (const OutputView& output : ui.frame.outputs) {
                const OutputReport& report = output.report;
                drawTiming(ui, whole, output.name + ": how late messages left",
                    fmt::format("{} sent, {} late, {} dropped, {} sounding", report.sent, report.late,
                        report.dropped, counted(report.sounding, "note", "notes")),
                    report.late + report.dropped > 0, report.lateness);
            }
        });
}
}  // namespace

void drawMonitorScreen(Context& ui, Rect area)
{
    area = inset(area, ui.px(12));
    Rect right = cutRight(area, std::clamp(area.size().x * 0.36F, ui.px(300), ui.px(440)));
    area.most.x -= ui.px(16);
    if (button(ui, "monitor.panic", cutBottom(right, ui.px(34)), "Panic: end every note everywhere (F12)",
            Face::Bad))
        ui.asks.command(Panic {});
    right.most.y -= ui.px(8);
    drawTimings(ui, right);
    heading(ui, area, "MIDI");
    const MonitorState& state = ui.state.screens.monitor;
    const auto lines = wantedLines(state, state.paused ? state.kept : ui.frame.monitor);
    drawFilter(ui, nextRow(ui, area, 28.0F), lines);
    if (!lines.empty()) {
        drawMessages(ui, area, lines);
        return;
    }
    const char* const why = !state.in && !state.out ? "In and Out are both switched off above."
        : state.paused
        ? "Nothing had come when it was paused."
        : "Nothing yet: press play, or a key of a MIDI keyboard that is switched on in Settings (F6).";
    (void)paragraph(ui, area, why, ui.theme.textQuiet);
}

}  // namespace clave
