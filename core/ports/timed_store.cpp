#include "core/ports/timed_store.hpp"

#include <algorithm>

namespace clave {

TimedStore::TimedStore(std::size_t capacity) : capacity_(capacity)
{
    entries_.reserve(capacity);
}

bool TimedStore::isLater(const Entry& a, const Entry& b) noexcept
{
    return a.message.due != b.message.due ? a.message.due > b.message.due : a.order > b.order;
}

bool TimedStore::tryAdd(const TimedMessage& message, bool isProvisional) noexcept
{
    if (entries_.size() == capacity_)
        return false;
    entries_.push_back({message, nextOrder_++, isProvisional});
    provisional_ += isProvisional ? 1U : 0U;
    std::push_heap(entries_.begin(), entries_.end(), isLater);
    return true;
}

void TimedStore::removeEarliest() noexcept
{
    assert(!empty());
    std::pop_heap(entries_.begin(), entries_.end(), isLater);
    provisional_ -= entries_.back().isProvisional ? 1U : 0U;
    entries_.pop_back();
}

void TimedStore::forgetEnd(VoiceId voice) noexcept
{
    if (provisional_ == 0)
        return;
    const auto isIt = [voice](
                          const Entry& entry) { return entry.isProvisional && entry.message.voice == voice; };
    const auto gone = std::erase_if(entries_, isIt);
    provisional_ -= gone;
    if (gone > 0)
        std::make_heap(entries_.begin(), entries_.end(), isLater);
}

void TimedStore::cut(std::uint16_t track, TimePoint due) noexcept
{
    const auto isCut = [track, due](const Entry& entry) {
        const TimedMessage& message = entry.message;
        if (message.due < due || entry.isProvisional)
            return false;
        if (message.what == TimedMessage::What::EndAll)
            return track == TimedMessage::kEveryTrack;
        if (track == TimedMessage::kEveryTrack)
            return message.track != TimedMessage::kLive && message.track != TimedMessage::kClock;
        return message.track == track;
    };
    if (std::erase_if(entries_, isCut) > 0)
        std::make_heap(entries_.begin(), entries_.end(), isLater);
}

}  // namespace clave
