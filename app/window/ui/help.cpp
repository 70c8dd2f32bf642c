#include "app/window/ui/actions.hpp"
#include "app/window/ui/dialogs.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/widgets.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace clave {
namespace {
constexpr float kLine = 22.0F;
constexpr float kHeading = 34.0F;

/// Actions of one group.
struct Group {
    std::string_view name;
    std::vector<const Action*> actions;

    [[nodiscard]] float height() const
    {
        return kHeading + kLine * static_cast<float>(actions.size()) + 10.0F;
    }
};

std::vector<Group> groups()
{
    std::vector<Group> all;
    for (const Action& action : actions()) {
        auto found = std::ranges::find(all, action.group, &Group::name);
        if (found == all.end())
            found = all.insert(all.end(), {action.group, {}});
        found->actions.push_back(&action);
    }
    return all;
}

void drawGroup(Context& ui, Rect& at, const Group& group)
{
    Rect area = cutTop(at, ui.px(group.height()));
    heading(ui, area, group.name);
    for (const Action* const action : group.actions) {
        Rect line = cutTop(area, ui.px(kLine));
        const auto keys = keysInWords(*action);
        label(ui, cutLeft(line, ui.px(190)), keys.empty() ? "Ctrl+K" : keys,
            keys.empty() ? ui.theme.textQuiet : ui.theme.text, ui.fonts.small);
        label(ui, line, action->words, ui.theme.text, ui.fonts.small);
    }
}
}  // namespace

void drawHelp(Context& ui, Rect area)
{
    if (takeEnter(ui)) {
        closeDialog(ui);
        return;
    }
    const auto all = groups();
    const bool isWide = area.size().x >= ui.px(700);
    // What goes to the left: as much as makes both columns about as long.
    float whole = 0.0F;
    for (const Group& group : all)
        whole += group.height();
    std::size_t left = 0;
    float leftHeight = 0.0F;
    while (left < all.size() && (!isWide || leftHeight + all[left].height() / 2.0F <= whole / 2.0F))
        leftHeight += all[left++].height();
    const float height = ui.px(std::max(leftHeight, whole - leftHeight));
    label(ui, cutBottom(area, ui.px(24)), "What has no key of its own is found with Ctrl+K. Esc closes.",
        ui.theme.textQuiet, ui.fonts.small);
    scrolled(ui, "help.list", area, height, [&](const Rect& page) {
        std::array<Rect, 2> columns {page, page};
        if (isWide) {
            const float gap = ui.px(24);
            columns[0].most.x = page.center().x - gap / 2.0F;
            columns[1].least.x = page.center().x + gap / 2.0F;
        }
        columns[1].most.x -= ui.px(10);
        for (std::size_t i = 0; i < all.size(); ++i)
            drawGroup(ui, columns[i < left ? 0 : 1], all[i]);
    });
}

}  // namespace clave
