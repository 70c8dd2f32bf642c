#include "app/scripts/played_take.hpp"

#include "app/scripts/written_pitch.hpp"
#include "core/engine/played_marks.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace clave {
namespace {
std::uint8_t writtenVelocity(const Track& track, int heard)
{
    const int scale = std::max<int>(track.velocityScale, 1);
    return static_cast<std::uint8_t>(std::clamp((heard * 100 + scale / 2) / scale, 1, 127));
}

/// A place among steps: which one, and how much later in 1/5040 of it.
struct StepPlace {
    std::int64_t step = 0;
    std::int16_t nudge = 0;
};

StepPlace placeOf(Position place, Tick stepLength)
{
    const std::int64_t length = Position {stepLength}.units;
    const std::int64_t step = (place.units + length / 2) / length;
    const double rest = static_cast<double>(place.units - step * length) / static_cast<double>(length);
    return {step, static_cast<std::int16_t>(std::lround(rest * Step::kNudgeStep))};
}
}  // namespace

void PlayedTake::add(const PlayedEvent& event)
{
    if (isPlayingBegins(event)) {
        for (auto& [track, notes] : notes_)
            std::erase_if(notes, [&](const Played& note) { return note.on >= event.at; });
        return;
    }
    if (isBarsBegin(event)) {
        barsFrom_ = event.at.floorTick();
        return;
    }
    auto& notes = notes_[event.track];
    if (event.message.isNoteOn()) {
        notes.push_back({event.at, kNever, event.voice, event.message.note(), event.message.velocity()});
        if (notes.size() > kMost)
            notes.pop_front();
        return;
    }
    const auto begun = std::ranges::find(notes.rbegin(), notes.rend(), event.voice, &Played::voice);
    if (event.message.isNoteOff() && begun != notes.rend() && begun->off == kNever)
        begun->off = event.at;
}

std::optional<Pattern> PlayedTake::pattern(
    const Song& song, const Track& track, Position from, Position to) const
{
    const auto found = notes_.find(track.id);
    if (found == notes_.end() || to <= from)
        return std::nullopt;
    std::vector<Played> notes;
    for (const Played& note : found->second) {
        if (note.on >= from && note.on < to)
            notes.push_back(note);
    }
    // The slowest steps at which no two places share one; else the fastest that fit into a pattern.
    std::optional<Rate> rate;
    for (std::int8_t power = 0; power <= 3; ++power) {
        const Rate faster {power, Rate::Feel::Straight};
        if ((to - from).units > Position {faster.step()}.units * std::int64_t {kMaxSteps})
            break;
        rate = faster;
        const auto areShared = [&](const Played& a, const Played& b) {
            return a.on != b.on
                && placeOf(a.on - from, faster.step()).step == placeOf(b.on - from, faster.step()).step;
        };
        if (std::ranges::adjacent_find(notes, areShared) == notes.end())
            break;
    }
    if (notes.empty() || !rate)
        return std::nullopt;

    Pattern pattern;
    const auto count =
        ((to - from).units + Position {rate->step()}.units - 1) / Position {rate->step()}.units;
    pattern.steps.assign(static_cast<std::size_t>(count), Step {});
    pattern.last = static_cast<std::uint8_t>(count - 1);
    pattern.rate = *rate;
    pattern.swing = Swing {};
    for (const Played& note : notes) {
        const StepPlace place = placeOf(note.on - from, rate->step());
        // A little early for the first step, or late for the last: a pattern goes round.
        Step& step = pattern.steps[static_cast<std::size_t>(place.step % count)];
        if (!step.on)
            step.nudge = place.nudge;
        step.on = true;
        const double steps = note.off == kNever ? 1.0
                                                : static_cast<double>((note.off - note.on).units)
                / static_cast<double>(Position {rate->step()}.units);
        const double most = static_cast<double>(Gate::kLongest) / Gate::kStep;
        (void)step.notes.tryPush({static_cast<std::uint8_t>(writtenPitch(song, track, note.pitch)),
            writtenVelocity(track, note.velocity), 100,
            Gate::of(static_cast<std::int32_t>(std::lround(std::min(steps, most) * Gate::kStep)))});
    }
    return pattern;
}

}  // namespace clave
