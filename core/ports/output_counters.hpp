#pragma once

#include "core/ports/cable.hpp"
#include "core/ports/midi_output.hpp"
#include "core/rt/seq_value.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace clave {

/// What an output has done so far, written by its output thread and read by anyone.
///
/// Each number is exact; numbers read together may be a message apart.
/// Thread-safe: writers as noted, readers any. Realtime-safe: yes.
class OutputCounters {
public:
    /// \param late counts as late what is later than that.
    explicit OutputCounters(Nanoseconds late) : lateAfter_(late) {}

    /// By the output thread only.
    void addSent(Nanoseconds lateness) noexcept;
    /// By the output thread only: music that goes into the cable. What ends everything is left out: after it
    /// nothing is waited for.
    void addToCable(TimePoint time, std::size_t bytes) noexcept;
    /// By any thread: a message refused or stale.
    void addDropped() noexcept { dropped_.fetch_add(1, std::memory_order_relaxed); }
    /// By the output thread only.
    void setSounding(std::uint32_t count) noexcept { sounding_.store(count, std::memory_order_relaxed); }

    /// Everything but `open` and `trouble`, which only the port knows.
    [[nodiscard]] OutputReport report() const;

private:
    static void increment(std::atomic<std::uint64_t>& counter) noexcept;

    const Nanoseconds lateAfter_;
    std::atomic<std::uint64_t> sent_ {0};
    std::atomic<std::uint64_t> late_ {0};
    std::atomic<std::uint64_t> dropped_ {0};
    std::atomic<std::uint32_t> sounding_ {0};
    std::array<std::atomic<std::uint64_t>, LatenessCounts::kClasses> classes_ {};
    std::atomic<std::int64_t> worst_ {0};
    Cable cable_;
    SeqValue<PortLoad> load_;
};

}  // namespace clave
