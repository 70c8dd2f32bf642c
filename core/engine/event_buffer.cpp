#include "core/engine/event_buffer.hpp"

#include <algorithm>

namespace clave {

void EventBuffer::sort() noexcept
{
    // Not std::stable_sort, which takes memory; the sequence number makes the order total.
    const auto end = events_.begin() + static_cast<std::ptrdiff_t>(size_);
    std::sort(events_.begin(), end, [](const PlayerEvent& a, const PlayerEvent& b) {
        if (a.at != b.at)
            return a.at < b.at;
        if (a.order != b.order)
            return a.order < b.order;
        return a.track != b.track ? a.track < b.track : a.sequence < b.sequence;
    });
}

}  // namespace clave
