#include "core/engine/voices.hpp"

#include <algorithm>

namespace clave {
namespace {
    using Order = PlayerEvent::Order;

    void push(EventBuffer& out, Position at, Order order, const TrackVoice& as, const Message& message) noexcept
    {
        (void)out.tryPush({at, 0, 0, as.track, as.port, order, message});  // refusals are counted by the buffer
    }

    void emitOff(const Voice& voice, std::uint16_t track, Position at, EventBuffer& out) noexcept
    {
        const auto off = Message::noteOff(voice.channel, voice.pitch);
        (void)out.tryPush({at, voice.id, 0, track, voice.port, Order::NoteOff, off});
    }

    /// Ends other soundings of the pitch at `at`.
    void endSamePitch(TrackState& state, std::size_t except, std::uint16_t track, Position at, EventBuffer& out) noexcept
    {
        const Voice& one = state.voices[except];
        for (auto& other : state.voices) {
            if (&other != &one && other.sounding && other.pitch == one.pitch) {
                emitOff(other, track, at, out);
                other.sounding = false;
                other.on = other.off = kNever;  // swept up by emitTrack
            }
        }
    }

    void emitOn(TrackState& state, std::size_t index, const TrackVoice& as, EventBuffer& out) noexcept
    {
        endSamePitch(state, index, as.track, state.voices[index].on, out);
        Voice& voice = state.voices[index];
        if (voice.velocity == 0) {
            voice.on = voice.off = kNever;
            return;
        }
        const auto on = Message::noteOn(as.channel, voice.pitch, voice.velocity);
        if (!out.tryPush({voice.on, voice.id, 0, as.track, as.port, Order::NoteOn, on})) {
            voice.on = voice.off = kNever;
            return;
        }
        voice.sounding = true;
        voice.port = as.port;
        voice.channel = as.channel;
    }

    void spawnHits(TrackState& state, Position now, Position to, std::uint32_t& refused) noexcept
    {
        for (std::size_t r = 0; r < state.retrigs.size();) {
            RetrigRun& run = state.retrigs[r];
            for (; run.next < run.hits; ++run.next) {
                const auto straight = run.start + Position::fromTicks(run.spacing * run.next);
                const Position on = std::max(now, run.feel.sounding(straight));
                if (on >= to || on >= run.end)
                    break;
                const bool last = run.next + 1 == run.hits;
                for (std::size_t i = 0; i < run.notes.size(); ++i) {
                    const auto& hit = run.notes[i];
                    Voice voice;
                    voice.on = on;
                    voice.hold = last ? hit.hold : Voice::Hold::None;
                    voice.off = voice.hold == Voice::Hold::None
                        ? std::min(run.end, run.feel.sounding(straight + Position::fromTicks(run.spacing * hit.share)))
                        : run.end;
                    voice.off = std::max(voice.off, on + Tick {1});
                    const int ramp = run.hits > 1 && run.hits != RetrigRun::kEndless
                        ? run.ramp * static_cast<int>(run.next) / static_cast<int>(run.hits - 1)
                        : 0;
                    voice.velocity = static_cast<std::uint8_t>(std::clamp(hit.velocity + ramp, 1, 127));
                    voice.pitch = hit.pitch;
                    voice.id = run.id + run.next * kMaxNotes + i;
                    if (!state.voices.tryPush(voice))
                        ++refused;
                }
            }
            const auto straight = run.start + Position::fromTicks(run.spacing * run.next);
            const bool done = run.next >= run.hits || run.feel.sounding(straight) >= run.end;
            if (done)
                state.retrigs.removeKeepingOrder(r);
            else
                ++r;
        }
    }

