#include "app/window/ui/actions.hpp"
#include "app/window/ui/dialogs.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/widgets.hpp"

#include <array>

namespace clave {
namespace {
/// What the transport bar has no room for in a small window, for who uses the mouse alone.
constexpr std::array<std::pair<const char*, const char*>, 9> kItems {{{"undo", "Undo"}, {"redo", "Redo"},
    {"fill", "Fill"}, {"save", "Save"}, {"open", "Open"}, {"inspector", "Inspector"},
    {"scene.next", "Next scene"}, {"panic", "Silence"}, {"palette", "All commands"}}};

void item(Context& ui, const Rect& at, const char* id, const char* word, Face face)
{
    if (!button(ui, id, at, word, face))
        return;
    closeDialog(ui);
    findAction(id)->run(ui);
}
}  // namespace

void drawMenu(Context& ui, Rect area)
{
    constexpr std::size_t kColumns = 3;
    const auto tabs = screenTabs();
    const std::size_t rows = (tabs.size() + kColumns - 1) / kColumns + kItems.size() / kColumns;
    const float high = ui.px(36) * static_cast<float>(rows) + ui.px(10);
    scrolled(ui, "menu", area, high, [&](const Rect& whole) {
        Rect rest = whole;
        Rect row;
        const auto place = [&](std::size_t i) {
            if (i % kColumns == 0)
                row = nextRow(ui, rest);
            return column(ui, row, i % kColumns, kColumns);
        };
        for (std::size_t i = 0; i < tabs.size(); ++i)
            item(ui, place(i), tabs[i].action, tabs[i].word,
                ui.state.screen == tabs[i].screen ? Face::On : Face::Plain);
        rest.least.y += ui.px(10);
        for (std::size_t i = 0; i < kItems.size(); ++i)
            item(ui, place(i), kItems[i].first, kItems[i].second, Face::Plain);
    });
}

}  // namespace clave
