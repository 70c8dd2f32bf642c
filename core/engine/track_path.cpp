#include "core/engine/track_path.hpp"

#include "core/engine/direction.hpp"
#include "core/engine/launches.hpp"

#include <algorithm>

namespace clave {
namespace {
constexpr Tick kEndless {INT64_MAX / 2 / Position::kUnitsPerTick};

Position distance(Position a) noexcept
{
    return a < Position {} ? -a : a;
}
}  // namespace

void TrackPath::follow(const TrackStatus& status, const Track& track, Position now)
{
    const Pattern* const pattern = track.pattern(status.slot);
    Stretch next;
    next.plays = pattern != nullptr && status.nextGrid < kEndless;
    if (next.plays) {
        next.slot = status.slot;
        next.length = pattern->rate.step();
        next.origin = status.nextGrid - next.length * status.nextCount;
        nextGrid_ = status.nextGrid;
    }
    if (!stretches_.empty()) {
        const Stretch& last = stretches_.back();
        if (last.plays == next.plays
            && (!next.plays
                || (last.slot == next.slot && last.length == next.length && last.origin == next.origin)))
            return;
    }
    next.from = now.floorTick();
    if (next.plays && stretches_.empty()) {
        next.from = std::max(next.origin, (now - next.length * 4).floorTick());
    } else if (next.plays) {
        // A launch begins at its origin. What keeps its place, or only its rate is another, goes on there.
        const Stretch& last = stretches_.back();
        const bool begins = next.origin >= last.from && !(last.plays && last.origin == next.origin);
        next.from = begins ? next.origin : status.nextGrid;
    }
    stretches_.push_back(next);
    if (stretches_.size() > kStretches)
        stretches_.pop_front();
}

Tick TrackPath::endOf(std::size_t stretch) const noexcept
{
    return stretch + 1 < stretches_.size() ? stretches_[stretch + 1].from : kEndless;
}

StepOnPath TrackPath::stepOf(
    std::size_t stretch, std::int64_t count, const Song& song, const Track& track) const
{
    const Stretch& at = stretches_[stretch];
    const Pattern& pattern = *track.pattern(at.slot);
    const StepPlace place = stepPlace(pattern, count, patternKey(song, track.id, at.slot));
    StepOnPath step;
    step.slot = at.slot;
    step.index = place.index;
    step.grid = at.origin + at.length * count;
    step.length = at.length;
    step.passBegin = at.origin + passTicks(pattern) * place.pass;
    step.isDecided = stretch + 1 < stretches_.size() || step.grid < nextGrid_;
    return step;
}

std::optional<StepOnPath> TrackPath::nearest(Position sounding, const Song& song, const Track& track) const
{
    std::optional<StepOnPath> best;
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
        const Stretch& at = stretches_[i];
        const Pattern* const pattern = track.pattern(at.slot);
        if (!at.plays || pattern == nullptr)
            continue;
        // A groove moves a step by up to a sixteenth.
        const std::int64_t around = 2 + kSixteenth.count / at.length.count;
        const std::int64_t count = floorDiv(sounding.floorTick() - at.origin, at.length);
        for (std::int64_t k = std::max<std::int64_t>(count - around, 0); k <= count + around; ++k) {
            const Tick grid = at.origin + at.length * k;
            if (grid < at.from || grid >= endOf(i))
                continue;
            const Position offset = feelAt(song, *pattern, grid).straight(sounding) - grid;
            if (distance(offset) + distance(offset) > Position {at.length})
                continue;
            if (best && distance(offset) > distance(best->offset))
                continue;
            best = stepOf(i, k, song, track);
            best->offset = offset;
        }
    }
    return best;
}

void TrackPath::forEach(Tick after, Tick until, const Song& song, const Track& track,
    const std::function<void(const StepOnPath&)>& visit) const
{
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
        const Stretch& at = stretches_[i];
        if (!at.plays || track.pattern(at.slot) == nullptr)
            continue;
        const Tick begin = std::max(after + Tick {1}, at.from);
        const Tick end = std::min(until + Tick {1}, endOf(i));
        for (std::int64_t k = std::max<std::int64_t>(-floorDiv(at.origin - begin, at.length), 0);
            at.origin + at.length * k < end; ++k)
            visit(stepOf(i, k, song, track));
    }
}

std::optional<Tick> TrackPath::stepLength() const noexcept
{
    if (stretches_.empty() || !stretches_.back().plays)
        return std::nullopt;
    return stretches_.back().length;
}

}  // namespace clave
