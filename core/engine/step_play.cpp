#include "core/engine/step_play.hpp"

#include "core/engine/direction.hpp"
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
        const Step& step;
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

    Voice::Hold holdOf(const Step& step, Gate gate) noexcept
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

    /// Lengthens the held note of this pitch instead of striking it again. False when there is none.
    bool lengthenHeld(TrackState& track, const StepNote& note, const Playing& playing) noexcept
    {
        for (auto& voice : track.voices) {
            if (voice.hold != Voice::Hold::None && voice.pitch == note.pitch) {
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
            if (voice.hold == Voice::Hold::None || isExcepted)
                continue;
            voice.off = std::max(voice.hold == Voice::Hold::Slid ? slideEnd : at, voice.on + Tick {1});
            voice.hold = Voice::Hold::None;
        }
    }

    void cutForNewNotes(TrackState& track, Position at) noexcept
    {
        for (auto& run : track.retrigs)
            run.end = std::min(run.end, at);
        for (auto& voice : track.voices) {
            if (voice.untilNextNote) {
                voice.untilNextNote = false;
                voice.off = std::max(at, voice.on + Tick {1});
            }
        }
    }

    void startRetrig(TrackState& track, const StepNotes& notes, const Playing& playing) noexcept
    {
        const Retrig& retrig = playing.step.retrig;
        RetrigRun run;
        run.start = playing.straight;
        run.end = kNever;
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
            run.hits = endless ? RetrigRun::kEndless
                               : static_cast<std::uint32_t>(std::max(1.0, std::ceil(length / run.spacing - 1e-9)));
        }
        for (const auto& note : notes) {
            const double share = std::min(1.0, static_cast<double>(note.gate.length()) / Gate::kStep);
            const auto hold = retrig.rate == 0 ? holdOf(playing.step, note.gate) : Voice::Hold::None;
            if (note.velocity > 0)
                (void)run.notes.tryPush({note.pitch, note.velocity, share, hold});  // at most kMaxNotes
        }
        if (track.retrigs.full())
            track.retrigs.removeKeepingOrder(0);
        (void)track.retrigs.tryPush(run);  // room was made
    }

    void strike(PlayerState& state, TrackState& track, const StepNotes& notes, const Playing& playing) noexcept
    {
        for (std::size_t i = 0; i < notes.size(); ++i) {
            Voice voice;
            voice.on = playing.on;
            voice.id = playing.id + i;
            voice.pitch = notes[i].pitch;
            voice.velocity = notes[i].velocity;
            setEnd(voice, playing, notes[i].gate);
            if (!track.voices.tryPush(voice))
                ++state.refused;
        }
    }

    void playNotes(PlayerState& state, TrackState& track, const StepNotes& chord, const Playing& playing) noexcept
    {
        cutForNewNotes(track, playing.on);
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
            startRetrig(track, fresh, playing);
    }

    bool decide(const Snapshot& snapshot, PlayerState& state, std::size_t index, const Step& step, double probability,
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
        return checkStep(step.condition, probability, context, track.memory);
    }

    VoiceId nameOf(const PlayerState& state, const TrackState& track) noexcept
    {
        DrawKey name;
        name.seed = (std::uint64_t {state.run} << 40U) ^ static_cast<std::uint64_t>(track.launch.count);
        name.track = track.id;
        name.pattern = static_cast<std::uint32_t>(track.slot);
        name.pass = static_cast<std::uint32_t>(track.nextCount >> 32);
        name.step = static_cast<std::uint32_t>(track.nextCount);
        return draw(name) | 1U;
    }
}  // namespace

void playStep(const Snapshot& snapshot, PlayerState& state, std::size_t index) noexcept
{
    const Song& song = *snapshot.song;
    const Track& model = *song.tracks[index];
    TrackState& track = state.tracks[index];
    const Pattern& pattern = *model.pattern(track.slot);
    const Tick grid = track.nextGrid;
    DrawKey key = patternKey(song, track.id, track.slot);
    const StepPlace place = stepPlace(pattern, track.nextCount, key);
    const LanePlaces lanes = lanePlaces(pattern, place.index, track.nextCount);
    const Step& step = pattern.steps[place.index];
    key.pass = place.pass;
    key.step = place.index;
    key.hit = place.occurrence;

    track.lastGrid = grid;
    track.lastStep = static_cast<std::int16_t>(place.index);
    track.lastPass = place.pass;
    track.lastFired
        = track.audible && decide(snapshot, state, index, step, pattern.steps[lanes.chance].probability, key);

    const Feel feel = feelAt(song, pattern, grid);
    StepNotes chord;
    const Position straight = grid + share(track.stepLength, step.nudge);
    const Position on = std::max({feel.sounding(straight), state.now, state.floor});
    if (track.lastFired) {
        for (const auto& lock : pattern.steps[lanes.locks].locks) {
            if (!track.locks.tryPush({on, lock}))
                ++state.refused;
        }
        chord = stepNotes(song, model, pattern, lanes, key, feel.velocity);
    }
    if (chord.empty()) {
        endHeld(track, feel.sounding(grid), feel.sounding(grid));
    } else {
        const Position overlap = Timeline({}, {}, state.tempo).length(kSlideOverlap);
        playNotes(state, track, chord,
            {step, feel, track.stepLength, straight, on, on + overlap, nameOf(state, track)});
    }
    ++track.nextCount;
    track.nextGrid += track.stepLength;
    updateEarliest(snapshot, state, index);
}

}  // namespace clave
