#include "core/engine/direction.hpp"
#include "core/engine/launches.hpp"

#include <algorithm>

namespace clave {
namespace {
/// The first place of the kind `at` that is not before `now`, counted from `origin`.
Tick nextPlace(Tick now, Tick origin, Tick part) noexcept
{
    return origin + roundUp(now - origin, part);
}

Tick launchPlace(const Snapshot& snapshot, const PlayerState& state, const TrackState* track,
    std::size_t index, LaunchAt at) noexcept
{
    const Tick now = std::max(state.now.ceilTick(), state.sceneLaunch);
    const Pattern* const pattern =
        track != nullptr ? snapshot.song->tracks[index]->pattern(track->slot) : nullptr;
    switch (at) {
    case LaunchAt::Now:
        return now;
    case LaunchAt::Step:
        return pattern != nullptr ? nextPlace(now, track->launch, track->stepLength)
                                  : nextPlace(now, state.sceneLaunch, kSixteenth);
    case LaunchAt::Beat:
        return nextPlace(now, state.barOrigin, state.metre.beat());
    case LaunchAt::Bar:
        return nextPlace(now, state.barOrigin, state.metre.bar());
    case LaunchAt::PatternEnd:
        if (pattern != nullptr)
            return nextPlace(now, track->launch, passTicks(*pattern));
        [[fallthrough]];
    case LaunchAt::SceneEnd:
        break;
    }
    return state.hasBegun ? nextPlace(now, state.sceneLaunch, state.sceneLength)
                          : nextPlace(now, state.barOrigin, state.metre.bar());
}
}  // namespace

void queueEntry(const Snapshot& snapshot, PlayerState& state, std::int16_t entry, Tick at) noexcept
{
    const auto& arrangement = snapshot.song->arrangement;
    if (static_cast<std::size_t>(entry) >= arrangement.size()) {
        if (!snapshot.performance.loop) {
            state.arrangementEnd = at;
            return;
        }
        if (arrangement.size() == 1)
            return;  // the one scene simply goes on, and its passes go on counting
        entry = 0;
    }
    state.queuedScene = {
        static_cast<std::int16_t>(arrangement[static_cast<std::size_t>(entry)].scene), at, false};
    state.queuedSceneNumber = snapshot.performance.sceneNumber(state.queuedScene.target);
    state.queuedEntry = entry;
}

void queueNextEntry(const Snapshot& snapshot, PlayerState& state, Tick now) noexcept
{
    if (!state.hasBegun)
        return;
    const bool isByHand = state.queuedScene.waits() && state.queuedEntry < 0;
    if (!isByHand)
        state.queuedScene = {};
    state.queuedEntry = -1;
    state.arrangementEnd = kNoTick;
    const auto& arrangement = snapshot.song->arrangement;
    if (!state.songMode || isByHand || arrangement.empty())
        return;
    const auto entry = static_cast<std::size_t>(std::max(state.entry, std::int16_t {0}));
    const std::int64_t repeats =
        state.entry >= 0 && entry < arrangement.size() ? arrangement[entry].repeats : 1;
    const Tick end = nextPlace(now, state.sceneLaunch, state.sceneLength * repeats);
    queueEntry(snapshot, state, static_cast<std::int16_t>(state.entry + 1), end);
}

void followStopAfterBars(const Snapshot& snapshot, PlayerState& state, Tick now) noexcept
{
    state.stopAfterBars = snapshot.performance.stopAfterBars;
    const Tick end =
        state.barOrigin + state.metre.bar() * (std::int64_t {state.stopAfterBars} - state.barsBefore);
    state.barsEnd = state.stopAfterBars == 0
        ? kNoTick
        : std::max(end, nextPlace(now, state.barOrigin, state.metre.bar()));
}

void queueLaunches(const Snapshot& snapshot, PlayerState& state) noexcept
{
    const Performance& asked = snapshot.performance;
    state.songMode = asked.songMode;
    if (asked.scene.number != state.sceneRequest) {
        state.sceneRequest = asked.scene.number;
        if (asked.scene.target == LaunchRequest::kCancel) {
            if (state.queuedEntry < 0)  // the arrangement goes on
                state.queuedScene = {};
            for (std::size_t i = 0; i < state.trackCount; ++i)
                state.tracks[i].queued = {};
        } else {
            const Tick at = launchPlace(snapshot, state, nullptr, 0, asked.scene.at);
            state.queuedScene = {asked.scene.target, at, asked.scene.keepPlace};
            state.queuedSceneNumber = asked.sceneNumber(asked.scene.target);
            state.queuedEntry = -1;
        }
    }
    if (state.playing && !state.ended)
        queueNextEntry(snapshot, state, std::max(state.now.ceilTick(), state.sceneLaunch + Tick {1}));
    for (std::size_t i = 0; i < state.trackCount && i < asked.tracks.size(); ++i) {
        const LaunchRequest& request = asked.tracks[i].slot;
        TrackState& track = state.tracks[i];
        if (request.number == track.slotRequest || request.number == 0)
            continue;
        track.slotRequest = request.number;
        if (request.target == LaunchRequest::kCancel)
            track.queued = {};
        else
            track.queued = {
                request.target, launchPlace(snapshot, state, &track, i, request.at), request.keepPlace};
    }
}

}  // namespace clave
