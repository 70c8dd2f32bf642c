#pragma once

#include "core/rt/seq_value.hpp"
#include "core/time/clock.hpp"
#include "core/time/frame_grid.hpp"

#include <semaphore.h>

#include <array>
#include <atomic>
#include <cstddef>

namespace clave {

/// The one clock that every output and every source of sync follows.
///
/// While a sound card counts frames it runs with the card (drive()), so that what is computed for a moment
/// falls on the same frame for ever; else it runs with the machine's monotonic clock. It goes on from the
/// same moment when one takes over from the other: the last word of a card stands until there is another. It
/// may step back a little when a card was late; whoever needs time to go forward only keeps the latest.
class ReferenceTime final : public Clock {
public:
    [[nodiscard]] TimePoint now() const noexcept override;
    void sleepUntil(TimePoint deadline) const noexcept override;
    /// Waits for a semaphore until `deadline`; false when the deadline came first. Realtime-safe: yes (a wait
    /// is its purpose).
    [[nodiscard]] bool waitUntil(sem_t& semaphore, TimePoint deadline) const noexcept;
    [[nodiscard]] FrameGrid grid() const noexcept override { return state().grid; }

    /// The moment `now` is `reference` on this clock, and whole frames lie on `grid`. Never waits for
    /// readers, nor they for it. \param steady on the machine's monotonic clock. Thread-safe: from one thread
    /// at a time. Realtime-safe: yes.
    void drive(TimePoint steady, TimePoint reference, const FrameGrid& grid) noexcept;

private:
    struct State {
        Nanoseconds ahead {0};  ///< of the monotonic clock
        FrameGrid grid;
    };
    [[nodiscard]] State state() const noexcept;

    // The writer fills the one that nobody is sent to, so that a reader of high priority never waits for a
    // writer that was interrupted.
    std::array<SeqValue<State>, 2> states_;
    std::atomic<std::size_t> newest_ {0};
};

/// The reference clock of this process. Thread-safe: yes.
[[nodiscard]] ReferenceTime& referenceTime() noexcept;

}  // namespace clave
