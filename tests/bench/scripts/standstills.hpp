#pragma once

#include "core/time/time_point.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace clave::bench {

/// Sees when the machine did not run: a thread on each processor that does nothing but wake every two
/// milliseconds, before all that is ordinary. Where it wakes late, nothing of this machine kept it: a host
/// took the processor away.
class Standstills {
public:
    Standstills();
    ~Standstills();
    Standstills(const Standstills&) = delete;
    Standstills& operator=(const Standstills&) = delete;
    Standstills(Standstills&&) = delete;
    Standstills& operator=(Standstills&&) = delete;

    /// Ends the looking. To be called before what follows.
    void stop();
    /// False: it may not have the priority, so that it cannot tell.
    [[nodiscard]] bool canTell() const noexcept { return canTell_; }
    /// For how long within [from, to) some processor stood still.
    [[nodiscard]] std::chrono::nanoseconds within(TimePoint from, TimePoint to) const;
    /// The same of all times, and the longest.
    [[nodiscard]] std::chrono::nanoseconds total() const;
    [[nodiscard]] std::chrono::nanoseconds longest() const;

private:
    struct Span {
        TimePoint from, to;  ///< half-open
    };

    void look(unsigned processor, std::vector<Span>& seen);

    std::atomic<bool> stop_ {false};
    std::atomic<bool> canTell_ {true};
    std::vector<std::vector<Span>> seen_;  ///< of each processor
    std::vector<std::thread> threads_;
    std::vector<Span> spans_;  ///< of all, one after the other, none of which touch
};

}  // namespace clave::bench
