#include "core/engine/direction.hpp"
#include "core/engine/launches.hpp"
#include "core/engine/player.hpp"
#include "core/engine/voices.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
/// A track that appears while its scene plays joins at the place where it would be.
void joinScene(const Snapshot& snapshot, PlayerState& state, std::size_t index) noexcept
{
    const auto scene = static_cast<std::size_t>(state.scene);
    if (state.scene < 0 || scene >= snapshot.song->scenes.size())
        return;
    TrackState& track = state.tracks[index];
    track.slot = std::max(snapshot.song->scenes[scene].slot(index), Scene::kStop);
    track.launch = state.sceneLaunch;
    placeTrack(snapshot, state, index, state.now.ceilTick());
}

void matchTracks(const Snapshot& snapshot, PlayerState& state, EventBuffer& out) noexcept
{
    const auto& tracks = snapshot.song->tracks;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        if (i < state.trackCount && state.tracks[i].id == tracks[i]->id)
            continue;
        std::size_t from = i;
        while (from < state.trackCount && state.tracks[from].id != tracks[i]->id)
            ++from;
        if (from < state.trackCount) {
            std::swap(state.tracks[i], state.tracks[from]);
            continue;
        }
        if (state.trackCount == state.tracks.size()) {
            silenceTrack(state.tracks[state.trackCount - 1], static_cast<std::uint16_t>(i), state.now, out);
            --state.trackCount;
        }
        if (i < state.trackCount)
            state.tracks[state.trackCount] = state.tracks[i];
        ++state.trackCount;
        TrackState fresh;
        fresh.id = tracks[i]->id;
        fresh.audible = snapshot.routes[i].audible;
        fresh.port = snapshot.routes[i].port;
        fresh.channel = tracks[i]->destination.channel;
        fresh.slotRequest = snapshot.performance.tracks[i].slot.number;
        state.tracks[i] = fresh;
        if (state.playing && !state.ended)
            joinScene(snapshot, state, i);
    }
    while (state.trackCount > tracks.size()) {
        --state.trackCount;
        TrackState& gone = state.tracks[state.trackCount];
        silenceTrack(gone, static_cast<std::uint16_t>(state.trackCount), state.now, out);
    }
}

void followRoute(const Snapshot& snapshot, PlayerState& state, std::size_t i, EventBuffer& out) noexcept
{
    TrackState& track = state.tracks[i];
    const Track& model = *snapshot.song->tracks[i];
    const TrackRoute& route = snapshot.routes[i];
    const auto index = static_cast<std::uint16_t>(i);
    const bool movesAway = track.port != route.port || track.channel != model.destination.channel;
    const bool isNew = movesAway || (!track.audible && route.audible);
    if (movesAway) {
        endSounding(track, index, state.now, out);
        track.port = route.port;
        track.channel = model.destination.channel;
        track.programSent = TrackState::kNoProgram;
    }
    if (track.audible && !route.audible) {
        if (model.muteStyle == MuteStyle::LetRing)
            letRing(track, state.now);
        else
            silenceTrack(track, index, state.now, out);
    }
    track.audible = route.audible;
    if (state.playing && !state.ended)
        followProgram(snapshot, state, i, isNew);
}

void followPattern(const Snapshot& snapshot, PlayerState& state, std::size_t i, EventBuffer& out) noexcept
{
    TrackState& track = state.tracks[i];
    const Pattern* const pattern = snapshot.song->tracks[i]->pattern(track.slot);
    if (pattern == nullptr) {
        if (track.nextGrid != kNoTick)
            silenceTrack(track, static_cast<std::uint16_t>(i), state.now, out);
        track.nextGrid = kNoTick;
    } else if (track.nextGrid == kNoTick || pattern->rate.step() != track.stepLength) {
        const bool freeRun = pattern->sync == Sync::Free && track.nextGrid != kNoTick;
        track.stepLength = pattern->rate.step();
        if (!freeRun)
            placeTrack(snapshot, state, i, std::max(state.now.ceilTick(), track.lastGrid + Tick {1}));
    }
    updateEarliest(snapshot, state, i);
}

