#include "core/engine/clock_out.hpp"

#include <algorithm>

namespace clave {
namespace {
constexpr Tick kMostNamed = kSixteenth * 16383;  // 14 bits of sixteenths

Tick firstClockFrom(Position position) noexcept
{
    return roundUp(position.ceilTick(), ClockOut::kClock);
}
}  // namespace

void ClockOut::startAt(Position from, TimePoint begin) noexcept
{
    const Tick place = roundUp(from.ceilTick(), kSixteenth);
    begin_ = place == Tick {} ? Begin::Start : place <= kMostNamed ? Begin::Locate : Begin::Continue;
    beginAt_ = place;
    leaveIdle(begin);
}

void ClockOut::resumeAt(Position from, TimePoint begin) noexcept
{
    begin_ = Begin::Continue;
    beginAt_ = from;
    leaveIdle(begin);
}

void ClockOut::leaveIdle(TimePoint begin) noexcept
{
    idleUntil_ = begin - 2 * kStartLead;
    if (stopped_)
        outbox_.cutClock(idleUntil_);
    stopped_ = false;
    cut_ = TimePoint {};
}

void ClockOut::play(Position from, Position to, const TempoMap& tempo) noexcept
{
    if (!outbox_.hasClock())
        return;
    if (begin_ != Begin::None && beginAt_ >= from && beginAt_ < to)
        announce(tempo);
    for (Tick clock = firstClockFrom(from); Position {clock} < to; clock += kClock)
        outbox_.postClock(Message::clock(), tempo.timeAt(clock));
}

void ClockOut::announce(const TempoMap& tempo) noexcept
{
    const TimePoint due = tempo.timeAt(beginAt_) - kStartLead;
    // A cut of what follows leaves the announcement where it is.
    if (due < cut_)
        return;
    if (begin_ == Begin::Locate)
        outbox_.postClock(Message::songPosition(static_cast<int>(floorDiv(beginAt_.floorTick(), kSixteenth))),
            due - kStartLead);
    outbox_.postClock(begin_ == Begin::Start ? Message::start() : Message::continueSong(), due);
}

void ClockOut::wasCutAt(TimePoint due) noexcept
{
    cut_ = due;
    if (!stopped_)
        return;
    if (stopDue_ >= due) {  // the end was called back, too
        stopped_ = false;
        return;
    }
    while (idleLine_.timeAt(idleNext_ - kClock) >= due)
        idleNext_ = idleNext_ - kClock;
}

void ClockOut::stopAt(Position position, const TempoMap& tempo, TimePoint latest) noexcept
{
    if (stopped_)
        return;
    stopped_ = true;
    stopDue_ = std::min(tempo.timeAt(position), latest);
    outbox_.postClock(Message::stop(), stopDue_);
    idleLine_ = {position, tempo.timeAt(position), tempo.tempoAt(position)};
    idleNext_ = firstClockFrom(position);
}

void ClockOut::idle(TimePoint now, TimePoint until, Tempo tempo) noexcept
{
    if (!outbox_.hasClock())
        return;
    if (!stopped_)
        until = std::min(until, idleUntil_);
    if (!stopped_ && idleUntil_ <= now)
        return;
    // The first one, or after a stall: nothing to make up for.
    if (idleNext_ == -kNever || idleLine_.timeAt(idleNext_) + std::chrono::milliseconds {200} < now) {
        idleNext_ = Tick {};
        idleLine_ = {idleNext_, outbox_.earliestFrom(now), tempo};
    }
    if (idleLine_.tempo() != tempo)
        idleLine_ = idleLine_.withTempoAt(idleNext_, tempo);
    for (; idleLine_.timeAt(idleNext_) < until; idleNext_ = idleNext_ + kClock)
        outbox_.postClock(Message::clock(), idleLine_.timeAt(idleNext_));
}

}  // namespace clave
