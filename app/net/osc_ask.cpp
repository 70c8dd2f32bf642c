#include "app/net/osc_book.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {

PatternPlace OscAsk::place(std::size_t track) const
{
    if (slot)
        return {track, *slot};
    const ClockStatus& status = doer.status();
    if (status.playing && track < status.trackCount && status.tracks[track].slot >= 0
        && status.tracks[track].id == song().tracks[track]->id)
        return {track, static_cast<std::size_t>(status.tracks[track].slot)};
    const auto& slots = song().tracks[track]->slots;
    const auto first = std::ranges::find_if(slots, [](const PatternPtr& one) { return one != nullptr; });
    return {track, first == slots.end() ? 0 : static_cast<std::size_t>(first - slots.begin())};
}

const Pattern* OscAsk::pattern(std::size_t track) const
{
    return song().tracks[track]->pattern(static_cast<std::int32_t>(place(track).slot));
}

bool OscAsk::isLetGo() const
{
    return message.values.size() == 1 && !std::holds_alternative<std::string>(message.values[0])
        && oscNumber(message.values[0]) == 0.0;
}

Result<double> OscAsk::number(std::size_t index) const
{
    const auto value =
        index < message.values.size() ? oscNumber(message.values[index]) : std::optional<double> {};
    if (!value)
        return fail(fmt::format("{} needs a number.", message.path));
    return *value;
}

Result<double> OscAsk::number(RealRange allowed, std::size_t index) const
{
    auto value = number(index);
    if (value && !allowed.has(*value))
        return fail(fmt::format("{} is {:.6g}; allowed are {:.6g} to {:.6g}.", message.path, *value,
            allowed.least, allowed.most));
    return value;
}

Result<std::string> OscAsk::text(std::size_t index) const
{
    const auto* const value =
        index < message.values.size() ? std::get_if<std::string>(&message.values[index]) : nullptr;
    if (value == nullptr)
        return fail(fmt::format("{} needs a text.", message.path));
    return *value;
}

Result<void> OscAsk::send(CommandWhat what) const
{
    if (!doer.send(std::move(what)))
        return fail("Clave cannot keep up with so many messages; this one was left out.");
    return {};
}

}  // namespace clave
