#include "core/engine/step_play.hpp"

#include "core/engine/direction.hpp"
#include "core/engine/due_step.hpp"
#include "core/engine/launches.hpp"
#include "core/engine/step_check.hpp"
#include "core/engine/step_notes.hpp"
#include "core/time/timeline.hpp"

#include <algorithm>

namespace clave {
namespace {
/// Slow synths need the old note this much longer to glide from it.
constexpr Nanoseconds kSlideOverlap = std::chrono::milliseconds {5};

/// What a step that plays needs at hand.
struct Playing {
    const PlayedStep& step;
    Feel feel;
    Tick stepLength;
    Position straight;  ///< with the nudge, before swing
    Position on;  ///< sounding
    Position slideEnd;  ///< where notes end that slide into this step
    VoiceId id;
};

Position share(Tick stepLength, double parts) noexcept
{
    return Position::fromTicks(static_cast<double>(stepLength.count) * parts / Gate::kStep);
}

Voice::Hold holdOf(const PlayedStep& step, Gate gate) noexcept
{
    if (step.slide)
        return Voice::Hold::Slid;
    return gate.isTied() ? Voice::Hold::Tied : Voice::Hold::None;
}

void setEnd(Voice& voice, const Playing& playing, Gate gate) noexcept
{
    voice.hold = holdOf(playing.step, gate);
    voice.untilNextNote = gate.isInfinite() && voice.hold == Voice::Hold::None;
    if (voice.hold != Voice::Hold::None || voice.untilNextNote) {
        voice.off = kNever;
        return;
    }
    const Position length = share(playing.stepLength, gate.length() * playing.feel.gate);
    voice.off = std::max(playing.feel.sounding(playing.straight + length), voice.on + Tick {1});
}

/// Another sounding of the pitch that is decided already and comes between ends this one. Whether it has
/// sounded yet is a matter of how far ahead is decided, and must not count.
bool isStruckAgain(const TrackState& track, const Voice& held, Position by) noexcept
{
    const auto isBetween = [&](Position on) { return on > held.on && on <= by; };
    for (const auto& voice : track.voices) {
        if (voice.pitch == held.pitch && voice.velocity > 0 && isBetween(voice.on))
            return true;
    }
    for (const auto& run : track.retrigs) {
        const auto note = std::ranges::find(run.notes, held.pitch, &RetrigRun::Hit::pitch);
        if (note == run.notes.end())
            continue;
        const std::uint32_t hits = note->lastIsHeld ? run.hits - 1 : run.hits;
        for (std::uint32_t hit = run.next; hit < hits && run.onOf(hit) < std::min(run.end, by); ++hit) {
            if (isBetween(run.onOf(hit)))
                return true;
        }
    }
    return false;
}

/// Lengthens the held note of this pitch instead of striking it again. False when there is none.
bool lengthenHeld(TrackState& track, const StepNote& note, const Playing& playing) noexcept
{
    for (auto& voice : track.voices) {
        if (voice.hold != Voice::Hold::None && voice.pitch == note.pitch && voice.on <= playing.on
            && !isStruckAgain(track, voice, playing.on)) {
            setEnd(voice, playing, note.gate);
            return true;
        }
    }
    return false;
}

using Pitches = FixedVector<std::uint8_t, kMaxNotes>;

/// Ends what waited for this step: at `at`, or for slides at `slideEnd`. Not the pitches in `except`.
void endHeld(TrackState& track, Position at, Position slideEnd, const Pitches& except = {}) noexcept
{
    for (auto& voice : track.voices) {
        const bool isExcepted = std::ranges::find(except, voice.pitch) != except.end();
        if (voice.hold == Voice::Hold::None || isExcepted || voice.on > at)
            continue;  // what begins later waits for a later step
        voice.off = std::max(voice.hold == Voice::Hold::Slid ? slideEnd : at, voice.on + Tick {1});
        voice.hold = Voice::Hold::None;
    }
}

/// Cuts retrigs that still run, and infinite notes when the step has notes to take their place.
void cutForNewNotes(TrackState& track, Position at, bool endsInfinite) noexcept
{
    for (std::size_t i = 0; i < track.retrigs.size();) {
        RetrigRun& run = track.retrigs[i];
        run.end = std::min(run.end, at);
        if (run.isSpent())
            track.retrigs.removeKeepingOrder(i);  // its room is for those that a step decided ahead starts
        else
            ++i;
    }
    for (std::size_t i = 0; i < track.voices.size();) {
        Voice& voice = track.voices[i];
        if (voice.retrigHit && !voice.sounding && voice.on >= at) {
            track.voices.removeKeepingOrder(i);
            continue;
        }
        if (voice.retrigHit && voice.hold == Voice::Hold::None)
            voice.off = std::min(voice.off, std::max(at, voice.on + Tick {1}));
        if (voice.untilNextNote && endsInfinite && voice.on <= at) {
            voice.untilNextNote = false;
            voice.off = std::max(at, voice.on + Tick {1});
        }
        ++i;
    }
}

void startRetrig(
    PlayerState& state, TrackState& track, const StepNotes& notes, const Playing& playing) noexcept
{
    const Retrig& retrig = playing.step.retrig;
    RetrigRun run;
    run.start = playing.straight;
    run.ramp = retrig.velocityRamp;
    run.feel = playing.feel;
    run.id = playing.id;
    const double length = static_cast<double>(playing.stepLength.count) * retrig.length / Retrig::kStep;
    if (retrig.rate == 0) {
        run.hits = retrig.count;
        run.spacing = length / retrig.count;
    } else {
        run.spacing = static_cast<double>(kPpqn * 4) / retrig.rate;
        const bool endless = retrig.length == Retrig::kInfinite;
        run.hits = endless
            ? RetrigRun::kEndless
            : static_cast<std::uint32_t>(std::max(1.0, std::ceil(length / run.spacing - 1e-9)));
    }
    for (const auto& note : notes) {
        const double share = std::min(1.0, static_cast<double>(note.gate.length()) / Gate::kStep);
        const bool held = retrig.rate == 0 && holdOf(playing.step, note.gate) != Voice::Hold::None;
        if (note.velocity > 0)
            (void)run.notes.tryPush({note.pitch, note.velocity, share, held});  // at most kMaxNotes
    }
    for (std::size_t i = 0; i < run.notes.size(); ++i) {
        if (!run.notes[i].lastIsHeld)
            continue;
        Voice last = run.voiceOf(run.hits - 1, i);
        last.on = std::max(last.on, playing.on);
        last.off = kNever;
        last.hold = playing.step.slide ? Voice::Hold::Slid : Voice::Hold::Tied;
        if (!track.voices.tryPush(last))
            ++state.refused;
    }
    // Never in place of an older one: how many wait depends on how far ahead is decided, what plays must not.
    if (!track.retrigs.tryPush(run))
        ++state.refused;
}

void strike(PlayerState& state, TrackState& track, const StepNotes& notes, const Playing& playing) noexcept
{
    for (std::size_t i = 0; i < notes.size(); ++i) {
        Voice voice;
        voice.on = playing.on;
        voice.id = playing.id + i;
        voice.pitch = notes[i].pitch;
        voice.velocity = notes[i].velocity;
        voice.off = kNever;
        if (voice.velocity > 0)
            setEnd(voice, playing, notes[i].gate);
        if (!track.voices.tryPush(voice))
            ++state.refused;
    }
}

void playNotes(PlayerState& state, TrackState& track, const StepNotes& chord, const Playing& playing) noexcept
{
    const bool sounds = std::ranges::any_of(chord, [](const StepNote& note) { return note.velocity > 0; });
    cutForNewNotes(track, playing.on, sounds);
    StepNotes fresh;
    Pitches lengthened;
    for (const auto& note : chord) {
        if (note.velocity > 0 && lengthenHeld(track, note, playing))
            (void)lengthened.tryPush(note.pitch);  // no more than the chord has
        else
            (void)fresh.tryPush(note);
    }
    endHeld(track, playing.on, playing.slideEnd, lengthened);
    if (fresh.empty())
        return;
    if (playing.step.retrig.isPlain())
        strike(state, track, fresh, playing);
    else
        startRetrig(state, track, fresh, playing);
}

bool decide(const Snapshot& snapshot, PlayerState& state, std::size_t index, const PlayedStep& step,
    const DrawKey& key) noexcept
{
    TrackState& track = state.tracks[index];
    if (!step.on)
        return false;
    StepContext context;
    context.key = key;
    context.chanceAmount = snapshot.song->chanceAmount;
    context.fill = snapshot.performance.fill || track.fillPass == key.pass;
    context.neighbour = index == 0 ? ConditionMemory::None : state.tracks[index - 1].memory;
    return checkStep(step.condition, step.probability, context, track.memory);
}
}  // namespace

void playStep(const Snapshot& snapshot, PlayerState& state, std::size_t index, StepHooks* hooks) noexcept
{
    const Song& song = *snapshot.song;
    const Track& model = *song.tracks[index];
    TrackState& track = state.tracks[index];
    const Pattern& pattern = *model.pattern(track.slot);
    const Tick grid = track.nextGrid;
    DrawKey key = patternKey(song, track.id, track.slot);
    const StepPlace place = track.nextPlace;
    key.pass = place.pass;
    key.step = place.index;
    key.hit = place.occurrence;
    const PlayedStep step = stepToPlay(snapshot, state, index, pattern, hooks);

    track.lastGrid = grid;
    track.lastStep = static_cast<std::int16_t>(place.index);
    track.lastPass = place.pass;
    track.lastFired = track.audible && decide(snapshot, state, index, step, key);

    const Feel feel = feelAt(song, pattern, grid);
    StepNotes chord;
    Position straight = grid + share(track.stepLength, step.nudge);
    const Position on = std::max({feel.sounding(straight), state.now, state.floor});
    if (on > feel.sounding(straight))
        straight = feel.straight(on);  // what cannot sound any more is moved as a whole
    if (track.lastFired) {
        for (const auto& lock : step.locks) {
            track.programLocked = track.programLocked || lock.kind == Lock::Kind::Program;
            if (!track.locks.tryPush({on, lock}))
                ++state.refused;
        }
        chord = stepNotes(song, model, step, key, feel.velocity);
    }
    if (chord.empty()) {
        endHeld(track, feel.sounding(grid), feel.sounding(grid));
    } else {
        const Position overlap = Timeline({}, {}, state.tempo).length(kSlideOverlap);
        playNotes(state, track, chord,
            {step, feel, track.stepLength, straight, on, on + overlap, stepName(state, track)});
    }
    ++track.nextCount;
    track.nextGrid += track.stepLength;
    updateEarliest(snapshot, state, index);
}

}  // namespace clave
