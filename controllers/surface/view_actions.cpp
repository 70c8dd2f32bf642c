#include "controllers/surface/actions.hpp"

#include <array>
#include <cmath>

namespace clave {
namespace {
bool callHook(const ActionCall& call, const Moment& moment)
{
    std::array<int, ActionInfo::kMostArguments> values {};
    std::size_t count = 0;
    for (const auto& number : call.action.numbers) {
        if (number)
            values[count++] = static_cast<int>(std::lround(valueOf(*number, call.in)));
    }
    moment.out.hook(call.action.word, std::span(values).first(count));
    return true;
}
}  // namespace

std::optional<bool> runViewAction(const ActionCall& call, SurfaceHands& hands, const Moment& moment)
{
    FocusKeeper& keeper = hands.keeper;
    switch (call.action.info->id) {
    case ActionId::PageSelect:
        keeper.choosePage(call.whole("page"), moment.view);
        return true;
    case ActionId::PageMove:
        keeper.choosePage(static_cast<int>(keeper.focus.page) + call.whole("by"), moment.view);
        return true;
    case ActionId::PageFollow:
        keeper.focus.follow = !keeper.focus.follow;
        return true;
    case ActionId::FocusLock:
        keeper.toggleLock(moment.view);
        return true;
    case ActionId::LayerSet:
        hands.layers.choose(call.action.word);
        return true;
    case ActionId::Hook:
        return callHook(call, moment);
    default:
        return std::nullopt;
    }
}

}  // namespace clave