    void emitLocks(TrackState& state, const TrackVoice& as, Position now, Position to, EventBuffer& out) noexcept
    {
        for (std::size_t i = 0; i < state.locks.size();) {
            if (state.locks[i].at < to) {
                emitLock(state.locks[i].lock, std::max(now, state.locks[i].at), as, out);
                state.locks.removeKeepingOrder(i);
            } else {
                ++i;
            }
        }
    }
}  // namespace

void emitLock(const Lock& lock, Position at, const TrackVoice& as, EventBuffer& out) noexcept
{
    const auto control = [&](int controller, int value) {
        push(out, at, Order::Control, as, Message::controlChange(as.channel, controller, value));
    };
    switch (lock.kind) {
    case Lock::Kind::Cc:
        control(lock.number, lock.value);
        break;
    case Lock::Kind::Cc14:
        control(lock.number, lock.value >> 7);
        control(lock.number + 32, lock.value & 0x7F);
        break;
    case Lock::Kind::Nrpn:
        control(99, lock.number >> 7);
        control(98, lock.number & 0x7F);
        control(6, lock.value >> 7);
        control(38, lock.value & 0x7F);
        break;
    case Lock::Kind::Program:
        if (lock.number != Lock::kNoBank) {
            push(out, at, Order::Program, as, Message::controlChange(as.channel, 0, lock.number >> 7));
            push(out, at, Order::Program, as, Message::controlChange(as.channel, 32, lock.number & 0x7F));
        }
        push(out, at, Order::Program, as, Message::programChange(as.channel, lock.value));
        break;
    case Lock::Kind::Bend:
        push(out, at, Order::Control, as, Message::pitchBend(as.channel, lock.value));
        break;
    case Lock::Kind::Pressure:
        push(out, at, Order::Control, as, Message::channelPressure(as.channel, lock.value));
        break;
    }
}

void emitTrack(TrackState& state, const TrackVoice& as, Position now, Position to, EventBuffer& out,
    std::uint32_t& refused) noexcept
{
    if (!state.locks.empty())
        emitLocks(state, as, now, to, out);
    if (!state.retrigs.empty())
        spawnHits(state, now, to, refused);
    for (;;) {
        // The earliest thing to happen; at one moment ends come first.
        std::size_t next = state.voices.size();
        Position when = to;
        bool isEnd = false;
        for (std::size_t i = 0; i < state.voices.size(); ++i) {
            const Voice& voice = state.voices[i];
            const Position at = voice.sounding ? voice.off : voice.on;
            if (at < when || (at == when && at < to && voice.sounding && !isEnd)) {
                next = i;
                when = at;
                isEnd = voice.sounding;
            }
        }
        if (next == state.voices.size())
            break;
        if (isEnd) {
            emitOff(state.voices[next], as.track, std::max(now, when), out);
            state.voices.removeSwapping(next);
        } else {
            emitOn(state, next, as, out);
        }
    }
    for (std::size_t i = 0; i < state.voices.size();) {
        const Voice& voice = state.voices[i];
        if (!voice.sounding && voice.on == kNever)
            state.voices.removeSwapping(i);
        else
            ++i;
    }
}

void silenceTrack(TrackState& state, std::uint16_t track, Position at, EventBuffer& out) noexcept
{
    for (const auto& voice : state.voices) {
        if (voice.sounding)
            emitOff(voice, track, at, out);
    }
    state.voices.clear();
    state.retrigs.clear();
    state.locks.clear();
}

void letRing(TrackState& state, Position at) noexcept
{
    state.retrigs.clear();
    state.locks.clear();
    for (std::size_t i = 0; i < state.voices.size();) {
        Voice& voice = state.voices[i];
        if (!voice.sounding) {
            state.voices.removeSwapping(i);
            continue;
        }
        if (voice.off == kNever)
            voice.off = at;
        voice.hold = Voice::Hold::None;
        ++i;
    }
}

void endVoicesAt(TrackState& state, Position at) noexcept
{
    for (std::size_t i = 0; i < state.voices.size();) {
        Voice& voice = state.voices[i];
        if (voice.on >= at && !voice.sounding) {
            state.voices.removeSwapping(i);
            continue;
        }
        voice.off = std::min(voice.off, at);
        voice.hold = Voice::Hold::None;
        voice.untilNextNote = false;
        ++i;
    }
    for (auto& run : state.retrigs)
        run.end = std::min(run.end, at);
    for (std::size_t i = 0; i < state.locks.size();) {
        if (state.locks[i].at >= at)
            state.locks.removeKeepingOrder(i);
        else
            ++i;
    }
}

}  // namespace clave
