#include "core/engine/player.hpp"

#include "core/engine/launches.hpp"
#include "core/engine/step_play.hpp"
#include "core/engine/voices.hpp"

#include <algorithm>

namespace clave {
namespace {
    using Order = PlayerEvent::Order;

    void silenceAll(PlayerState& state, EventBuffer& out) noexcept
    {
        for (std::size_t i = 0; i < state.trackCount; ++i)
            silenceTrack(state.tracks[i], static_cast<std::uint16_t>(i), state.now, out);
        if (state.click.sounding) {
            const auto off = Message::noteOff(state.click.channel, state.click.pitch);
            (void)out.tryPush(
                {state.now, state.click.id, 0, PlayerEvent::kMetronomeTrack, state.click.port, Order::NoteOff, off});
            state.click.sounding = false;
        }
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

    Tick nextGridOf(const PlayerState& state) noexcept
    {
        Tick next = std::min(state.nextClick, nextLaunch(state));
        for (std::size_t i = 0; i < state.trackCount; ++i)
            next = std::min(next, state.tracks[i].nextGrid);
        return next;
    }

    void emitClickOff(PlayerState& state, Position to, EventBuffer& out) noexcept
    {
        Voice& click = state.click;
        if (!click.sounding || click.off >= to)
            return;
        const auto off = Message::noteOff(click.channel, click.pitch);
        (void)out.tryPush({click.off, click.id, 0, PlayerEvent::kMetronomeTrack, click.port, Order::NoteOff, off});
        click.sounding = false;
    }

    void playClick(const Snapshot& snapshot, PlayerState& state, EventBuffer& out) noexcept
    {
        const Tick at = state.nextClick;
        state.nextClick += state.metre.beat();
        const Metronome& metronome = snapshot.song->metronome;
        if (!metronome.on && at >= Tick {})
            return;
        emitClickOff(state, at, out);
        const bool accent = floorMod(at - state.barOrigin, state.metre.bar()) == Tick {};
        Voice& click = state.click;
        click.on = at;
        click.off = at + Tick {state.metre.beat().count / 2};
        click.pitch = accent ? metronome.accentNote : metronome.note;
        click.channel = metronome.destination.channel;
        click.port = snapshot.metronomePort;
        click.id = draw({state.run, 0, 0, 0, static_cast<std::uint32_t>(at.count / kSixteenth.count)}) | 1U;
        const auto on = Message::noteOn(click.channel, click.pitch, metronome.velocity);
        click.sounding = out.tryPush({at, click.id, 0, PlayerEvent::kMetronomeTrack, click.port, Order::NoteOn, on});
    }
}  // namespace

void start(const Snapshot& snapshot, PlayerState& state, Tick from, std::uint32_t run, EventBuffer& out) noexcept
{
    followSnapshot(snapshot, state, out);
    silenceAll(state, out);
    startPlaying(snapshot, state, from == Tick {}, run);
    out.pushMark({state.now, state.tempo, state.metre, state.scene});
    if (from > Tick {})
        skipTo(snapshot, state, from, out);
}

void stop(PlayerState& state, EventBuffer& out) noexcept
{
    silenceAll(state, out);
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

void advance(const Snapshot& snapshot, PlayerState& state, Position to, EventBuffer& out) noexcept
{
    followSnapshot(snapshot, state, out);
    if (!state.playing || to <= state.now)
        return;
    sendProgramsAhead(snapshot, state, to);
    for (;;) {
        const Tick frontier = frontierOf(snapshot, state, to);
        Tick grid = nextGridOf(state);
        if (grid > frontier)
            break;
        for (; grid <= frontier; grid = nextGridOf(state)) {
            if (nextLaunch(state) == grid) {
                launchAt(snapshot, state, grid, out);
                sendProgramsAhead(snapshot, state, to);
            }
            for (std::size_t i = 0; i < state.trackCount; ++i) {
                if (state.tracks[i].nextGrid == grid)
                    playStep(snapshot, state, i);
            }
            if (state.nextClick == grid)
                playClick(snapshot, state, out);
        }
    }
    for (std::size_t i = 0; i < state.trackCount; ++i) {
        TrackState& track = state.tracks[i];
        emitTrack(track, {static_cast<std::uint16_t>(i), track.port, track.channel}, state.now, to, out, state.refused);
    }
    emitClickOff(state, to, out);
    out.sort();
    state.now = to;
}

}  // namespace clave
