#include "core/engine/launches.hpp"
#include "core/engine/voices.hpp"
#include "core/time/timeline.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
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

std::int32_t patternProgram(const Pattern& pattern) noexcept
{
    if (!pattern.program)
        return TrackState::kNoProgram;
    return programNumber(pattern.bank ? *pattern.bank : Lock::kNoBank, *pattern.program);
}

void sendProgram(
    const Snapshot& snapshot, PlayerState& state, std::size_t index, Position at, std::int16_t slot) noexcept
{
    TrackState& track = state.tracks[index];
    const Pattern* const pattern = snapshot.song->tracks[index]->pattern(slot);
    const std::int32_t program = pattern != nullptr ? patternProgram(*pattern) : TrackState::kNoProgram;
    if (program == TrackState::kNoProgram || program == track.programSent || !track.audible)
        return;
    track.programSent = program;
    const Lock lock {Lock::Kind::Program,
        static_cast<std::int16_t>(pattern->bank ? *pattern->bank : Lock::kNoBank), *pattern->program};
    const Position due = std::max(at, state.now);
    for (auto& waiting : track.locks) {
        if (waiting.at == due && waiting.lock.kind == Lock::Kind::Program) {  // while skipping over launches
            waiting.lock = lock;
            return;
        }
    }
    if (!track.locks.tryPush({due, lock}))
        ++state.refused;
}

void sendProgramsAhead(const Snapshot& snapshot, PlayerState& state, Position to) noexcept
{
    const Tick at = nextLaunch(state);
    if (at == kNoTick || at >= state.endAt())
        return;
    const Timeline line({}, {}, state.tempo);
    for (std::size_t i = 0; i < state.trackCount; ++i) {
        const TrackState& track = state.tracks[i];
        // Not before what plays now began: until then it was not the next.
        const Position begun = std::max(track.launch, state.sceneLaunch);
        const Position due = std::max(begun, at - line.length(programLead(*snapshot.song, track.port)));
        if (due < to && due < at)  // else the launch sends it
            sendProgram(snapshot, state, i, due, nextSlot(snapshot, state, i, at));
    }
}

void followProgram(const Snapshot& snapshot, PlayerState& state, std::size_t index, bool isNew) noexcept
{
    TrackState& track = state.tracks[index];
    const Pattern* const pattern = snapshot.song->tracks[index]->pattern(track.slot);
    const std::int32_t now = pattern != nullptr ? patternProgram(*pattern) : TrackState::kNoProgram;
    const std::int32_t before = std::exchange(track.program, now);
    if (isNew || now != before)
        sendProgram(snapshot, state, index, state.now, track.slot);
}

}  // namespace clave
