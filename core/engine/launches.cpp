#include "core/engine/launches.hpp"

#include "core/engine/direction.hpp"
#include "core/engine/voices.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
const Pattern* patternOf(const Snapshot& snapshot, std::size_t track, std::int16_t slot) noexcept
{
    return snapshot.song->tracks[track]->pattern(slot);
}

void launchTrack(const Snapshot& snapshot, PlayerState& state, std::size_t index, std::int16_t slot, Tick at,
    bool keepPlace) noexcept
{
    TrackState& track = state.tracks[index];
    const Pattern* const pattern = patternOf(snapshot, index, slot);
    const bool runsOn = pattern != nullptr && pattern->sync == Sync::Free && track.nextGrid != kNoTick;
    endVoicesAt(track, at);
    track.slot = slot;
    track.queued = {};
    const bool fillIsArmed = track.fillPass != UINT32_MAX && track.fillPass > track.lastPass;
    if (!runsOn && (!keepPlace || track.nextGrid == kNoTick))
        track.launch = at;
    track.fillPass = UINT32_MAX;
    track.program = TrackState::kNoProgram;
    if (pattern == nullptr) {
        track.nextGrid = kNoTick;
        track.nextEarliest = kNever;
        track.lastStep = -1;
        return;
    }
    if (std::exchange(track.programLocked, false))
        track.programSent = TrackState::kNoProgram;
    sendProgram(snapshot, state, index, at, slot);
    track.program = patternProgram(*pattern);
    if (runsOn)
        track.stepLength = pattern->rate.step();
    else
        placeTrack(snapshot, state, index, at);
    if (fillIsArmed)
        track.fillPass = passAfter(*pattern, track.nextCount - 1);
    updateEarliest(snapshot, state, index);
}

void launchScene(
    const Snapshot& snapshot, PlayerState& state, const QueuedLaunch& queued, EventBuffer& out) noexcept
{
    const Song& song = *snapshot.song;
    const Tick at = queued.at;
    state.hasBegun = true;
    if (!queued.keepPlace) {
        const Tick bar = state.metre.bar();
        state.barsBefore += static_cast<std::uint32_t>(
            std::max<std::int64_t>(roundUp(at - state.barOrigin, bar).count / bar.count, 0));
        state.barOrigin = at;
        state.sceneLaunch = at;
        state.nextClick = at;
    }
    if (static_cast<std::size_t>(queued.target) >= song.scenes.size()) {  // deleted since
        followStopAfterBars(snapshot, state, at);
        return;
    }
    state.scene = queued.target;
    state.sceneNumber = snapshot.performance.sceneNumber(queued.target);
    const Scene& scene = song.scenes[static_cast<std::size_t>(queued.target)];
    state.metre = sceneMetre(song, scene);
    state.sceneLength = sceneLength(song, scene);
    state.tempo = scene.tempo.value_or(song.tempo);
    out.pushMark({at, state.tempo, state.metre, state.scene});
    for (std::size_t i = 0; i < state.trackCount; ++i) {
        if (scene.slot(i) != Scene::kKeep && state.tracks[i].queued.at != at)
            launchTrack(snapshot, state, i, scene.slot(i), at, queued.keepPlace);
    }
    followStopAfterBars(snapshot, state, at);
}
/// No sound of a pattern that begins at `at` comes before.
Position firstSound(const Snapshot& snapshot, std::size_t track, std::int16_t slot, Tick at) noexcept
{
    const Pattern* const pattern = patternOf(snapshot, track, slot);
    if (pattern == nullptr)
        return at;
    const auto place =
        stepPlace(*pattern, 0, patternKey(*snapshot.song, snapshot.song->tracks[track]->id, slot));
    const auto nudge = std::min<std::int64_t>(pattern->steps[place.index].nudge, 0);
    const auto straight =
        at + Position::fromTicks(static_cast<double>(nudge * pattern->rate.step().count) / Step::kNudgeStep);
    return swung(straight, swingOf(*snapshot.song, *pattern)) + earliestShift(*snapshot.song, *pattern);
}
}  // namespace

Metre sceneMetre(const Song& song, const Scene& scene) noexcept
{
    return scene.metre.value_or(song.metre);
}

Tick sceneLength(const Song& song, const Scene& scene) noexcept
{
    const Tick bar = sceneMetre(song, scene).bar();
    if (scene.bars)
        return bar * *scene.bars;
    Tick longest = bar;
    for (std::size_t i = 0; i < song.tracks.size(); ++i) {
        if (const Pattern* const pattern = song.tracks[i]->pattern(scene.slot(i)))
            longest = std::max(longest, passTicks(*pattern));
    }
    return roundUp(longest, bar);
}

DrawKey patternKey(const Song& song, std::uint32_t trackId, std::int16_t slot) noexcept
{
    DrawKey key;
    key.seed = song.seed;
    key.track = trackId;
    key.pattern = static_cast<std::uint32_t>(slot);
    return key;
}

Tick nextLaunch(const PlayerState& state) noexcept
{
    Tick next = std::min(state.queuedScene.at, state.endAt());
    for (std::size_t i = 0; i < state.trackCount; ++i)
        next = std::min(next, state.tracks[i].queued.at);
    return next;
}

Position nextLaunchEarliest(const Snapshot& snapshot, const PlayerState& state, Position to) noexcept
{
    // The longest step (1/8x, dotted), a sixteenth of groove and one of swing: nothing reaches further ahead.
    constexpr Tick kFarthest = kSixteenth * 14;
    Position earliest = nextLaunch(state);
    if (nextLaunch(state) - kFarthest >= to.ceilTick())
        return earliest;
    const auto& scenes = snapshot.song->scenes;
    const auto sceneIndex = static_cast<std::size_t>(state.queuedScene.target);
    for (std::size_t i = 0; i < state.trackCount; ++i) {
        const TrackState& track = state.tracks[i];
        if (track.queued.waits() && track.queued.at < state.endAt())
            earliest = std::min(earliest, firstSound(snapshot, i, track.queued.target, track.queued.at));
        if (state.queuedScene.at < state.endAt() && sceneIndex < scenes.size())
            earliest =
                std::min(earliest, firstSound(snapshot, i, scenes[sceneIndex].slot(i), state.queuedScene.at));
    }
    return earliest;
}

void launchAt(const Snapshot& snapshot, PlayerState& state, Tick at, EventBuffer& out) noexcept
{
    if (at >= state.endAt()) {
        state.endedAt = state.endAt();
        for (std::size_t i = 0; i < state.trackCount; ++i) {
            endVoicesAt(state.tracks[i], state.endedAt);
            state.tracks[i].nextGrid = kNoTick;
            state.tracks[i].nextEarliest = kNever;
            state.tracks[i].queued = {};
        }
        endVoicesAt(state.metronome, state.endedAt);
        state.queuedScene = {};
        state.nextClick = kNoTick;
        state.arrangementEnd = state.barsEnd = kNoTick;
        state.ended = true;
        return;
    }
    if (state.queuedScene.at == at) {
        const QueuedLaunch queued = state.queuedScene;
        state.queuedScene = {};
        launchScene(snapshot, state, queued, out);
        state.entry = std::exchange(state.queuedEntry, std::int16_t {-1});
        queueNextEntry(snapshot, state, at + Tick {1});
    }
    for (std::size_t i = 0; i < state.trackCount; ++i) {
        const QueuedLaunch queued = state.tracks[i].queued;
        if (queued.at == at)
            launchTrack(snapshot, state, i, queued.target, at, queued.keepPlace);
    }
}

}  // namespace clave
