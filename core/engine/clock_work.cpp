#include "core/engine/clock_work.hpp"

#include "core/engine/player.hpp"

#include <algorithm>

namespace clave {
namespace {
/// Two looks ahead of 128 tracks at 999 bpm stay far below.
constexpr std::size_t kEvents = 1U << 15U;
}  // namespace

ClockWork::ClockWork(Published<Snapshot>& snapshots, OutputTable& outputs, Timing timing)
    : readers_ {Published<Snapshot>::Reader(snapshots), Published<Snapshot>::Reader(snapshots)}
    , outputs_(outputs)
    , timing_(timing)
    , buffer_(kEvents)
{
}

void ClockWork::setLookAhead(Nanoseconds lookAhead) noexcept
{
    timing_.lookAhead = lookAhead;
}

void ClockWork::run(TimePoint now) noexcept
{
    takeSnapshot(now);
    if (snapshot_ == nullptr || !ahead_.state.playing)
        return;
    if (now > ahead_.tempo.timeAt(ahead_.state.now) + timing_.stall)
        skipStall(now);
    playAhead(now);
    buffer_.clear();
    advance(*snapshot_, settled_.state, settled_.tempo.positionAt(now), buffer_);
    takeMarks(settled_);
    if (settled_.state.ended)
        finish();
    flush();
}

void ClockWork::takeSnapshot(TimePoint now) noexcept
{
    const Snapshot* const newest = readers_[1 - reader_].latest();
    if (newest == snapshot_ || newest == nullptr)
        return;
    // The old snapshot is still held by the other reader, for the way to the cut.
    if (snapshot_ != nullptr && ahead_.state.playing)
        cutAt(now);
    snapshot_ = newest;
    reader_ = 1 - reader_;
    workOutOffsets();
    buffer_.clear();
    followSnapshot(*snapshot_, settled_.state, buffer_);
    buffer_.sort();
    takeMarks(settled_);
    handOver(settled_);
    ahead_.state = settled_.state;
    ahead_.tempo = settled_.tempo;
    obeyTransport(now);
    flush();
}

void ClockWork::cutAt(TimePoint now) noexcept
{
    // What goes to a port ahead of its time cannot be called back that long.
    const TimePoint cut = now + timing_.cutGuard - earliestOffset_;
    Position at = settled_.tempo.positionAt(cut);
    // Many positions share a nanosecond: what the outputs forget by time must be just what is decided anew.
    while (settled_.tempo.timeAt(at - Position {1}) == settled_.tempo.timeAt(at))
        at = at + Position {1};
    at = std::max(at, settled_.state.now);  // the start, or where an earlier cut was
    if (at >= ahead_.state.now) {  // nothing was handed over for later
        settled_.state = ahead_.state;
        settled_.tempo = ahead_.tempo;
        return;
    }
    buffer_.clear();
    advance(*snapshot_, settled_.state, at, buffer_);
    takeMarks(settled_);
    postToAll(TimedMessage::What::Cut, settled_.tempo.timeAt(at));
}

void ClockWork::obeyTransport(TimePoint now) noexcept
{
    const TransportRequest& asked = snapshot_->performance.transport;
    if (asked.number == transportSeen_)
        return;
    transportSeen_ = asked.number;
    const bool wasPlaying = ahead_.state.playing;
    switch (asked.what) {
    case TransportRequest::What::Stop:
        if (wasPlaying)
            finish();
        return;
    case TransportRequest::What::Play:
        restart(asked.from, asked.number, now);
        return;
    case TransportRequest::What::Continue:
        if (wasPlaying || ahead_.state.run == 0)
            return;
        resume(ahead_.state, asked.number);
        ahead_.tempo.reset({ahead_.state.now, now + timing_.startDelay, ahead_.state.tempo});
        break;
    case TransportRequest::What::Seek:
        restart(asked.from, asked.number, now);
        if (!wasPlaying)
            ahead_.state.playing = false;
        break;
    }
    settled_.state = ahead_.state;
    settled_.tempo = ahead_.tempo;
}

void ClockWork::restart(Tick from, std::uint32_t run, TimePoint now) noexcept
{
    buffer_.clear();
    const bool wasPlaying = ahead_.state.playing;
    start(*snapshot_, ahead_.state, from, run, buffer_);
    buffer_.sort();
    const TimePoint begin = now + timing_.startDelay;
    if (wasPlaying)
        postToAll(TimedMessage::What::EndAll, begin - Nanoseconds {1});
    ahead_.tempo.reset({ahead_.state.now, begin, ahead_.state.tempo});
    settled_.state = ahead_.state;
    settled_.tempo = ahead_.tempo;
}

void ClockWork::playAhead(TimePoint now) noexcept
{
    if (ahead_.state.ended)
        return;
    buffer_.clear();
    advance(*snapshot_, ahead_.state, ahead_.tempo.positionAt(now + timing_.lookAhead - earliestOffset_),
        buffer_);
    takeMarks(ahead_);
    handOver(ahead_);
}

void ClockWork::skipStall(TimePoint now) noexcept
{
    ++skips_;
    buffer_.clear();
    jump(*snapshot_, ahead_.state, ahead_.tempo.positionAt(now), buffer_);
    buffer_.sort();
    takeMarks(ahead_);
    handOver(ahead_);
    settled_.state = ahead_.state;
    settled_.tempo = ahead_.tempo;
}

void ClockWork::finish() noexcept
{
    buffer_.clear();
    stop(settled_.state, buffer_);
    handOver(settled_);
    postToAll(TimedMessage::What::EndAll, settled_.tempo.timeAt(settled_.state.now));
    ahead_.state = settled_.state;
    ahead_.tempo = settled_.tempo;
}

void ClockWork::takeMarks(Playhead& head) noexcept
{
    for (const auto& mark : buffer_.marks())
        head.tempo.change(mark.at, mark.tempo);
}

void ClockWork::handOver(Playhead& head) noexcept
{
    for (const auto& event : buffer_.events()) {
        TimedMessage timed;
        timed.due = head.tempo.timeAt(event.at);
        timed.voice = event.voice;
        timed.track = event.track;
        timed.message = event.message;
        post(event.port, timed);
    }
}

void ClockWork::postToAll(TimedMessage::What what, TimePoint due) noexcept
{
    TimedMessage timed;
    timed.due = due;
    timed.track = TimedMessage::kEveryTrack;
    timed.what = what;
    for (std::size_t port = 0; port < outputs_.size(); ++port)
        post(port, timed);
}

void ClockWork::post(std::size_t port, const TimedMessage& message) noexcept
{
    MidiOutput* const output = outputs_[port].load(std::memory_order_acquire);
    if (output == nullptr)
        return;
    TimedMessage shifted = message;
    shifted.due += offsets_[port];
    if (!output->tryPost(shifted))
        ++refused_;
}

void ClockWork::flush() noexcept
{
    for (auto& slot : outputs_) {
        if (MidiOutput* const output = slot.load(std::memory_order_acquire))
            output->flush();
    }
}

void ClockWork::workOutOffsets() noexcept
{
    earliestOffset_ = Nanoseconds {0};
    const auto& ports = snapshot_->song->ports;
    for (std::size_t i = 0; i < ports.size() && i + 1 < offsets_.size(); ++i) {
        offsets_[i + 1] = Nanoseconds {static_cast<std::int64_t>(ports[i].offsetMs * 1e6)};
        earliestOffset_ = std::min(earliestOffset_, offsets_[i + 1]);
    }
}

void ClockWork::fillStatus(ClockStatus& status, TimePoint now) const noexcept
{
    const PlayerState& state = settled_.state;
    status.playing = state.playing;
    status.ended = state.ended;
    status.countingIn = state.playing && state.now < Position {};
    status.position = state.playing ? std::max(settled_.tempo.positionAt(now), state.now) : state.now;
    status.metre = state.metre;
    status.tempo = state.playing || snapshot_ == nullptr ? state.tempo : snapshot_->song->tempo;
    const Tick since = state.now.floorTick() - state.barOrigin;
    status.bar = state.barsBefore
        + static_cast<std::uint32_t>(std::max<std::int64_t>(0, floorDiv(since, state.metre.bar())));
    status.beat =
        static_cast<std::uint16_t>(floorDiv(floorMod(since, state.metre.bar()), state.metre.beat()));
    status.scene = state.scene;
    status.queuedScene = state.queuedScene.waits() ? state.queuedScene.target : std::int16_t {-1};
    status.queuedSceneAt = state.queuedScene.at;
    status.arrangementEntry = state.entry;
    status.serial = state.serial;
    status.skips = skips_;
    status.refused = refused_ + buffer_.refused() + state.refused;
    status.trackCount = static_cast<std::uint16_t>(state.trackCount);
    for (std::size_t i = 0; i < state.trackCount; ++i) {
        const TrackState& track = state.tracks[i];
        TrackStatus& shown = status.tracks[i];
        shown.slot = track.slot;
        shown.queuedSlot = track.queued.waits() ? track.queued.target : LaunchRequest::kCancel;
        shown.step = track.lastStep;
        shown.fired = track.lastFired;
        shown.pass = track.lastPass;
    }
}

}  // namespace clave
