#pragma once

#include "core/ports/timed_message.hpp"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace clave {

/// Messages waiting for their time: earliest first, and in order of storing where the times are equal.
///
/// A heap in memory taken once. Storing and taking cost O(log n), forgetting O(n).
/// Thread-safe: no. Realtime-safe: yes, but for the constructor.
class TimedStore {
public:
    explicit TimedStore(std::size_t capacity);

    /// False, and nothing changes, when it is full.
    [[nodiscard]] bool tryAdd(const TimedMessage& message) noexcept { return tryAdd(message, false); }
    /// The same for an end that holds only if its voice is not heard of again: cuts leave it, and forgetEnd()
    /// takes it.
    [[nodiscard]] bool tryAddProvisionalEnd(const TimedMessage& end) noexcept { return tryAdd(end, true); }
    /// Forgets the provisional end of a voice, if there is one. Realtime-safe: yes (looks only when there are
    /// any).
    void forgetEnd(VoiceId voice) noexcept;
    /// The earliest; there must be one.
    [[nodiscard]] const TimedMessage& earliest() const noexcept
    {
        assert(!empty());
        return entries_.front().message;
    }
    void removeEarliest() noexcept;

    /// Forgets what `track` has at `due` or later. kEveryTrack takes every track's, and ends of everything,
    /// but not notes played by hand (kLive), nor clock (kClock).
    void cut(std::uint16_t track, TimePoint due) noexcept;
    void clear() noexcept
    {
        entries_.clear();
        provisional_ = 0;
    }

    [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

private:
    struct Entry {
        TimedMessage message;
        std::uint64_t order = 0;
        bool isProvisional = false;
    };
    [[nodiscard]] bool tryAdd(const TimedMessage& message, bool isProvisional) noexcept;
    [[nodiscard]] static bool isLater(const Entry& a, const Entry& b) noexcept;

    std::vector<Entry> entries_;
    std::size_t capacity_;
    std::uint64_t nextOrder_ = 0;
    std::size_t provisional_ = 0;
};

}  // namespace clave
