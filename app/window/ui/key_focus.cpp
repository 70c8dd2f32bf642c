#include "app/window/ui/key_focus.hpp"

#include "app/window/ui/screens.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace clave {
namespace {
bool hasOwnArrows(Screen screen)
{
    return screen == Screen::Steps || screen == Screen::Scripts;
}

const FocusPlace* focused(const FocusState& focus)
{
    const auto found = std::ranges::find(focus.places, focus.name, &FocusPlace::name);
    return found != focus.places.end() ? &*found : nullptr;
}

void go(FocusState& focus, const std::string& name)
{
    focus.name = name;
    focus.isNew = true;
}

void goRound(FocusState& focus, bool isBack)
{
    const auto count = focus.places.size();
    if (count == 0)
        return;
    const FocusPlace* const now = focused(focus);
    std::size_t to = std::min(focus.content, count - 1);
    if (now != nullptr)
        to = (static_cast<std::size_t>(now - focus.places.data()) + (isBack ? count - 1 : 1)) % count;
    go(focus, focus.places[to].name);
}

/// The nearest one in that direction; what stands beside the way counts as further.
void goTowards(FocusState& focus, ImVec2 way)
{
    const FocusPlace* const now = focused(focus);
    if (now == nullptr) {
        goRound(focus, false);
        return;
    }
    constexpr float kAside = 3.0F;
    const auto gap = [](float aLeast, float aMost, float bLeast, float bMost) {
        return std::max({0.0F, bLeast - aMost, aLeast - bMost});
    };
    const FocusPlace* best = nullptr;
    float least = std::numeric_limits<float>::max();
    for (const FocusPlace& other : focus.places) {
        const ImVec2 from = now->at.center();
        const ImVec2 to = other.at.center();
        const float ahead = (to.x - from.x) * way.x + (to.y - from.y) * way.y;
        const float aside = way.x != 0.0F
            ? gap(now->at.least.y, now->at.most.y, other.at.least.y, other.at.most.y)
            : gap(now->at.least.x, now->at.most.x, other.at.least.x, other.at.most.x);
        const float far = ahead + kAside * aside;
        if (&other != now && ahead > 1.0F && far < least) {
            least = far;
            best = &other;
        }
    }
    if (best != nullptr)
        go(focus, best->name);
}

bool isListOpen()
{
    return GImGui->OpenPopupStack.Size > 0;
}
}  // namespace

bool takesFocus(Context& ui, const std::string& name, const Rect& at)
{
    FocusState& focus = ui.state.focus;
    const bool isInList = (ImGui::GetCurrentWindow()->Flags & ImGuiWindowFlags_Popup) != 0;
    if (isListOpen() && !isInList)
        return false;
    focus.next.push_back({name, at});
    if (isInList && !focus.isInList && !focus.name.empty()) {
        focus.isInList = true;
        focus.opener = focus.name;
        go(focus, name);
    }
    if (name != focus.name)
        return false;
    if (std::exchange(focus.isNew, false) && !ImGui::GetCurrentWindow()->ClipRect.Contains(at.center())) {
        ImGui::SetCursorScreenPos(at.least);
        ImGui::SetScrollHereY(0.5F);
    }
    if (isInList && std::exchange(focus.closesList, false))
        ImGui::CloseCurrentPopup();
    return std::exchange(focus.isPressed, false);
}

bool focusKey(Context& ui, const KeyEvent& key)
{
    FocusState& focus = ui.state.focus;
    const bool isTab = key.special == Special::Tab && !key.with.alt;
    const bool isBegun = isTab && key.with.ctrl;
    if (!isBegun && focus.name.empty() && hasOwnArrows(ui.state.screen))
        return false;
    if (key.special >= Special::F1 && key.special <= Special::F12)
        focus.name.clear();
    if (isTab) {
        goRound(focus, key.with.shift);
        return true;
    }
    // With Ctrl, Enter does what a click with it does.
    const bool isEnter = key.special == Special::Enter && !key.with.alt;
    if (key.with != Modifiers {} && !(isEnter && focused(focus) != nullptr))
        return false;
    switch (key.special) {
    case Special::Left:
        goTowards(focus, {-1.0F, 0.0F});
        return true;
    case Special::Right:
        goTowards(focus, {1.0F, 0.0F});
        return true;
    case Special::Up:
        goTowards(focus, {0.0F, -1.0F});
        return true;
    case Special::Down:
        goTowards(focus, {0.0F, 1.0F});
        return true;
    case Special::Enter:
        focus.isPressed = focused(focus) != nullptr;
        return focus.isPressed;
    case Special::Escape:
        if (focus.name.empty())
            return false;
        if (isListOpen())
            focus.closesList = true;
        else
            focus.name.clear();
        return true;
    default:
        return false;
    }
}

void beginFocusFrame(UiState& state)
{
    FocusState& focus = state.focus;
    if (focus.isInList && !isListOpen()) {
        focus.isInList = false;
        focus.name = focus.opener;
    }
    if (ImGui::IsMouseClicked(0))
        focus.name.clear();
    focus.next.clear();
    focus.nextContent = 0;
}

void beginFocusContent(UiState& state)
{
    state.focus.nextContent = state.focus.next.size();
}

void drawFocusRing(Context& ui)
{
    FocusState& focus = ui.state.focus;
    focus.isPressed = focus.closesList = false;
    focus.places.swap(focus.next);
    focus.content = focus.nextContent;
    const FocusPlace* const found = focused(focus);
    if (found == nullptr)
        return;
    const float wide = ui.px(2);
    ImGui::GetForegroundDrawList()->AddRect({found->at.least.x - wide, found->at.least.y - wide},
        {found->at.most.x + wide, found->at.most.y + wide}, toImGui(ui.theme.focus), ui.px(5), 0, wide);
    ui.rects.note("focus", found->at);
}

}  // namespace clave
