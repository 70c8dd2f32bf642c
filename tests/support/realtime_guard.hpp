#pragma once

#include <atomic>
#include <cstdint>

namespace clave::test {

/// Totals of what a thread must not do while it plays: calls to the heap and calls that may wait for a lock.
///
/// The thread under test calls `enter()` and `leave()` around what is to be watched; the test reads the
/// totals from any thread, also meanwhile. Several threads may be inside one watch; a thread is inside at
/// most one.
///
/// Heap: malloc, calloc, realloc, free, posix_memalign, aligned_alloc, memalign, and thereby operator new and
/// delete. Locks: pthread mutexes, read-write locks and condition variables, and thereby their std
/// counterparts. Only calls that pass through the dynamic linker are seen: not the C library's calls to
/// itself, not futexes.
///
/// Thread-safe: yes. Realtime-safe: yes.
class RealtimeWatch {
public:
    RealtimeWatch() noexcept = default;
    RealtimeWatch(const RealtimeWatch&) = delete;
    RealtimeWatch& operator=(const RealtimeWatch&) = delete;

    /// False under the address and thread sanitizers, which need these functions for themselves: all totals
    /// stay 0.
    [[nodiscard]] static bool armed() noexcept;

    /// The calling thread is watched from here on. Leaves the watch it was inside, if any.
    void enter() noexcept;
    /// The calling thread is watched no longer.
    void leave() noexcept;

    [[nodiscard]] std::uint64_t heapCalls() const noexcept
    {
        return heapCalls_.load(std::memory_order_relaxed);
    }
    [[nodiscard]] std::uint64_t locks() const noexcept { return locks_.load(std::memory_order_relaxed); }

    /// For the replaced functions: one more call by a thread inside.
    void countHeapCall() noexcept { heapCalls_.fetch_add(1, std::memory_order_relaxed); }
    void countLock() noexcept { locks_.fetch_add(1, std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> heapCalls_ {0};
    std::atomic<std::uint64_t> locks_ {0};
};

/// Watches the current thread from its construction to `stop()` or its end.
///
///     RealtimeGuard guard;
///     player.advance(...);
///     guard.stop();  // before CHECK, which uses the heap itself
///     CHECK(guard.heapCalls() == 0);
///     CHECK(guard.locks() == 0);
///
/// Thread-safe: no, it belongs to the thread that made it.
class RealtimeGuard {
public:
    RealtimeGuard() noexcept { watch_.enter(); }
    ~RealtimeGuard() { stop(); }
    RealtimeGuard(const RealtimeGuard&) = delete;
    RealtimeGuard& operator=(const RealtimeGuard&) = delete;

    [[nodiscard]] static bool armed() noexcept { return RealtimeWatch::armed(); }
    void stop() noexcept { watch_.leave(); }
    [[nodiscard]] std::uint64_t heapCalls() const noexcept { return watch_.heapCalls(); }
    [[nodiscard]] std::uint64_t locks() const noexcept { return watch_.locks(); }

private:
    RealtimeWatch watch_;
};

}  // namespace clave::test
