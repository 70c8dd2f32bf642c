#include "core/ports/output_stage.hpp"

namespace clave {

bool OutputStage::hasRoomFor(const TimedMessage& message, std::size_t used) const noexcept
{
    if (isVital(message))
        return true;
    const std::size_t kept = message.message.isNoteOn() ? reserve() : reserve() / 2;
    return used + kept < store_.capacity();
}

bool OutputStage::tryPost(const TimedMessage& message) noexcept
{
    if (hasRoomFor(message, queue_.sizeApprox()) && queue_.tryPush(message))
        return true;
    refuse(message);
    return false;
}

void OutputStage::takeIn() noexcept
{
    TimedMessage message;
    while (queue_.tryPop(message))
        takeIn(message);
}

void OutputStage::takeIn(const TimedMessage& message) noexcept
{
    if (message.what == TimedMessage::What::Cut) {
        cut(message);
        return;
    }
    if (message.voice != 0)  // this voice is decided again
        store_.forgetEnd(message.voice);
    if (hasRoomFor(message, store_.size()) && store_.tryAdd(message))
        return;
    refuse(message);
}

void OutputStage::cut(const TimedMessage& message) noexcept
{
    store_.cut(message.track, message.due);
    // Ports that are written to ahead of time, and posts that come late, may have put out notes of the time
    // that is cut. Their ends are gone now, and the new decision may not know them.
    ledger_.forEachSounding([&](TimedMessage end, TimePoint begun) {
        const bool isCut = message.track == TimedMessage::kEveryTrack ? end.track != TimedMessage::kLive
                                                                      : end.track == message.track;
        if (!isCut || begun < message.due || end.voice == 0)
            return;
        store_.forgetEnd(end.voice);
        end.due = begun + kSlipped;
        if (!store_.tryAddProvisionalEnd(end))
            refuse(end);
    });
}

void OutputStage::refuse(const TimedMessage& message) noexcept
{
    counters_.addDropped();
    if (isVital(message))
        endWasRefused_.store(true, std::memory_order_release);
}

std::optional<TimePoint> OutputStage::nextDue() const noexcept
{
    std::optional<TimePoint> next;
    if (!store_.empty())
        next = store_.earliest().due;
    if (ledger_.owed() > 0)
        next = next ? std::min(*next, retryAt_) : retryAt_;
    return next;
}

}  // namespace clave
