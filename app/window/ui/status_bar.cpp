#include "app/window/ui/actions.hpp"
#include "app/window/ui/ghosts.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/titles.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

namespace clave {
namespace {
std::string cursorInWords(const Context& ui)
{
    const Cursor at = cursor(ui);
    const auto ghost = ghostInWords(ui, at.pattern.track, at.step);
    if (ghost.empty())
        return stepInWords(ui, at);
    return fmt::format("{} {}: {}", trackTitle(ui.song(), at.pattern.track), at.step + 1, ghost);
}
}  // namespace

void drawStatusBar(Context& ui, Rect area)
{
    box(ui, area, ui.theme.background, std::nullopt, 0.0F);
    area.least.x += ui.px(14);
    area.most.x -= ui.px(14);
    const ClockStatus& status = ui.frame.status;
    const auto part = [&](float width, const std::string& text, Color color) {
        label(ui, cutLeft(area, ui.px(width)), text, color, ui.fonts.small);
    };
    const char* const doing = status.countingIn ? "counting in" : status.playing ? "playing" : "stopped";
    part(84, doing, status.playing ? ui.theme.ok : ui.theme.textQuiet);
    const auto link = [&](float width, const char* id, const char* words) {
        const Rect at = cutRight(area, ui.px(width));
        ui.rects.note(std::string("status.") + id, at);
        ImGui::SetCursorScreenPos(at.least);
        if (ImGui::InvisibleButton(id, at.clickable()))
            findAction(id)->run(ui);
        label(ui, at, words, ImGui::IsItemHovered() ? ui.theme.text : ui.theme.textQuiet, ui.fonts.small,
            Align::Right);
    };
    const bool isNarrow = area.size().x < ui.px(620);
    link(isNarrow ? 60 : 130, "palette", isNarrow ? "Ctrl+K" : "Ctrl+K commands");
    link(isNarrow ? 30 : 70, "help", isNarrow ? "F1" : "F1 keys");
    std::uint64_t late = 0;
    std::uint64_t dropped = status.refused;
    for (const auto& output : ui.frame.outputs) {
        late += output.report.late;
        dropped += output.report.dropped;
    }
    if (!isNarrow) {
        const Rect counts = cutRight(area, ui.px(180));
        label(ui, counts, fmt::format("late {}   dropped {}", late, dropped),
            late + dropped > 0 ? ui.theme.warning : ui.theme.textQuiet, ui.fonts.small, Align::Right);
    }
    ui.rects.note("status", area);
    const std::string& said = !ui.state.said.empty() ? ui.state.said : ui.frame.message;
    if (!said.empty())
        label(ui, area, said, ui.theme.warning, ui.fonts.small);
    else if (!ui.song().tracks.empty())
        label(ui, area, cursorInWords(ui), ui.theme.text, ui.fonts.small);
}

}  // namespace clave
