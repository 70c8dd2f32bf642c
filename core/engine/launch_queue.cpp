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

    Tick launchPlace(const Snapshot& snapshot, const PlayerState& state, const TrackState* track, std::size_t index,
        LaunchAt at) noexcept
    {
        const Tick now = std::max(state.now.ceilTick(), state.sceneLaunch);
        const Pattern* const pattern = track != nullptr ? snapshot.song->tracks[index]->pattern(track->slot) : nullptr;
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
        return state.scene >= 0 ? nextPlace(now, state.sceneLaunch, state.sceneLength)
                                : nextPlace(now, state.barOrigin, state.metre.bar());
    }
}  // namespace

void queueEntry(const Snapshot& snapshot, PlayerState& state, std::int16_t entry, Tick at) noexcept
{
    const auto& arrangement = snapshot.song->arrangement;
    if (static_cast<std::size_t>(entry) >= arrangement.size()) {
        if (!snapshot.performance.loop) {
            state.endAt = std::min(state.endAt, at);
            return;
        }
        if (arrangement.size() == 1)
            return;  // the one scene simply goes on, and its passes go on counting
        entry = 0;
    }
    state.queuedScene = {static_cast<std::int16_t>(arrangement[static_cast<std::size_t>(entry)].scene), at, false};
    state.queuedEntry = entry;
}

void queueLaunches(const Snapshot& snapshot, PlayerState& state) noexcept
{
    const Performance& asked = snapshot.performance;
    if (state.songMode && !asked.songMode && state.queuedEntry >= 0)
        state.queuedScene = {};
    const bool joinsSongMode = !state.songMode && asked.songMode && state.scene >= 0;
    state.songMode = asked.songMode;
    if (asked.scene.number != state.sceneRequest) {
        state.sceneRequest = asked.scene.number;
        if (asked.scene.target == LaunchRequest::kCancel) {
            state.queuedScene = {};
            for (std::size_t i = 0; i < state.trackCount; ++i)
                state.tracks[i].queued = {};
        } else {
            const Tick at = launchPlace(snapshot, state, nullptr, 0, asked.scene.at);
            state.queuedScene = {asked.scene.target, at, asked.scene.keepPlace};
            state.queuedEntry = -1;
        }
    }
    if (joinsSongMode && !state.queuedScene.waits() && !snapshot.song->arrangement.empty())
        queueEntry(snapshot, state, 0, launchPlace(snapshot, state, nullptr, 0, LaunchAt::SceneEnd));
    for (std::size_t i = 0; i < state.trackCount && i < asked.tracks.size(); ++i) {
        const LaunchRequest& request = asked.tracks[i].slot;
        TrackState& track = state.tracks[i];
        if (request.number == track.slotRequest || request.number == 0)
            continue;
        track.slotRequest = request.number;
        if (request.target == LaunchRequest::kCancel)
            track.queued = {};
        else
            track.queued = {request.target, launchPlace(snapshot, state, &track, i, request.at), request.keepPlace};
    }
}

}  // namespace clave
