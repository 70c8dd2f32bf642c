#include "app/window/ui/actions.hpp"
#include "app/window/ui/dialogs.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace clave {
namespace {
constexpr std::size_t kMostLines = 2;

/// Those that nobody has closed, in their order; what is over is forgotten, so that it is told when it comes
/// again.
std::vector<const Notice*> openNotices(Context& ui)
{
    std::vector<const Notice*> open;
    std::set<std::string> there;
    for (const Notice& notice : ui.frame.notices) {
        there.insert(notice.topic);
        if (notice.topic.empty() || !ui.state.dismissed.contains(notice.topic))
            open.push_back(&notice);
    }
    std::erase_if(ui.state.dismissed, [&](const std::string& topic) { return !there.contains(topic); });
    return open;
}

Color colorOf(const Context& ui, const Notice& notice)
{
    return notice.kind == Notice::Kind::Error  ? ui.theme.error
        : notice.kind == Notice::Kind::Warning ? ui.theme.warning
                                               : ui.theme.accent;
}

/// A button as wide as its word, off the right end of a line.
bool wordButton(Context& ui, Rect& line, const std::string& name, const std::string& word, const char* tip)
{
    const Rect at = cutRight(line, textWidth(ui, word) + ui.px(22));
    const Rect inner {{at.least.x + ui.px(4), at.least.y + ui.px(4)}, {at.most.x, at.most.y - ui.px(4)}};
    return button(ui, name, inner, word, Face::Plain, tip);
}

/// What can be done about it, from the right; the buttons stand in the order in which they are named.
void drawButtons(Context& ui, Rect& line, const Notice& notice, const std::string& name)
{
    const auto run = [&ui](const std::string& id) {
        if (const Action* const action = findAction(id))
            action->run(ui);
    };
    line.most.x -= ui.px(4);
    const bool canClose = notice.kind != Notice::Kind::Error && !notice.topic.empty();
    if (canClose && wordButton(ui, line, name + ".close", "\xC3\x97", "Not now"))
        ui.state.dismissed.insert(notice.topic);
    if (!notice.otherButton.empty() && wordButton(ui, line, name + ".other", notice.otherButton, ""))
        run(notice.otherAction);
    if (!notice.button.empty() && wordButton(ui, line, name + ".button", notice.button, ""))
        run(notice.action);
}

void drawMark(Context& ui, Rect& line, const Notice& notice)
{
    const Color color = colorOf(ui, notice);
    box(ui, line, mixed(ui.theme.panel, color, 0.16), std::nullopt, 0.0F);
    box(ui, cutLeft(line, ui.px(4)), color, std::nullopt, 0.0F);
    line.least.x += ui.px(10);
    label(ui, cutLeft(line, ui.px(16)), notice.kind == Notice::Kind::Info ? "i" : "!", color, ui.fonts.title);
}
}  // namespace

void drawNotices(Context& ui, Rect& area)
{
    const auto notices = openNotices(ui);
    const std::size_t shown = std::min(notices.size(), isShort(ui) ? 1 : kMostLines);
    for (std::size_t i = 0; i < shown; ++i) {
        const Notice& notice = *notices[i];
        Rect line = cutTop(area, ui.px(isShort(ui) ? 30.0F : 34.0F));
        const auto name = fmt::format("notice.{}", i + 1);
        ui.rects.note(name, line);
        drawMark(ui, line, notice);
        if (i + 1 == shown && notices.size() > shown
            && wordButton(
                ui, line, "notice.more", fmt::format("and {} more", notices.size() - shown), "Shows all"))
            openDialog(ui, Dialog::Notices);
        drawButtons(ui, line, notice, name);
        // A sentence that does not fit is read in full by a click.
        ImGui::SetCursorScreenPos(line.least);
        if (ImGui::InvisibleButton((name + ".text").c_str(), line.clickable()))
            openDialog(ui, Dialog::Notices);
        label(ui, line, notice.text, ui.theme.text);
    }
}

void drawNoticeList(Context& ui, Rect area)
{
    const auto notices = openNotices(ui);
    if (notices.empty()) {
        label(ui, cutTop(area, ui.px(30)), "Nothing more to tell.", ui.theme.textQuiet);
        return;
    }
    const float wide = area.size().x - ui.px(60);
    const auto heightOf = [&](const Notice& notice) {
        return paragraphHeight(ui, wide, notice.text) + ui.px(56);
    };
    float high = 0.0F;
    for (const Notice* const notice : notices)
        high += heightOf(*notice);
    scrolled(ui, "notices", area, high, [&](const Rect& whole) {
        Rect rest = whole;
        for (std::size_t i = 0; i < notices.size(); ++i) {
            Rect line = cutTop(rest, heightOf(*notices[i]) - ui.px(6));
            rest.least.y += ui.px(6);
            drawMark(ui, line, *notices[i]);
            Rect buttons = cutBottom(line, ui.px(36));
            line.least.y += ui.px(6);
            (void)paragraph(
                ui, {line.least, {line.least.x + wide, line.most.y}}, notices[i]->text, ui.theme.text);
            drawButtons(ui, buttons, *notices[i], fmt::format("notices.{}", i + 1));
        }
    });
}

}  // namespace clave
