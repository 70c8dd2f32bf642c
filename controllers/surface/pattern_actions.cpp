#include "controllers/surface/actions.hpp"
#include "core/model/transform.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

namespace clave {
namespace {
std::optional<std::size_t> freeSlot(const Track& track, std::size_t after)
{
    for (std::size_t slot = after; slot < kMaxSlots; ++slot) {
        if (track.pattern(static_cast<std::int32_t>(slot)) == nullptr)
            return slot;
    }
    return std::nullopt;
}

bool put(const PatternPlace& place, PatternPtr pattern, std::string_view label, SurfaceHands& hands,
    const Moment& moment)
{
    moment.command(SetPattern {place, std::move(pattern), label}, newGesture());
    hands.keeper.choose(place, moment);
    return true;
}

bool newPattern(const ActionCall& call, SurfaceHands& hands, const Moment& moment)
{
    const auto track = trackOf(call, hands.keeper.focus, moment);
    if (!track)
        return false;
    const Track& there = *moment.song().tracks[*track];
    const auto slot = call.number("slot") ? call.place("slot") : freeSlot(there, 0);
    if (!slot || *slot >= kMaxSlots)
        return false;
    if (there.pattern(static_cast<std::int32_t>(*slot)) != nullptr) {
        moment.command(LaunchPattern {{*track, *slot}, LaunchAt::Now, false});  // never over a pattern
        hands.keeper.choose({*track, *slot}, moment);
        return true;
    }
    return put({*track, *slot}, std::make_shared<const Pattern>(), "new pattern", hands, moment);
}

bool duplicate(SurfaceHands& hands, const Moment& moment)
{
    const PatternPlace& place = hands.keeper.focus.pattern;
    if (focusedPattern(hands.keeper.focus, moment.view.snapshot) == nullptr)
        return false;
    const Track& track = *moment.song().tracks[place.track];
    const auto slot = freeSlot(track, place.slot);
    return slot && put({place.track, *slot}, track.slots[place.slot], "duplicate pattern", hands, moment);
}

bool change(std::string_view label, SurfaceHands& hands, const Moment& moment,
    const std::function<Result<Pattern>(const Pattern&)>& how)
{
    const Pattern* const pattern = focusedPattern(hands.keeper.focus, moment.view.snapshot);
    if (pattern == nullptr)
        return false;
    auto changed = how(*pattern);
    if (!changed)
        return false;
    moment.command(
        SetPattern {hands.keeper.focus.pattern, std::make_shared<const Pattern>(std::move(*changed)), label},
        newGesture());
    return true;
}

Result<Pattern> cleared(const Pattern& pattern)
{
    Pattern empty = pattern;
    std::ranges::fill(empty.steps, Step {});
    return empty;
}

/// The window is from the first step of one page to the last of the other.
bool loopPages(const ActionCall& call, SurfaceHands& hands, const Moment& moment)
{
    const auto page = call.place("page");
    ActionCall begin = call;
    if (call.from)
        begin.in = *call.from;
    const auto other = begin.place("page");
    if (!page || !other)
        return false;
    const std::size_t pageSteps = hands.keeper.focus.pageSteps;
    const std::size_t first = std::min(*page, *other) * pageSteps;
    const std::size_t end = std::min((std::max(*page, *other) + 1) * pageSteps, kMaxSteps);
    if (first >= kMaxSteps)
        return false;
    return change("loop of pages", hands, moment, [&](const Pattern& pattern) -> Result<Pattern> {
        Pattern looped = pattern;
        // Pages that do not exist yet are made: so a pattern grows.
        const std::size_t grown = first >= pattern.steps.size() ? end : std::max(pattern.steps.size(), end);
        const bool isGrowing = *page != *other || first >= pattern.steps.size();
        if (isGrowing)
            looped.steps.resize(std::max(looped.steps.size(), grown));
        looped.first = static_cast<std::uint8_t>(first);
        looped.last = static_cast<std::uint8_t>(std::min(end, looped.steps.size()) - 1);
        return looped;
    });
}
}  // namespace

std::optional<bool> runPatternAction(const ActionCall& call, SurfaceHands& hands, const Moment& moment)
{
    switch (call.action.info->id) {
    case ActionId::PatternNew:
        return newPattern(call, hands, moment);
    case ActionId::PatternDuplicate:
        return duplicate(hands, moment);
    case ActionId::PatternDouble:
        return change("double", hands, moment, doubled);
    case ActionId::PatternHalve:
        return change("halve", hands, moment, [](const Pattern& p) -> Result<Pattern> { return halved(p); });
    case ActionId::PatternClear:
        return change("clear pattern", hands, moment, cleared);
    case ActionId::PageLoop:
        return loopPages(call, hands, moment);
    default:
        return std::nullopt;
    }
}

}  // namespace clave
