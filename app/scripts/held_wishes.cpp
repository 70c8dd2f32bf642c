#include "app/scripts/held_wishes.hpp"

#include <algorithm>
#include <utility>

namespace clave {

bool HeldWishes::add(std::optional<Position> at, ScriptWish wish)
{
    if (held_.size() + now_.size() >= kMost)
        return false;
    if (!at) {
        now_.push_back(std::move(wish));
        return true;
    }
    const auto place = std::ranges::upper_bound(held_, *at, {}, &Held::at);
    held_.insert(place, {*at, std::move(wish)});
    return true;
}

void HeldWishes::forget(const std::string& script)
{
    const auto isItsOwn = [&](const ScriptWish& wish) {
        const auto* const saying = std::get_if<ScriptSaying>(&wish);
        return saying != nullptr && saying->script == script;
    };
    std::erase_if(now_, isItsOwn);
    std::erase_if(held_, [&](const Held& held) { return isItsOwn(held.wish); });
}

TimePoint HeldWishes::timeOf(const Held& held, const ClockStatus& status)
{
    const bool isCommand = std::holds_alternative<Command>(held.wish);
    return status.line.timeAt(held.at) - (isCommand ? status.lead + kLead : Nanoseconds {0});
}

std::vector<ScriptWish> HeldWishes::due(const ClockStatus& status, TimePoint now)
{
    std::vector<ScriptWish> due = std::exchange(now_, {});
    std::erase_if(held_, [&](Held& held) {
        if (status.playing && timeOf(held, status) > now)
            return false;
        due.push_back(std::move(held.wish));
        return true;
    });
    return due;
}

std::optional<TimePoint> HeldWishes::next(const ClockStatus& status) const
{
    if (!now_.empty() || (!held_.empty() && !status.playing))
        return status.time;
    std::optional<TimePoint> next;
    for (const Held& held : held_) {
        const TimePoint time = timeOf(held, status);
        next = next ? std::min(*next, time) : time;
        if (time > *next + status.lead + kLead)
            break;  // those behind it are later still
    }
    return next;
}

}  // namespace clave
