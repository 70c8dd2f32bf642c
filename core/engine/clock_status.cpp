#include "core/engine/clock_work.hpp"

#include <algorithm>

namespace clave {

void ClockWork::fillStatus(ClockStatus& status, TimePoint now) const noexcept
{
    const PlayerState& state = settled_.state;
    status.playing = state.playing;
    status.ended = state.isOver();
    status.countingIn = state.playing && state.now < Position {};
    status.position = state.playing
        ? std::clamp(settled_.tempo.positionAt(now), state.now, std::max(state.now, ahead_.state.now))
        : state.now;
    status.metre = state.metre;
    status.tempo = tempoNow();
    status.sync = isFollowing() ? source_->report() : SyncReport {};
    const Tick since = state.now.floorTick() - state.barOrigin;
    status.bar = state.barsBefore
        + static_cast<std::uint32_t>(std::max<std::int64_t>(0, floorDiv(since, state.metre.bar())));
    status.beat =
        static_cast<std::uint16_t>(floorDiv(floorMod(since, state.metre.bar()), state.metre.beat()));
    status.time = now;
    status.line = settled_.tempo.lineAt(status.position);
    status.lead = outbox_.ahead() + timing_.cutGuard;
    status.run = state.run;
    status.scene = state.scene;
    status.queuedScene = state.queuedScene.waits() ? state.queuedScene.target : std::int16_t {-1};
    status.queuedSceneAt = state.queuedScene.at;
    status.arrangementEntry = state.entry;
    status.serial = state.serial;
    status.skips = skips_;
    status.refused = outbox_.refused() + buffer_.refused() + state.refused;
    status.missed = scripts_.misses();
    status.trackCount = static_cast<std::uint16_t>(state.trackCount);
    for (std::size_t i = 0; i < state.trackCount; ++i) {
        const TrackState& track = state.tracks[i];
        TrackStatus& shown = status.tracks[i];
        shown.slot = track.slot;
        shown.queuedSlot = track.queued.waits() ? track.queued.target : LaunchRequest::kCancel;
        shown.step = track.lastStep;
        shown.fired = track.lastFired;
        shown.pass = track.lastPass;
        shown.id = track.id;
        shown.nextGrid = track.nextGrid;
        shown.nextCount = track.nextCount;
        shown.missed = scripts_.misses(track.id);
    }
}

}  // namespace clave
