#pragma once

#include "core/midi/message.hpp"
#include "core/ports/timed_message.hpp"
#include "core/rt/queue.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace clave {

/// Something played by hand, on its way to an output: it sounds as soon as the output can.
struct LiveMessage {
    std::uint8_t port = 0;  ///< 0 is the main output, 1 + n that of the song's n-th port
    VoiceId voice = 0;  ///< of notes: the off carries that of its on
    Message message;
    Nanoseconds delay {0};  ///< so much later; what is given out already is not called back by a cut
};
static_assert(std::is_trivially_copyable_v<LiveMessage>);

/// The ways of played notes to the clock thread: a queue for each thread that plays.
///
/// All memory is taken at the start. Queues are claimed one by one and kept until the end.
class LiveQueues {
public:
    static constexpr std::size_t kQueues = 4;
    static constexpr std::size_t kCapacity = 1024;

    /// One thread's way in.
    class Sender {
    public:
        /// False when the clock thread is far behind. Thread-safe: from one thread only. Realtime-safe: yes.
        [[nodiscard]] bool trySend(const LiveMessage& message) noexcept { return queue_.tryPush(message); }
        /// A name for the next note, that no other note has.
        /// Thread-safe: from one thread only. Realtime-safe: yes.
        [[nodiscard]] VoiceId nextVoice() noexcept { return first_ + voices_++; }

    private:
        friend class LiveQueues;
        Queue<LiveMessage> queue_ {kCapacity};
        VoiceId first_ = 0;
        VoiceId voices_ = 0;
    };

    LiveQueues() noexcept
    {
        // The player's voices are hashes: the chance that one ever meets a played note's is below 2^-20.
        for (std::size_t i = 0; i < kQueues; ++i)
            senders_[i].first_ = (kPlayedByHand + i) << 44U | 1U;
    }

    /// Null when all are taken. Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] Sender* claim() noexcept
    {
        const std::size_t index = claimed_.fetch_add(1, std::memory_order_acq_rel);
        return index < kQueues ? &senders_[index] : nullptr;
    }

    /// Calls `take(message)` for everything that waits. Thread-safe: from the clock thread only.
    /// Realtime-safe: yes.
    template <typename Take>
    void takeAll(Take&& take) noexcept
    {
        LiveMessage message;
        for (Sender& sender : senders_) {
            // No more than what can wait, so that who sends for ever holds up nobody.
            for (std::size_t left = kCapacity; left > 0 && sender.queue_.tryPop(message); --left)
                take(message);
        }
    }

private:
    static constexpr VoiceId kPlayedByHand = 0xF1A40;

    std::array<Sender, kQueues> senders_;
    std::atomic<std::size_t> claimed_ {0};
};

}  // namespace clave
