#pragma once

#include "core/ports/ledger.hpp"
#include "core/ports/output_counters.hpp"
#include "core/ports/sent_log.hpp"
#include "core/ports/timed_store.hpp"
#include "core/rt/queue.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <optional>
#include <vector>

namespace clave {

/// What every output does between being given a message ahead of time and putting it out: one half for the
/// clock thread that posts, the other for the output's own thread.
///
/// It keeps messages until they are due, forgets what is cut, ends notes through the port's ledger, drops
/// note-ons that are more than 300 ms late (after a stall they would come as a burst) while sending
/// everything else however late, and counts. When room runs out note-ons are refused first, then controllers.
/// If there is ever no room for an end, then everything waiting is forgotten and everything that sounds is
/// ended, so that no note can be left.
///
/// A sink is a `bool(const Message&, TimePoint due) noexcept`; false means that the port did not take the
/// message. Thread-safe: as noted. Realtime-safe: yes, but for the constructor, if the sink is.
class OutputStage {
public:
    static constexpr std::size_t kCapacity = 8192;  ///< messages waiting; 0.5 s of 64 tracks at 240 bpm
    static constexpr Nanoseconds kStale = std::chrono::milliseconds {300};
    static constexpr Nanoseconds kRetry =
        std::chrono::milliseconds {10};  ///< between tries of a refused note-off
    /// A note that went out before its cut was heard of ends so much later, unless the new decision has it
    /// too.
    static constexpr Nanoseconds kSlipped = std::chrono::milliseconds {10};

    /// \param late counts as late what is later than that.
    explicit OutputStage(std::size_t capacity = kCapacity, Nanoseconds late = std::chrono::milliseconds {1})
        : queue_(capacity)
        , store_(capacity)
        , counters_(late)
    {
    }

    /// False when it is refused (counted). Thread-safe: from the clock thread only.
    [[nodiscard]] bool tryPost(const TimedMessage& message) noexcept;

    /// Takes in what was posted. Thread-safe: from the output thread only.
    void takeIn() noexcept;

    /// When to run next, as far as it is known now; a later post may be due earlier.
    /// Thread-safe: from the output thread only.
    [[nodiscard]] std::optional<TimePoint> nextDue() const noexcept;

    /// Takes in what was posted and sends all that is due by `now`, in order.
    /// Thread-safe: from the output thread only.
    template <typename Sink>
    void run(TimePoint now, Sink&& sink) noexcept
    {
        runUntil(now, now, sink);
    }

    /// The same for a port that places messages in time itself: sends all that is due by `horizon`, at or
    /// after `now`.
    template <typename Sink>
    void runUntil(TimePoint horizon, TimePoint now, Sink&& sink) noexcept;

    /// Forgets what waits, ends everything that sounds, and stops whoever was started by MIDI clock; for
    /// closing. Thread-safe: from the output thread
    /// only.
    template <typename Sink>
    void endEverything(TimePoint now, Sink&& sink) noexcept;

    /// Whether the key of a note-on or note-off sounds. Thread-safe: from the output thread only.
    [[nodiscard]] bool isSounding(const Message& note) const noexcept { return ledger_.isSounding(note); }

    /// Everything but `open` and `trouble`. Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] OutputReport report() const { return counters_.report(); }

    /// The last messages that the sink took. Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] std::vector<SentMessage> recent() const { return log_.recent(); }

private:
    /// Room kept for ends; more than all keys of a port.
    [[nodiscard]] std::size_t reserve() const noexcept
    {
        return std::min<std::size_t>(2048, store_.capacity() / 4);
    }
    /// Ends, and what makes room for new decisions: losing one would leave notes.
    [[nodiscard]] static bool isVital(const TimedMessage& message) noexcept
    {
        return message.what != TimedMessage::What::Send || message.message.isNoteOff();
    }
    [[nodiscard]] bool hasRoomFor(const TimedMessage& message, std::size_t used) const noexcept;
    void takeIn(const TimedMessage& message) noexcept;
    void cut(const TimedMessage& message) noexcept;
    void refuse(const TimedMessage& message) noexcept;
    void noteTransport(const Message& message) noexcept
    {
        if (message == Message::start() || message == Message::continueSong())
            isStarted_ = true;
        else if (message == Message::stop())
            isStarted_ = false;
    }
    template <typename Sink>
    void send(const TimedMessage& message, TimePoint now, Sink& sink) noexcept;
    /// Gives it to the sink, and writes down that it left `late` after it was due.
    template <typename Sink>
    bool put(const Message& message, TimePoint due, Nanoseconds late, Sink& sink) noexcept;

    Queue<TimedMessage> queue_;
    TimedStore store_;
    NoteLedger ledger_;
    OutputCounters counters_;
    SentLog log_;
    TimePoint retryAt_ {};
    std::atomic<bool> endWasRefused_ {false};
    bool isStarted_ = false;  ///< the other side runs by our start or continue
};

template <typename Sink>
void OutputStage::runUntil(TimePoint horizon, TimePoint now, Sink&& sink) noexcept
{
    takeIn();
    if (endWasRefused_.exchange(false, std::memory_order_acquire))
        endEverything(now, sink);
    if (ledger_.owed() > 0 && retryAt_ <= now)
        ledger_.retryOwed([&](const Message& off) { return put(off, now, Nanoseconds {0}, sink); });
    while (!store_.empty() && store_.earliest().due <= horizon) {
        const TimedMessage message = store_.earliest();
        store_.removeEarliest();
        send(message, now, sink);
    }
    if (ledger_.owed() > 0 && retryAt_ <= now)
        retryAt_ = now + kRetry;
    counters_.setSounding(ledger_.sounding());
}

template <typename Sink>
void OutputStage::endEverything(TimePoint now, Sink&& sink) noexcept
{
    takeIn();
    store_.clear();
    ledger_.endAll([&](const Message& message) { return put(message, now, Nanoseconds {0}, sink); });
    if (isStarted_ && put(Message::stop(), now, Nanoseconds {0}, sink))
        isStarted_ = false;
    counters_.setSounding(ledger_.sounding());
}

template <typename Sink>
bool OutputStage::put(const Message& message, TimePoint due, Nanoseconds late, Sink& sink) noexcept
{
    if (!sink(message, due))
        return false;
    log_.add(due + late, message);
    return true;
}

template <typename Sink>
void OutputStage::send(const TimedMessage& timed, TimePoint now, Sink& sink) noexcept
{
    const Nanoseconds lateness = std::max(now - timed.due, Nanoseconds {0});
    const auto toSink = [&](const Message& message) {
        if (!put(message, timed.due, lateness, sink))
            return false;
        counters_.addSent(lateness);
        noteTransport(message);
        if (timed.what == TimedMessage::What::Send)
            counters_.addToCable(timed.due + lateness, message.size);
        return true;
    };
    switch (timed.what) {
    case TimedMessage::What::Send:
        if (timed.message.isNoteOn() && lateness > kStale)
            counters_.addDropped();
        else if (ledger_.put(timed, toSink) == NoteLedger::Outcome::Refused && !timed.message.isNoteOff())
            counters_.addDropped();
        break;
    case TimedMessage::What::EndTrack:
        ledger_.endTrack(timed.track, toSink);
        break;
    case TimedMessage::What::EndAll:
        ledger_.endAll(toSink);
        break;
    case TimedMessage::What::Cut:  // never stored: it acts on being taken in
        break;
    }
}

}  // namespace clave
