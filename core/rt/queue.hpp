#pragma once

#include <concurrentqueue/concurrentqueue.h>

#include <cstddef>
#include <utility>

namespace clave {

/// A bounded queue from one thread to one other, first in, first out.
///
/// Every sending thread has a queue of its own: on a shared moodycamel queue the first producer to burst
/// keeps all preallocated blocks and the others are refused for ever. All memory is taken by the constructor.
///
/// \tparam T for real-time ends trivially copyable; between other threads anything that moves.
template <typename T>
class Queue {
public:
    /// \param capacity the least number of items that fit; a little more may.
    /// Thread-safe: no. Realtime-safe: no (allocates).
    explicit Queue(std::size_t capacity)
        : queue_(capacity + moodycamel::ConcurrentQueue<T>::BLOCK_SIZE, 1, 0)
        , producer_(queue_)
    {
    }

    /// Returns false, and drops nothing already queued, if the queue is full.
    /// Thread-safe: from the producer only. Realtime-safe: yes, if moving a T is.
    [[nodiscard]] bool tryPush(T item) noexcept { return queue_.try_enqueue(producer_, std::move(item)); }

    /// Returns false if there is nothing to take; `item` is then unchanged.
    /// Thread-safe: from the consumer only. Realtime-safe: yes, if moving a T is.
    [[nodiscard]] bool tryPop(T& item) noexcept { return queue_.try_dequeue_from_producer(producer_, item); }

    /// How many wait, about. Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] std::size_t sizeApprox() const noexcept { return queue_.size_approx(); }

private:
    moodycamel::ConcurrentQueue<T> queue_;
    moodycamel::ProducerToken producer_;
};

}  // namespace clave
