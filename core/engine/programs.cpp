#include "core/engine/launches.hpp"
#include "core/time/timeline.hpp"

#include <algorithm>

namespace clave {
namespace {
    std::int32_t programOf(const Pattern& pattern) noexcept
    {
        if (!pattern.program)
            return TrackState::kNoProgram;
        return pattern.bank ? (*pattern.bank + 1) << 7 | *pattern.program : *pattern.program;
    }

    /// The slot that a track is going to play at nextLaunch(), or kKeep when that does not concern it.
    std::int16_t nextSlot(const Snapshot& snapshot, const PlayerState& state, std::size_t track, Tick at) noexcept
    {
        if (state.tracks[track].queued.at == at)
            return state.tracks[track].queued.target;
        const auto scene = static_cast<std::size_t>(state.queuedScene.target);
        const bool isScene = state.queuedScene.at == at && scene < snapshot.song->scenes.size();
        return isScene ? snapshot.song->scenes[scene].slot(track) : Scene::kKeep;
    }

    Nanoseconds programLead(const Song& song, std::uint8_t port) noexcept
    {
        if (port == 0 || port > song.ports.size())
            return Nanoseconds {0};
        return Nanoseconds {static_cast<std::int64_t>(song.ports[port - 1U].programLeadMs * 1e6)};
    }
}  // namespace

void sendProgram(const Snapshot& snapshot, PlayerState& state, std::size_t index, Position at, std::int16_t slot) noexcept
{
    TrackState& track = state.tracks[index];
    const Pattern* const pattern = snapshot.song->tracks[index]->pattern(slot);
    const std::int32_t program = pattern != nullptr ? programOf(*pattern) : TrackState::kNoProgram;
    if (program == TrackState::kNoProgram || program == track.programSent || !track.audible)
        return;
    track.programSent = program;
    const Lock lock {Lock::Kind::Program,
        static_cast<std::int16_t>(pattern->bank ? *pattern->bank : Lock::kNoBank), *pattern->program};
    if (!track.locks.tryPush({std::max(at, state.now), lock}))
        ++state.refused;
}

void sendProgramsAhead(const Snapshot& snapshot, PlayerState& state, Position to) noexcept
{
    const Tick at = nextLaunch(state);
    if (at == kNoTick || at >= state.endAt)
        return;
    const Timeline line({}, {}, state.tempo);
    for (std::size_t i = 0; i < state.trackCount; ++i) {
        const Position due = at - line.length(programLead(*snapshot.song, state.tracks[i].port));
        if (due < to)
            sendProgram(snapshot, state, i, due, nextSlot(snapshot, state, i, at));
    }
}

}  // namespace clave
