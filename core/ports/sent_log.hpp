#pragma once

#include "core/midi/message.hpp"
#include "core/time/time_point.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace clave {

/// A message that left an output.
struct SentMessage {
    std::uint64_t number = 0;  ///< from 0 for each output: who looks again knows which ones are new
    TimePoint time {};  ///< when it left
    Message message;

    friend bool operator==(const SentMessage&, const SentMessage&) = default;
};

/// The last messages that left an output, written by its thread and read by anyone, without either waiting.
///
/// A ring of words that are atomic one by one. The writer marks an entry before it changes it, so a reader
/// sees that an entry is being replaced and leaves it out: what it gets is never mixed of two messages.
class SentLog {
public:
    static constexpr std::size_t kLength = 512;

    /// Thread-safe: from the output's thread only. Realtime-safe: yes.
    void add(TimePoint time, const Message& message) noexcept;

    /// Oldest first, at most kLength; less those that are replaced meanwhile.
    /// Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] std::vector<SentMessage> recent() const;

private:
    struct Entry {
        std::atomic<std::uint64_t> what {0};  ///< number, size and bytes; size 0 while it changes
        std::atomic<std::int64_t> time {0};
    };

    std::array<Entry, kLength> entries_ {};
    std::atomic<std::uint64_t> count_ {0};
};

}  // namespace clave
