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
        store_.cut(message.track, message.due);
        return;
    }
    if (hasRoomFor(message, store_.size()) && store_.tryAdd(message))
        return;
    refuse(message);
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
