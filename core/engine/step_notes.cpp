#include "core/engine/step_notes.hpp"

#include "core/engine/step_check.hpp"

#include <algorithm>
#include <cmath>

namespace clave {

int playedPitch(const Song& song, const Track& track, int pitch) noexcept
{
    pitch += track.transpose;
    if (track.scaleLock)
        pitch = song.scale.nearest(pitch);
    return pitch + track.transposeAfter;
}

std::uint8_t playedVelocity(std::uint8_t velocity, const Track& track, double velocityFactor) noexcept
{
    if (velocity == 0 || (track.velocityScale == 100 && velocityFactor == 1.0))
        return velocity;
    const double value = velocity * velocityFactor * track.velocityScale / 100.0;
    return static_cast<std::uint8_t>(std::clamp(std::lround(value), 1L, 127L));
}

StepNotes stepNotes(
    const Song& song, const Track& track, const PlayedStep& step, DrawKey key, double velocityFactor) noexcept
{
    StepNotes result;
    key.purpose = Purpose::NoteChance;
    const std::uint32_t occurrence = key.hit;
    for (std::size_t i = 0; i < step.notes.size(); ++i) {
        const Note& note = step.notes[i];
        const double chance = effectiveChance(note.chance, song.chanceAmount);
        key.hit = static_cast<std::uint32_t>(occurrence * kMaxNotes + i);
        if (chance < 100.0 && !drawPercent(key, chance))
            continue;
        const int pitch = step.asSounding ? note.pitch : playedPitch(song, track, note.pitch);
        if (pitch < 0 || pitch > 127
            || std::ranges::any_of(result, [&](const StepNote& n) { return n.pitch == pitch; }))
            continue;
        // A chord has at most kMaxNotes notes, so there is always room.
        (void)result.tryPush({static_cast<std::uint8_t>(pitch),
            playedVelocity(note.velocity, track, velocityFactor), note.gate});
    }
    return result;
}

}  // namespace clave
