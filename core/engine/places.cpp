#include "core/engine/direction.hpp"
#include "core/engine/launches.hpp"
#include "core/engine/step_hooks.hpp"

#include <algorithm>

namespace clave {

void placeTrack(const Snapshot& snapshot, PlayerState& state, std::size_t index, Tick at) noexcept
{
    TrackState& track = state.tracks[index];
    const Pattern* const pattern = snapshot.song->tracks[index]->pattern(track.slot);
    if (pattern == nullptr) {
        track.nextGrid = kNoTick;
        return;
    }
    track.stepLength = pattern->rate.step();
    const Tick from = std::max(at, track.launch);
    track.nextCount = -floorDiv(track.launch - from, track.stepLength);
    track.nextGrid = track.launch + track.stepLength * track.nextCount;
}

void updateEarliest(const Snapshot& snapshot, PlayerState& state, std::size_t index) noexcept
{
    TrackState& track = state.tracks[index];
    const Song& song = *snapshot.song;
    const Pattern* const pattern = song.tracks[index]->pattern(track.slot);
    if (pattern == nullptr || track.nextGrid == kNoTick) {
        track.nextEarliest = kNever;
        return;
    }
    track.nextPlace = stepPlace(*pattern, track.nextCount, patternKey(song, track.id, track.slot));
    const std::int64_t nudge = std::min<std::int64_t>(pattern->steps[track.nextPlace.index].nudge, 0);
    // The straight place bounds all later steps too: a nudge is less than a step, swing keeps the order.
    const Position straight = track.nextGrid
        + (nudge == 0 ? Position {}
                      : Position::fromTicks(
                            static_cast<double>(nudge * track.stepLength.count) / Step::kNudgeStep));
    track.nextEarliest = swung(straight, swingOf(song, *pattern)) + earliestShift(song, *pattern);
    // A script may move it further. Nothing sounds before the floor, so that the first steps can wait for it.
    if (snapshot.performance.tracks[index].hooked)
        track.nextEarliest =
            std::max(std::min(track.nextEarliest,
                         track.nextGrid - hookReach(track.stepLength) + earliestShift(song, *pattern)),
                std::min(state.floor, Position {track.nextGrid}));
}

void startPlaying(const Snapshot& snapshot, PlayerState& state, bool countIn, std::uint32_t run) noexcept
{
    const Song& song = *snapshot.song;
    const std::int16_t firstScene = state.queuedScene.waits() ? state.queuedScene.target : state.scene;
    for (std::size_t i = 0; i < state.trackCount; ++i) {
        TrackState fresh;
        fresh.id = state.tracks[i].id;
        fresh.audible = state.tracks[i].audible;
        fresh.port = state.tracks[i].port;
        fresh.channel = state.tracks[i].channel;
        fresh.slotRequest = state.tracks[i].slotRequest;
        fresh.programSent = state.tracks[i].programSent;
        fresh.programLocked = state.tracks[i].programLocked;
        if (state.tracks[i].queued.waits())
            fresh.queued = {state.tracks[i].queued.target, Tick {}, false};
        state.tracks[i] = fresh;
    }
    state.playing = true;
    state.ended = false;
    state.run = run;
    state.songMode = snapshot.performance.songMode;
    state.metre = song.metre;
    state.tempo = song.tempo;
    state.sceneLaunch = state.barOrigin = Tick {};
    state.barsBefore = 0;
    state.arrangementEnd = state.barsEnd = kNoTick;
    state.hasBegun = false;
    state.scene = state.entry = state.queuedEntry = -1;
    state.metronome = {};
    if (state.songMode && !song.arrangement.empty())
        queueEntry(snapshot, state, 0, Tick {});
    else
        state.queuedScene = {std::max(firstScene, std::int16_t {0}), Tick {}, false};
    state.queuedSceneNumber = snapshot.performance.sceneNumber(state.queuedScene.target);
    state.sceneLength = song.metre.bar();  // until a scene says more
    const auto scene = static_cast<std::size_t>(state.queuedScene.target);
    if (scene < song.scenes.size()) {
        state.metre = sceneMetre(song, song.scenes[scene]);
        state.tempo = song.scenes[scene].tempo.value_or(song.tempo);
    }
    state.nextClick = countIn ? -(state.metre.bar() * song.metronome.countInBars) : Tick {};
    state.now = state.nextClick;
    state.floor = Tick {};
}

void skipTo(const Snapshot& snapshot, PlayerState& state, Position to, EventBuffer& out) noexcept
{
    for (Tick at = nextLaunch(state); at != kNoTick && at <= to; at = nextLaunch(state))
        launchAt(snapshot, state, at, out);
    const Tick next = to.ceilTick();
    for (std::size_t i = 0; i < state.trackCount; ++i) {
        TrackState& track = state.tracks[i];
        if (track.nextGrid == kNoTick || track.nextGrid >= next)
            continue;
        const Pattern* const pattern = snapshot.song->tracks[i]->pattern(track.slot);
        if (pattern != nullptr && pattern->sync == Sync::Free) {
            const std::int64_t steps = -floorDiv(track.nextGrid - next, track.stepLength);
            track.nextCount += steps;
            track.nextGrid += track.stepLength * steps;
        } else {
            placeTrack(snapshot, state, i, next);
        }
        updateEarliest(snapshot, state, i);
    }
    for (std::size_t i = 0; i < state.trackCount && !state.ended; ++i)
        followProgram(snapshot, state, i, true);
    if (!state.ended)
        state.nextClick =
            state.barOrigin - state.metre.beat() * floorDiv(state.barOrigin - next, state.metre.beat());
    state.now = std::max(state.now, to);
    state.floor = state.now;
}

}  // namespace clave
