#include "app/window/visible_clock.hpp"

#include <cmath>

namespace clave {
namespace {
std::int64_t inHundredths(double bpm)
{
    return std::llround(bpm * 100.0);
}
}  // namespace

VisibleClock visibleOf(const ClockStatus& status, const Swing& swing)
{
    VisibleClock visible;
    visible.playing = status.playing;
    visible.countingIn = status.countingIn;
    visible.ended = status.ended;
    visible.sixteenth = floorDiv(unswung(status.position, swing).floorTick(), kSixteenth);
    visible.hundredthBpm = inHundredths(status.tempo.bpm());
    visible.scene = status.scene;
    visible.queuedScene = status.queuedScene;
    visible.arrangementEntry = status.arrangementEntry;
    visible.source = status.sync.kind;
    visible.sourceState = status.sync.state;
    visible.sourceHundredthBpm = inHundredths(status.sync.bpm);
    visible.peers = status.sync.peers;
    visible.carriesOn = status.sync.carriesOn;
    for (std::size_t i = 0; i < status.trackCount; ++i) {
        const TrackStatus& track = status.tracks[i];
        visible.tracks.push_back({track.slot, track.queuedSlot, track.step, track.fired});
    }
    return visible;
}

}  // namespace clave
