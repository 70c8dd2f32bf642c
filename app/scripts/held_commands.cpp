#include "app/scripts/held_commands.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace clave {

bool HeldCommands::add(std::optional<Position> at, Command command)
{
    if (held_.size() + now_.size() >= kMost)
        return false;
    if (!at) {
        now_.push_back(std::move(command));
        return true;
    }
    const auto place = std::ranges::upper_bound(held_, *at, {}, &Held::at);
    held_.insert(place, {*at, std::move(command)});
    return true;
}

std::vector<Command> HeldCommands::due(const ClockStatus& status, TimePoint now)
{
    std::vector<Command> due = std::exchange(now_, {});
    const auto isDue = [&](const Held& held) {
        return !status.playing || status.line.timeAt(held.at) <= now + kLead;
    };
    const auto end = std::ranges::find_if_not(held_, isDue);
    for (auto one = held_.begin(); one != end; ++one)
        due.push_back(std::move(one->command));
    held_.erase(held_.begin(), end);
    return due;
}

std::optional<TimePoint> HeldCommands::next(const ClockStatus& status) const
{
    if (!now_.empty() || (!held_.empty() && !status.playing))
        return status.time;
    if (held_.empty())
        return std::nullopt;
    return status.line.timeAt(held_.front().at) - kLead;
}

}  // namespace clave
