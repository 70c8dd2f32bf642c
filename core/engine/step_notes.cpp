#include "core/engine/step_notes.hpp"

#include "core/engine/step_check.hpp"

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
std::uint32_t lanePlace(const Pattern& pattern, Lane lane, std::uint32_t trigger, std::int64_t count) noexcept
{
    const LaneLoop loop = pattern.lanes[static_cast<std::size_t>(lane)];
    return loop.length == 0 ? trigger : loop.first + static_cast<std::uint32_t>(count % loop.length);
}

int transposed(const Song& song, const Track& track, int pitch) noexcept
{
    pitch += track.transpose;
    if (track.scaleLock)
        pitch = song.scale.nearest(pitch);
    return pitch + track.transposeAfter;
}

std::uint8_t scaled(std::uint8_t velocity, const Track& track, double factor) noexcept
{
    if (velocity == 0 || (track.velocityScale == 100 && factor == 1.0))
        return velocity;
    const double value = velocity * factor * track.velocityScale / 100.0;
    return static_cast<std::uint8_t>(std::clamp(std::lround(value), 1L, 127L));
}

/// The note of `lane` that belongs to the i-th of the chord, or `own` when that step has none.
const Note& laneNote(const Pattern& pattern, std::uint32_t lane, std::size_t i, const Note& own) noexcept
{
    const auto& notes = pattern.steps[lane].notes;
    return notes.empty() ? own : notes[std::min(i, notes.size() - 1)];
}
}  // namespace

LanePlaces lanePlaces(const Pattern& pattern, std::uint32_t trigger, std::int64_t count) noexcept
{
    return {trigger, lanePlace(pattern, Lane::Pitch, trigger, count),
        lanePlace(pattern, Lane::Velocity, trigger, count), lanePlace(pattern, Lane::Gate, trigger, count),
        lanePlace(pattern, Lane::Chance, trigger, count), lanePlace(pattern, Lane::Locks, trigger, count)};
}

StepNotes stepNotes(const Song& song, const Track& track, const Pattern& pattern, const LanePlaces& places,
    DrawKey key, double velocityFactor) noexcept
{
    StepNotes result;
    const auto& pitchLane = pattern.steps[places.pitch].notes;
    const auto& chord = pitchLane.empty() ? pattern.steps[places.trigger].notes : pitchLane;
    key.purpose = Purpose::NoteChance;
    const std::uint32_t occurrence = key.hit;
    for (std::size_t i = 0; i < chord.size(); ++i) {
        const double chance =
            effectiveChance(laneNote(pattern, places.chance, i, chord[i]).chance, song.chanceAmount);
        key.hit = static_cast<std::uint32_t>(occurrence * kMaxNotes + i);
        if (chance < 100.0 && !drawPercent(key, chance))
            continue;
        const int pitch = transposed(song, track, chord[i].pitch);
        if (pitch < 0 || pitch > 127
            || std::ranges::any_of(result, [&](const StepNote& n) { return n.pitch == pitch; }))
            continue;
        const std::uint8_t velocity = laneNote(pattern, places.velocity, i, chord[i]).velocity;
        // A chord has at most kMaxNotes notes, so there is always room.
        (void)result.tryPush({static_cast<std::uint8_t>(pitch), scaled(velocity, track, velocityFactor),
            laneNote(pattern, places.gate, i, chord[i]).gate});
    }
    return result;
}

}  // namespace clave
