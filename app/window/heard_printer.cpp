#include "app/window/heard_printer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace clave {

void HeardPrinter::look(DocumentId document)
{
    if (std::exchange(document_, document) != document)
        played_.forget();
    for (PlayedEvent event; queues_.played.tryPop(event);)
        played_.add(event);
}

HeardPrinter::Printed HeardPrinter::print(
    const Song& song, const ClockStatus& status, std::uint32_t track, std::uint32_t bars) const
{
    const auto& tracks = song.tracks;
    const auto found = std::ranges::find(tracks, track, &Track::id);
    if (found == tracks.end())
        return {};
    const Track& own = **found;
    const auto number = static_cast<std::size_t>(found - tracks.begin());
    const auto name = own.name.empty() ? fmt::format("track {}", number + 1) : own.name;
    std::optional<Pattern> pattern;
    const Tick bar = status.metre.bar();
    if (played_.barsFrom() && bar.count > 0) {
        // The last bar line that has passed, counted from one that is known.
        const Tick from = *played_.barsFrom();
        const Tick to = from + bar * floorDiv(status.position.floorTick() - from, bar);
        pattern = played_.pattern(song, own, std::max(Tick {0}, to - bar * bars), to);
    }
    if (!pattern)
        return {{},
            fmt::format(
                "There is nothing of {} to print: whole bars that it has played, up to 128 steps.", name)};
    const auto slot = static_cast<std::size_t>(std::ranges::find(own.slots, nullptr) - own.slots.begin());
    if (slot >= kMaxSlots)
        return {{}, fmt::format("{} has no empty slot to print into.", name)};
    pattern->name = "printed";
    return {SetPattern {
                {number, slot}, std::make_shared<const Pattern>(std::move(*pattern)), "print what I heard"},
        fmt::format("What {} has played is its pattern {} now.", name, slot + 1)};
}

}  // namespace clave