/// Where a scene is in the song now; -1 when it is there no longer.
std::int16_t sceneOf(const Performance& performance, std::uint32_t number) noexcept
{
    const auto found = std::ranges::find(performance.scenes, number);
    return found == performance.scenes.end() ? std::int16_t {-1}
                                             : static_cast<std::int16_t>(found - performance.scenes.begin());
}

/// The scene that plays and the one that is queued stay the same when others come or go.
void followScenes(const Snapshot& snapshot, PlayerState& state) noexcept
{
    if (snapshot.performance.scenes.size() != snapshot.song->scenes.size())
        return;  // nobody numbers them
    if (state.scene >= 0)
        state.scene = sceneOf(snapshot.performance, state.sceneNumber);
    if (!state.queuedScene.waits())
        return;
    state.queuedScene.target = sceneOf(snapshot.performance, state.queuedSceneNumber);
    if (state.queuedScene.target < 0 && state.hasBegun)
        state.queuedScene = {};
}

/// The bar that plays becomes the first one of a metre that was edited.
void followMetre(const Snapshot& snapshot, PlayerState& state, const Scene& scene, EventBuffer& out) noexcept
{
    const Metre metre = sceneMetre(*snapshot.song, scene);
    if (metre == state.metre)
        return;
    const Tick now = std::max(state.now.ceilTick(), state.barOrigin);
    const std::int64_t bars = floorDiv(now - state.barOrigin, state.metre.bar());
    const Tick decided = state.nextClick - state.metre.beat();
    state.barsBefore += static_cast<std::uint32_t>(bars);
    state.barOrigin += state.metre.bar() * bars;
    state.metre = metre;
    state.nextClick =
        state.barOrigin + roundUp(std::max(now, decided + Tick {1}) - state.barOrigin, metre.beat());
    followStopAfterBars(snapshot, state, now);
    out.pushMark({state.now, state.tempo, state.metre, state.scene});
}

void armFill(const Snapshot& snapshot, PlayerState& state) noexcept
{
    if (snapshot.performance.fillArms == state.fillArms)
        return;
    state.fillArms = snapshot.performance.fillArms;
    for (std::size_t i = 0; i < state.trackCount; ++i) {
        TrackState& track = state.tracks[i];
        const Pattern* const pattern = snapshot.song->tracks[i]->pattern(track.slot);
        if (track.nextGrid == kNoTick || pattern == nullptr)
            continue;
        // The last step that has begun; others may have been decided ahead.
        const Tick ahead = track.nextGrid - state.now.ceilTick();
        track.fillPass = passAfter(*pattern, track.nextCount - 1 - floorDiv(ahead, track.stepLength));
    }
}
}  // namespace

void followSnapshot(const Snapshot& snapshot, PlayerState& state, EventBuffer& out) noexcept
{
    if (state.serial == snapshot.serial)
        return;
    state.serial = snapshot.serial;
    followScenes(snapshot, state);
    matchTracks(snapshot, state, out);
    if (snapshot.song->tempo != state.songTempo) {
        state.songTempo = snapshot.song->tempo;
        state.tempo = state.songTempo;
        if (state.playing)
            out.pushMark({state.now, state.tempo, state.metre, state.scene});
    }
    const auto scene = static_cast<std::size_t>(state.scene);
    // Also while stopped: it may go on from its place, and must find its steps there.
    const bool isRunning = (state.playing || state.run != 0) && !state.ended;
    if (isRunning && state.scene >= 0 && scene < snapshot.song->scenes.size()) {
        state.sceneLength = sceneLength(*snapshot.song, snapshot.song->scenes[scene]);
        followMetre(snapshot, state, snapshot.song->scenes[scene], out);
    }
    queueLaunches(snapshot, state);
    if (snapshot.performance.stopAfterBars != state.stopAfterBars && isRunning)
        followStopAfterBars(snapshot, state, std::max(state.now.ceilTick(), state.barOrigin));
    armFill(snapshot, state);
    for (std::size_t i = 0; i < state.trackCount; ++i) {
        followRoute(snapshot, state, i, out);
        if (isRunning)
            followPattern(snapshot, state, i, out);
    }
}

}  // namespace clave
