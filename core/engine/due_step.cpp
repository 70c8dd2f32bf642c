#include "core/engine/due_step.hpp"

#include "core/base/chance.hpp"
#include "core/engine/step_notes.hpp"

#include <algorithm>

namespace clave {

VoiceId stepName(const PlayerState& state, const TrackState& track) noexcept
{
    DrawKey name;
    name.seed = (std::uint64_t {state.run} << 40U) ^ static_cast<std::uint64_t>(track.launch.count);
    name.track = track.id;
    name.pattern = static_cast<std::uint32_t>(track.slot);
    name.pass = static_cast<std::uint32_t>(track.nextCount >> 32);
    name.step = static_cast<std::uint32_t>(track.nextCount);
    return draw(name) | 1U;
}

PlayedStep stepToPlay(const Snapshot& snapshot, const PlayerState& state, std::size_t index,
    const Pattern& pattern, StepHooks* hooks) noexcept
{
    const TrackState& track = state.tracks[index];
    const StepPlace place = track.nextPlace;
    PlayedStep step = writtenStep(pattern, lanePlaces(pattern, place.index, track.nextCount));
    if (hooks == nullptr || !snapshot.performance.tracks[index].hooked)
        return step;
    ScriptAsk due;
    due.what = ScriptAsk::What::Step;
    due.slot = track.slot;
    due.scene = state.scene;
    due.track = track.id;
    due.index = place.index;
    due.pass = place.pass;
    due.occurrence = place.occurrence;
    due.run = state.run;
    due.count = track.nextCount;
    due.key = stepName(state, track);
    due.mark = markOf(step);
    due.serial = snapshot.handSerial;
    due.at = track.nextGrid;
    due.stepLength = track.stepLength;
    due.silentWhenLate = snapshot.performance.tracks[index].silentWhenLate;
    due.tempo = state.tempo;
    if (const PlayedStep* const made = hooks->stepFor(due)) {
        step = *made;
        const auto reach = hookReach(track.stepLength).count * Step::kNudgeStep / track.stepLength.count;
        step.nudge = std::max(step.nudge, static_cast<std::int16_t>(-reach));
    }
    return step;
}

void playOwn(const Snapshot& snapshot, PlayerState& state, const ScriptAnswer& own) noexcept
{
    const auto& tracks = snapshot.song->tracks;
    std::size_t index = 0;
    while (index < state.trackCount && state.tracks[index].id != own.track)
        ++index;
    if (index == state.trackCount || !state.tracks[index].audible)
        return;
    TrackState& track = state.tracks[index];
    const Position at = std::max({own.at, state.now, state.floor});
    if (own.what == ScriptAnswer::What::Locks) {
        for (const auto& lock : own.step.locks) {
            if (!track.locks.tryPush({at, lock}))
                ++state.refused;
        }
        return;
    }
    for (std::size_t i = 0; i < own.step.notes.size(); ++i) {
        const Note& note = own.step.notes[i];
        const int pitch =
            own.step.asSounding ? note.pitch : playedPitch(*snapshot.song, *tracks[index], note.pitch);
        if (pitch < 0 || pitch > 127)
            continue;
        Voice voice;
        voice.on = at;
        voice.off = std::max(own.off, at + Tick {1});
        voice.id = own.key + i;
        voice.pitch = static_cast<std::uint8_t>(pitch);
        voice.velocity = playedVelocity(note.velocity, *tracks[index]);
        if (!track.voices.tryPush(voice))
            ++state.refused;
    }
}

}  // namespace clave
