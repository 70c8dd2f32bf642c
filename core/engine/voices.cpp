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

/// What another sounding of the pitch means for the voice that begins now.
enum class SamePitch : std::uint8_t { None, Joined };

/// Ends other soundings of the pitch. One that began at the same moment is the same note: it takes the end.
SamePitch meetSamePitch(TrackState& state, const Voice& one, std::uint16_t track, EventBuffer& out) noexcept
{
    for (auto& other : state.voices) {
        if (&other == &one || !other.sounding || other.pitch != one.pitch)
            continue;
        if (other.on == one.on && one.velocity > 0) {
            other.off = std::max(other.off, one.off);
            other.hold = one.hold;
            other.untilNextNote = one.untilNextNote;
            return SamePitch::Joined;
        }
        emitOff(other, track, std::max(one.on, other.on), out);
        other.sounding = false;
        other.on = other.off = kNever;  // swept up by emitTrack
    }
    return SamePitch::None;
}

void emitOn(TrackState& state, std::size_t index, const TrackVoice& as, EventBuffer& out) noexcept
{
    Voice& voice = state.voices[index];
    const auto on = Message::noteOn(as.channel, voice.pitch, voice.velocity);
    const bool isSilent = meetSamePitch(state, voice, as.track, out) == SamePitch::Joined
        || voice.velocity == 0 || !out.tryPush({voice.on, voice.id, 0, as.track, as.port, Order::NoteOn, on});
    if (isSilent) {
        voice.on = voice.off = kNever;
        return;
    }
    voice.sounding = true;
    voice.port = as.port;
    voice.channel = as.channel;
}

/// Makes the run's next hit voices of the track.
void spawnHit(TrackState& state, RetrigRun& run, Position now, std::uint32_t& refused) noexcept
{
    const bool isLast = run.next + 1 == run.hits;
    for (std::size_t i = 0; i < run.notes.size(); ++i) {
        const auto& hit = run.notes[i];
        if (isLast && hit.lastIsHeld)
            continue;
        Voice voice = run.voiceOf(run.next, i);
        voice.on = std::max(now, voice.on);
        const Position end = run.straightOf(run.next) + Position::fromTicks(run.spacing * hit.share);
        voice.off = std::max(std::min(run.end, run.feel.sounding(end)), voice.on + Tick {1});
        if (!state.voices.tryPush(voice))
            ++refused;
    }
    ++run.next;
}

/// Spawns the hits that fall at or before `at`, the place of the track's earliest other event.
bool spawnHitsBy(TrackState& state, Position now, Position at, Position to, std::uint32_t& refused) noexcept
{
    bool spawned = false;
    for (std::size_t r = 0; r < state.retrigs.size();) {
        RetrigRun& run = state.retrigs[r];
        if (run.isSpent()) {
            state.retrigs.removeKeepingOrder(r);
            continue;
        }
        const Position on = std::max(now, run.onOf(run.next));
        if (on < to && on <= at) {
            spawnHit(state, run, now, refused);
            spawned = true;
        } else {
            ++r;
        }
    }
    return spawned;
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
/// Retrigs and locks that were to come. A program among them was not sent after all.
void forgetComing(TrackState& state) noexcept
{
    state.retrigs.clear();
    if (std::ranges::any_of(state.locks, [](const auto& l) { return l.lock.kind == Lock::Kind::Program; }))
        state.programSent = TrackState::kNoProgram;
    state.locks.clear();
}
}  // namespace

Voice RetrigRun::voiceOf(std::uint32_t hit, std::size_t note) const noexcept
{
    const bool ramps = hits > 1 && hits != kEndless;
    const int added = ramps ? ramp * static_cast<int>(hit) / static_cast<int>(hits - 1) : 0;
    Voice voice;
    voice.on = onOf(hit);
    voice.pitch = notes[note].pitch;
    voice.velocity = static_cast<std::uint8_t>(std::clamp(notes[note].velocity + added, 1, 127));
    voice.id = id + hit * kMaxNotes + note;
    voice.retrigHit = true;
    return voice;
}

std::int32_t programNumber(std::int32_t bank, std::int32_t program) noexcept
{
    return bank == Lock::kNoBank ? program : (bank + 1) << 7 | program;
}

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
        if (!state.retrigs.empty() && spawnHitsBy(state, now, when, to, refused))
            continue;
        if (next == state.voices.size())
            break;
        if (isEnd) {
            emitOff(state.voices[next], as.track, std::max(now, when), out);
            state.voices.removeKeepingOrder(next);
        } else {
            emitOn(state, next, as, out);
        }
    }
    for (std::size_t i = 0; i < state.voices.size();) {
        const Voice& voice = state.voices[i];
        if (!voice.sounding && voice.on == kNever)
            state.voices.removeKeepingOrder(i);
        else
            ++i;
    }
}

void endSounding(TrackState& state, std::uint16_t track, Position at, EventBuffer& out) noexcept
{
    for (std::size_t i = 0; i < state.voices.size();) {
        if (!state.voices[i].sounding) {
            ++i;
            continue;
        }
        emitOff(state.voices[i], track, at, out);
        state.voices.removeKeepingOrder(i);
    }
}

void silenceTrack(TrackState& state, std::uint16_t track, Position at, EventBuffer& out) noexcept
{
    for (const auto& voice : state.voices) {
        if (voice.sounding)
            emitOff(voice, track, at, out);
    }
    state.voices.clear();
    forgetComing(state);
}

void letRing(TrackState& state, Position at) noexcept
{
    forgetComing(state);
    for (std::size_t i = 0; i < state.voices.size();) {
        Voice& voice = state.voices[i];
        if (!voice.sounding) {
            state.voices.removeKeepingOrder(i);
            continue;
        }
        if (voice.off == kNever)
            voice.off = at;
        voice.hold = Voice::Hold::None;
        voice.untilNextNote = false;
        ++i;
    }
}

void endVoicesAt(TrackState& state, Position at) noexcept
{
    for (std::size_t i = 0; i < state.voices.size();) {
        Voice& voice = state.voices[i];
        if (voice.on >= at && !voice.sounding) {
            state.voices.removeKeepingOrder(i);
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
