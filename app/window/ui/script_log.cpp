#include "app/window/ui/page.hpp"
#include "app/window/ui/scripts_parts.hpp"
#include "app/window/ui/widgets.hpp"

namespace clave {

void drawScriptLog(Context& ui, Rect area)
{
    ScriptsState& state = ui.state.screens.scripts;
    heading(ui, area, "Log");
    const auto& log = ui.frame.scripts->log;
    if (log.empty()) {
        (void)paragraph(
            ui, area, "Nothing yet: what scripts print comes here.", ui.theme.textQuiet, ui.fonts.small);
        return;
    }
    const auto textOf = [](const ScriptLogLine& line) {
        return line.script.empty() ? line.text : line.script + ": " + line.text;
    };
    const float width = area.size().x - ui.px(14);
    const float mark = ui.px(12);
    float height = 0.0F;
    for (const ScriptLogLine& line : log)
        height += paragraphHeight(ui, width - mark, textOf(line), ui.fonts.small);
    scrolled(ui, "script.log", area, height, [&](const Rect& whole) {
        float y = whole.least.y;
        for (const ScriptLogLine& line : log) {
            const std::string text = textOf(line);
            const float high = paragraphHeight(ui, width - mark, text, ui.fonts.small);
            const Rect at {{whole.least.x, y}, {whole.least.x + width, y + high}};
            y += high;
            if (!ImGui::IsRectVisible(at.least, at.most))
                continue;
            Rect rest = at;
            const Rect sign = cutLeft(rest, mark);
            if (line.isError)
                label(ui, sign, "!", ui.theme.warning, ui.fonts.small);
            (void)paragraph(
                ui, rest, text, line.isError ? ui.theme.warning : ui.theme.textQuiet, ui.fonts.small);
        }
        // What is new is seen.
        if (log.back().number != state.logSeen)
            ImGui::SetScrollY(height);
        state.logSeen = log.back().number;
    });
}

}  // namespace clave
