#include "app/window/ui/actions.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

namespace clave {

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
    link(130, "palette", "Ctrl+K commands");
    link(70, "help", "F1 keys");
    std::uint64_t late = 0;
    std::uint64_t dropped = status.refused;
    for (const auto& output : ui.frame.outputs) {
        late += output.report.late;
        dropped += output.report.dropped;
    }
    const Rect counts = cutRight(area, ui.px(180));
    label(ui, counts, fmt::format("late {}   dropped {}", late, dropped),
        late + dropped > 0 ? ui.theme.warning : ui.theme.textQuiet, ui.fonts.small, Align::Right);
    ui.rects.note("status", area);
    const std::string& said = !ui.state.said.empty() ? ui.state.said : ui.frame.message;
    if (!said.empty())
        label(ui, area, said, ui.theme.warning, ui.fonts.small);
    else if (!ui.song().tracks.empty())
        label(ui, area, stepInWords(ui, cursor(ui)), ui.theme.text, ui.fonts.small);
}

void drawNotices(Context& ui, Rect& area)
{
    for (std::size_t i = 0; i < ui.frame.notices.size(); ++i) {
        const Notice& notice = ui.frame.notices[i];
        Rect line = cutTop(area, ui.px(34));
        const Color color = notice.kind == Notice::Kind::Error ? ui.theme.error
            : notice.kind == Notice::Kind::Warning             ? ui.theme.warning
                                                               : ui.theme.accent;
        box(ui, line, mixed(ui.theme.panel, color, 0.16), std::nullopt, 0.0F);
        box(ui, cutLeft(line, ui.px(4)), color, std::nullopt, 0.0F);
        ui.rects.note(fmt::format("notice.{}", i + 1), line);
        line.least.x += ui.px(10);
        const char* const mark = notice.kind == Notice::Kind::Info ? "i" : "!";
        label(ui, cutLeft(line, ui.px(16)), mark, color, ui.fonts.title);
        if (!notice.button.empty()) {
            const Rect at = inset(cutRight(line, ui.px(170)), ui.px(4));
            if (button(ui, fmt::format("notice.{}.button", i + 1), at, notice.button)) {
                if (const Action* const action = findAction(notice.action))
                    action->run(ui);
            }
        }
        label(ui, line, notice.text, ui.theme.text);
    }
}

}  // namespace clave
