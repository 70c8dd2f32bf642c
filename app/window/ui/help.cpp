#include "app/window/ui/actions.hpp"
#include "app/window/ui/dialogs.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/widgets.hpp"

#include <algorithm>
#include <array>
#include <numeric>
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

/// What every line of the list has in common.
struct Layout {
    float keys = 0.0F;  ///< width of the keys
    float words = 0.0F;  ///< of what they do, which may take several lines
};

Layout layoutIn(const Context& ui, float width)
{
    float widest = 0.0F;
    for (const Action& action : actions())
        widest = std::max(widest, textWidth(ui, keysInWords(action), ui.fonts.small));
    const float keys =
        std::min(std::max(widest + ui.px(14), std::min(ui.px(190), width * 0.4F)), width * 0.5F);
    return {keys, width - keys};
}

float heightOf(const Context& ui, const Layout& layout, const Action& action)
{
    const float text = paragraphHeight(ui, layout.words, action.words, ui.fonts.small);
    return std::max(ui.px(kLine), text + ui.px(6));
}

float heightOf(const Context& ui, const Layout& layout, const Group& group)
{
    float height = ui.px(kHeading + 10.0F);
    for (const Action* const action : group.actions)
        height += heightOf(ui, layout, *action);
    return height;
}

void drawGroup(Context& ui, Rect& at, const Layout& layout, const Group& group)
{
    Rect area = cutTop(at, heightOf(ui, layout, group));
    heading(ui, area, group.name);
    for (const Action* const action : group.actions) {
        Rect line = cutTop(area, heightOf(ui, layout, *action));
        if (!ImGui::IsRectVisible(line.least, line.most))
            continue;
        const auto keys = keysInWords(*action);
        line.least.y += ui.px(3);
        (void)paragraph(ui, cutLeft(line, layout.keys), keys.empty() ? "Ctrl+K" : keys,
            keys.empty() ? ui.theme.textQuiet : ui.theme.text, ui.fonts.small);
        (void)paragraph(ui, line, action->words, ui.theme.text, ui.fonts.small);
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
    const float gap = ui.px(24);
    const float room = area.size().x - ui.px(14);  // beside the scroll bar
    const Layout layout = layoutIn(ui, isWide ? (room - gap) / 2.0F : room);
    std::vector<float> heights;
    for (const Group& group : all)
        heights.push_back(heightOf(ui, layout, group));
    const float whole = std::accumulate(heights.begin(), heights.end(), 0.0F);
    std::size_t left = 0;
    float leftHeight = 0.0F;
    while (left < all.size() && (!isWide || leftHeight + heights[left] / 2.0F <= whole / 2.0F))
        leftHeight += heights[left++];
    const float height = std::max(leftHeight, whole - leftHeight);
    label(ui, cutBottom(area, ui.px(24)), "What has no key of its own is found with Ctrl+K. Esc closes.",
        ui.theme.textQuiet, ui.fonts.small);
    scrolled(ui, "help.list", area, height, [&](const Rect& page) {
        std::array<Rect, 2> columns {page, page};
        if (isWide) {
            columns[0].most.x = page.least.x + layout.keys + layout.words;
            columns[1].least.x = columns[0].most.x + gap;
        }
        for (std::size_t i = 0; i < all.size(); ++i)
            drawGroup(ui, columns[i < left ? 0 : 1], layout, all[i]);
    });
}

}  // namespace clave
