#include "core/engine/clock_work.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
/// Lines to a look-ahead while steering; a tempo map keeps a few times as many.
constexpr int kSteeringsAhead = 8;
}  // namespace

void ClockWork::followSource(TimePoint now) noexcept
{
    SyncSource* const source = sync_.load(std::memory_order_acquire);
    if (source != source_) {
        source_ = source;
        reading_ = {};
        startSeen_ = 0;
        told_ = songTempo_;
        if (source == nullptr) {  // on by ourselves, from where we are
            ahead_.tempo.change(ahead_.state.now, ahead_.state.tempo);
            settled_.tempo = ahead_.tempo;
        } else if (ahead_.state.playing) {
            source->takeOver({settled_.tempo.positionAt(now), now, settled_.state.tempo}, startTime(now));
        }
    }
    if (source == nullptr)
        return;
    reading_ = source->read(now);
    if (reading_.state != SyncReading::State::Running) {
        if (ahead_.state.playing) {
            cutAt(now, std::nullopt);
            finish(now);
        }
    } else if (reading_.start != startSeen_) {
        startSeen_ = reading_.start;
        steered_ = now;
        restart(now, reading_.from, reading_.line, CountIn::None);
    } else if (ahead_.state.playing) {
        steer(now);
    }
}

void ClockWork::dropRun(TimePoint before) noexcept
{
    // A source's start may have passed already. What the old run has on its way must neither sound after the
    // end of everything nor end what is new, so both come just before the new start, even if that is late.
    const TimePoint due = before - Nanoseconds {1};
    outbox_.cut(due);
    outbox_.postToAll(TimedMessage::What::EndAll, due);
}

void ClockWork::steer(TimePoint now) noexcept
{
    const Nanoseconds ahead = lookAhead();
    if (now - steered_ < ahead / kSteeringsAhead)
        return;
    steered_ = now;
    // What was handed over keeps its time; from there on the way bends towards the source.
    ahead_.tempo.steer(ahead_.state.now, reading_.line, std::max(ahead, timing_.lookAhead));
    settled_.tempo = ahead_.tempo;
}

void ClockWork::tellTempo(Tempo tempo, TimePoint at) noexcept
{
    // Only what changes here is a wish: a scene that repeats its tempo must not undo what others chose.
    if (std::exchange(told_, tempo) != tempo)
        source_->askTempo(tempo, at);
}

void ClockWork::askSource(const TransportRequest& asked, TimePoint now) noexcept
{
    const bool isPlaying = ahead_.state.playing;
    switch (asked.what) {
    case TransportRequest::What::Stop:
        source_->askStop(now);
        return;
    case TransportRequest::What::Play:
        source_->askStart(asked.from, startTime(now));
        return;
    case TransportRequest::What::Continue:
        if (!isPlaying)
            source_->askStart(ahead_.state.now, startTime(now));
        return;
    case TransportRequest::What::Seek:
        if (isPlaying)
            source_->askStart(asked.from, startTime(now));
        else
            locate(asked.from);
        return;
    }
}

}  // namespace clave
