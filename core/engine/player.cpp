#include "core/engine/player.hpp"

#include "core/engine/due_step.hpp"
#include "core/engine/launches.hpp"
#include "core/engine/step_play.hpp"
#include "core/engine/voices.hpp"

#include <algorithm>

namespace clave {
namespace {
/// Playing goes on in parts of a 32nd, so that what is decided and has not sounded stays little however much
/// is asked for at once.
constexpr Tick kPart {kSixteenth.count / 2};

void silenceAll(PlayerState& state, EventBuffer& out) noexcept
{
    for (std::size_t i = 0; i < state.trackCount; ++i)
        silenceTrack(state.tracks[i], static_cast<std::uint16_t>(i), state.now, out);
    silenceTrack(state.metronome, PlayerEvent::kMetronomeTrack, state.now, out);
}

/// The last grid position that must be decided now, because something of it may sound before `to`.
Tick frontierOf(const Snapshot& snapshot, const PlayerState& state, Position to) noexcept
{
    Tick frontier {INT64_MIN};
    for (std::size_t i = 0; i < state.trackCount; ++i) {
        if (state.tracks[i].nextEarliest < to)
            frontier = std::max(frontier, state.tracks[i].nextGrid);
    }
    if (state.nextClick < to)
        frontier = std::max(frontier, state.nextClick);
    if (nextLaunchEarliest(snapshot, state, to) < to)
        frontier = std::max(frontier, nextLaunch(state));
    return frontier;
}

/// The next grid position at which anything is to be decided.
Tick nextGridOf(const PlayerState& state, Tick launch) noexcept
{
    Tick next = std::min(state.nextClick, launch);
    for (std::size_t i = 0; i < state.trackCount; ++i)
        next = std::min(next, state.tracks[i].nextGrid);
    return next;
}

void decideClick(const Snapshot& snapshot, PlayerState& state) noexcept
{
    const Tick at = state.nextClick;
    state.nextClick += state.metre.beat();
    const Metronome& metronome = snapshot.song->metronome;
    if (!metronome.on && at >= Tick {})
        return;
    const bool accent = floorMod(at - state.barOrigin, state.metre.bar()) == Tick {};
    Voice click;
    click.on = at;
    click.off = at + Tick {state.metre.beat().count / 2};
    click.pitch = accent ? metronome.accentNote : metronome.note;
    click.velocity = metronome.velocity;
    click.id = draw({state.run, 0, 0, static_cast<std::uint32_t>(at.count >> 32),
                   static_cast<std::uint32_t>(at.count)})
        | 1U;
    if (!state.metronome.voices.tryPush(click))
        ++state.refused;
}

/// Decides everything that may sound before `to`.
void decideUntil(
    const Snapshot& snapshot, PlayerState& state, Position to, EventBuffer& out, StepHooks* hooks) noexcept
{
    sendProgramsAhead(snapshot, state, to);
    for (;;) {
        const Tick frontier = frontierOf(snapshot, state, to);
        Tick launch = nextLaunch(state);
        Tick grid = nextGridOf(state, launch);
        if (grid > frontier)
            return;
        for (; grid <= frontier; grid = nextGridOf(state, launch)) {
            if (launch == grid) {
                launchAt(snapshot, state, grid, out);
                sendProgramsAhead(snapshot, state, to);
                launch = nextLaunch(state);
            }
            for (std::size_t i = 0; i < state.trackCount; ++i) {
                if (state.tracks[i].nextGrid == grid)
                    playStep(snapshot, state, i, hooks);
            }
            if (state.nextClick == grid)
                decideClick(snapshot, state);
        }
    }
}

void emitUntil(const Snapshot& snapshot, PlayerState& state, Position to, EventBuffer& out) noexcept
{
    for (std::size_t i = 0; i < state.trackCount; ++i) {
        TrackState& track = state.tracks[i];
        const TrackVoice as {static_cast<std::uint16_t>(i), track.port, track.channel};
        emitTrack(track, as, state.now, to, out, state.refused);
    }
    const TrackVoice click {
        PlayerEvent::kMetronomeTrack, snapshot.metronomePort, snapshot.song->metronome.destination.channel};
    emitTrack(state.metronome, click, state.now, to, out, state.refused);
}
}  // namespace

void start(const Snapshot& snapshot, PlayerState& state, Tick from, std::uint32_t run, EventBuffer& out,
    CountIn countIn) noexcept
{
    followSnapshot(snapshot, state, out);
    silenceAll(state, out);
    startPlaying(snapshot, state, countIn == CountIn::AsInSong && from == Tick {}, run);
    out.pushMark({state.now, state.tempo, state.metre, state.scene});
    if (from > Tick {})
        skipTo(snapshot, state, from, out);
}

void stop(PlayerState& state, EventBuffer& out) noexcept
{
    // What was decided ahead and has not begun is kept for resume().
    for (std::size_t i = 0; i < state.trackCount; ++i)
        endSounding(state.tracks[i], static_cast<std::uint16_t>(i), state.now, out);
    endSounding(state.metronome, PlayerEvent::kMetronomeTrack, state.now, out);
    state.playing = false;
    out.sort();
}

void resume(PlayerState& state, std::uint32_t run) noexcept
{
    state.playing = true;
    state.run = run;
    state.floor = state.now;
}

void jump(const Snapshot& snapshot, PlayerState& state, Position to, EventBuffer& out) noexcept
{
    silenceAll(state, out);
    skipTo(snapshot, state, to, out);
}

void advance(
    const Snapshot& snapshot, PlayerState& state, Position to, EventBuffer& out, StepHooks* hooks) noexcept
{
    followSnapshot(snapshot, state, out);
    if (!state.playing || to <= state.now)
        return;
    while (state.now < to) {
        const Position part = std::min(to, state.now + kPart);
        decideUntil(snapshot, state, part, out, hooks);
        if (hooks != nullptr) {
            for (const ScriptAnswer& own : hooks->ownIn(state.now, part)) {
                if (!state.ended || own.at < Position {state.endedAt})
                    playOwn(snapshot, state, own);
            }
            for (std::size_t i = 0; state.ended && i < state.trackCount; ++i)
                endVoicesAt(state.tracks[i], state.endedAt);
        }
        emitUntil(snapshot, state, part, out);
        state.now = part;
    }
    out.sort();
}

}  // namespace clave
