#include "core/engine/clock_work.hpp"

#include <algorithm>

namespace clave {
namespace {
/// Two looks ahead of 128 tracks at 999 bpm stay far below.
constexpr std::size_t kEvents = 1U << 15U;
}  // namespace

ClockWork::ClockWork(Published<Snapshot>& snapshots, OutputTable& outputs, SyncSlot& sync, LiveQueues& live,
    ScriptQueues& scripts, Timing timing)
    : readers_ {Published<Snapshot>::Reader(snapshots), Published<Snapshot>::Reader(snapshots)}
    , outbox_(outputs)
    , clockOut_(outbox_)
    , live_(live)
    , scripts_(scripts)
    , sync_(sync)
    , timing_(timing)
    , buffer_(kEvents)
{
}

void ClockWork::setLookAhead(Nanoseconds lookAhead) noexcept
{
    timing_.lookAhead = lookAhead;
}

void ClockWork::run(TimePoint now, const FrameGrid& grid) noexcept
{
    grid_ = grid;
    outbox_.look();
    takeSnapshot(now);
    playByHand(now);
    if (snapshot_ == nullptr)
        return;
    followSource(now);
    if (ahead_.state.playing || isFollowing())
        busyAt_ = now;
    if (ahead_.state.playing) {
        if (now > ahead_.tempo.timeAt(ahead_.state.now) + timing_.stall)
            skipStall(now);
        scripts_.takeAnswers(ahead_.state.now, settled_.state.now);
        playAhead(now);
        scripts_.ask(*snapshot_, ahead_.state, ahead_.tempo, now + lookAhead());
        buffer_.clear();
        const Position present = std::min(settled_.tempo.positionAt(now), ahead_.state.now);
        advance(*snapshot_, settled_.state, present, buffer_, scripts_.hooks());
        scripts_.tellPlayed(settled_.state, buffer_.events());
        takeMarks(settled_);
        if (settled_.state.isOver())
            finish(now);
    }
    clockOut_.idle(now, now + lookAhead(), tempoNow());
    outbox_.flush();
}

void ClockWork::takeSnapshot(TimePoint now) noexcept
{
    const Snapshot* const newest = readers_[1 - reader_].latest();
    if (newest == snapshot_ || newest == nullptr)
        return;
    busyAt_ = now;
    if (snapshot_ != nullptr && isSameMusic(*newest, *snapshot_)) {
        snapshot_ = newest;
        reader_ = 1 - reader_;
        obeyPanic(now);
        return;
    }
    // The old snapshot is still held by the other reader, for the way to the cut.
    if (snapshot_ != nullptr && ahead_.state.playing)
        cutAt(now, newest->from);
    snapshot_ = newest;
    reader_ = 1 - reader_;
    outbox_.setPorts(snapshot_->song->ports);
    buffer_.clear();
    followSnapshot(*snapshot_, settled_.state, buffer_);
    buffer_.sort();
    takeMarks(settled_);
    if (isFollowing() && snapshot_->song->tempo != songTempo_)
        tellTempo(snapshot_->song->tempo, now);
    songTempo_ = snapshot_->song->tempo;
    handOver(settled_);
    ahead_.state = settled_.state;
    ahead_.tempo = settled_.tempo;
    scripts_.wasCut(ahead_.state);
    obeyTransport(now);
    obeyPanic(now);
}

void ClockWork::cutAt(TimePoint now, std::optional<Position> from) noexcept
{
    // What is committed at an output cannot be called back.
    const TimePoint cut = outbox_.earliestFrom(now) + timing_.cutGuard;
    Position at = settled_.tempo.positionAt(cut);
    // Many positions share a nanosecond: what the outputs forget by time must be just what is decided anew.
    while (settled_.tempo.timeAt(at - Position {1}) == settled_.tempo.timeAt(at))
        at = at + Position {1};
    if (from && *from > at) {
        at = *from;
        while (settled_.tempo.timeAt(at - Position {1}) == settled_.tempo.timeAt(at))
            at = at - Position {1};
    }
    at = std::max(at, settled_.state.now);  // the start, or where an earlier cut was
    buffer_.clear();
    advance(*snapshot_, settled_.state, std::min(at, ahead_.state.now), buffer_, scripts_.hooks());
    scripts_.tellPlayed(settled_.state, buffer_.events());
    if (at >= ahead_.state.now) {  // nothing was handed over for later
        settled_.state = ahead_.state;
        settled_.tempo = ahead_.tempo;
        return;
    }
    takeMarks(settled_);
    const TimePoint due = settled_.tempo.timeAt(at);
    outbox_.cut(due);
    clockOut_.wasCutAt(due);
}

void ClockWork::obeyTransport(TimePoint now) noexcept
{
    const TransportRequest& asked = snapshot_->performance.transport;
    if (asked.number == transportSeen_)
        return;
    transportSeen_ = asked.number;
    if (isFollowing()) {
        askSource(asked, now);
        return;
    }
    const bool wasPlaying = ahead_.state.playing;
    switch (asked.what) {
    case TransportRequest::What::Stop:
        if (wasPlaying)
            finish(now);
        return;
    case TransportRequest::What::Play:
        restart(now, asked.from, {asked.from, startTime(now), {}}, CountIn::AsInSong);
        return;
    case TransportRequest::What::Continue:
        if (wasPlaying || ahead_.state.run == 0)
            return;
        resumeOn({ahead_.state.now, startTime(now), ahead_.state.tempo});
        return;
    case TransportRequest::What::Seek:
        if (wasPlaying) {
            restart(now, asked.from, {asked.from, startTime(now), {}}, CountIn::AsInSong);
            return;
        }
        locate(asked.from);
        return;
    }
}

void ClockWork::locate(Tick to) noexcept
{
    buffer_.clear();
    start(*snapshot_, ahead_.state, to, ++runs_, buffer_);
    ahead_.state.playing = false;
    settled_.state = ahead_.state;
}

void ClockWork::restart(TimePoint now, Position from, const Timeline& line, CountIn countIn) noexcept
{
    const bool wasPlaying = ahead_.state.playing;
    if (wasPlaying && isFollowing())
        dropRun(std::min(now, line.timeAt(from)));
    if (wasPlaying)
        clockOut_.stopAt(settled_.state.now, settled_.tempo, line.timeAt(from) - 3 * ClockOut::kStartLead);
    buffer_.clear();
    start(*snapshot_, ahead_.state, from.ceilTick(), ++runs_, buffer_, countIn);
    buffer_.sort();
    // Our own line begins where the player does, which may be a count-in before `from`; a source's is where
    // it is.
    Timeline begun = line;
    if (!isFollowing())
        begun = {ahead_.state.now, line.timeAt(from), ahead_.state.tempo};
    const TimePoint begin = begun.timeAt(ahead_.state.now);
    if (wasPlaying && !isFollowing())
        outbox_.postToAll(TimedMessage::What::EndAll, begin - Nanoseconds {1});
    ahead_.tempo.reset(begun);
    clockOut_.startAt(from, begin);
    settled_.state = ahead_.state;
    settled_.tempo = ahead_.tempo;
    scripts_.begin(ahead_.state);
}

void ClockWork::resumeOn(const Timeline& line) noexcept
{
    resume(ahead_.state, ++runs_);
    ahead_.tempo.reset(line);
    clockOut_.resumeAt(ahead_.state.now, line.timeAt(ahead_.state.now));
    settled_.state = ahead_.state;
    settled_.tempo = ahead_.tempo;
    scripts_.begin(ahead_.state);
}

void ClockWork::playAhead(TimePoint now) noexcept
{
    if (ahead_.state.isOver())
        return;
    buffer_.clear();
    const Position from = ahead_.state.now;
    const Position until =
        std::min(ahead_.tempo.positionAt(now + lookAhead()), isFollowing() ? reading_.limit : kNever);
    advance(*snapshot_, ahead_.state, until, buffer_, scripts_.hooks());
    takeMarks(ahead_);
    // Clocks first: at equal times what is posted first is sent first.
    const bool isOver = ahead_.state.isOver();
    const Position to = isOver ? Position {ahead_.state.endedAt} : ahead_.state.now;
    clockOut_.play(from, to, ahead_.tempo);
    handOver(ahead_);
    if (isOver)
        clockOut_.stopAt(to, ahead_.tempo);
}

void ClockWork::skipStall(TimePoint now) noexcept
{
    const Position to = ahead_.tempo.positionAt(now);
    if (isFollowing() && to >= reading_.limit)
        return;  // no stall: the clock we follow does not come
    ++skips_;
    clockOut_.stopAt(ahead_.state.now, ahead_.tempo);
    buffer_.clear();
    jump(*snapshot_, ahead_.state, to, buffer_);
    buffer_.sort();
    takeMarks(ahead_);
    handOver(ahead_);
    // Whoever counts our clocks has missed some: it is told the place.
    clockOut_.startAt(to, ahead_.tempo.timeAt(to));
    settled_.state = ahead_.state;
    settled_.tempo = ahead_.tempo;
    scripts_.begin(ahead_.state);
}

void ClockWork::finish(TimePoint now) noexcept
{
    buffer_.clear();
    stop(settled_.state, buffer_);
    handOver(settled_);
    // The end of the music has passed when this is noticed; what comes now must still be in time.
    outbox_.postToAll(TimedMessage::What::EndAll,
        std::max(settled_.tempo.timeAt(settled_.state.now), outbox_.earliestFrom(now) + timing_.cutGuard));
    clockOut_.stopAt(settled_.state.now, settled_.tempo);
    ahead_.state = settled_.state;
    ahead_.tempo = settled_.tempo;
    scripts_.stop(settled_.state.now);
}

void ClockWork::handOver(Playhead& head) noexcept
{
    for (const auto& event : buffer_.events()) {
        TimedMessage timed;
        timed.due = head.tempo.timeAt(event.at);
        timed.voice = event.voice;
        timed.track = event.track;
        timed.message = event.message;
        outbox_.post(event.port, timed);
    }
}

void ClockWork::takeMarks(Playhead& head) noexcept
{
    for (const auto& mark : buffer_.marks()) {
        if (!isFollowing())
            head.tempo.change(mark.at, mark.tempo);
        else if (&head == &ahead_ && mark.at <= head.state.floor)
            told_ = mark.tempo;  // what a song begins with is no wish: others are playing already
        else if (&head == &ahead_)
            tellTempo(mark.tempo, head.tempo.timeAt(mark.at));
    }
}

TimePoint ClockWork::startTime(TimePoint now) const noexcept
{
    const TimePoint free = outbox_.earliestFrom(now) + timing_.cutGuard + 2 * ClockOut::kStartLead;
    // With scripts, their first answers are waited for as long as a round trip takes, and no longer.
    const Nanoseconds delay = scripts_.isOn() ? lookAhead() + ClockScripts::kRoundTrip : timing_.startDelay;
    return grid_.roundUp(std::max(now + delay, free));
}

Nanoseconds ClockWork::lookAhead() const noexcept
{
    const Nanoseconds wanted = timing_.lookAhead + outbox_.ahead();
    return isFollowing() ? std::min(wanted, reading_.lookAhead + outbox_.ahead()) : wanted;
}

Tempo ClockWork::tempoNow() const noexcept
{
    if (isFollowing() && reading_.state != SyncReading::State::Waiting)
        return reading_.line.tempo();
    return ahead_.state.playing || snapshot_ == nullptr ? settled_.state.tempo : snapshot_->song->tempo;
}

}  // namespace clave
