#pragma once

#include "core/midi/message.hpp"

#include "tests/bench/jack/jack_sender.hpp"

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace clave::bench {

/// A message and when it is due, from the start.
struct LoopEvent {
    double seconds = 0.0;
    Message message;
};

/// How a loop waits between its messages.
enum class Sleep : std::uint8_t {
    Relative,  ///< for as long as the next one is away: every lateness adds up
    Absolute,  ///< until the next one is due, counted from the start
};

/// A small sequencer as people write them: a thread of ordinary priority that sends, sleeps, and sends.
/// Begins when made; its destructor ends it early, with its notes ended.
class SleepLoop {
public:
    /// \param events in order of time; the sender must outlive the loop.
    SleepLoop(JackSender& sender, std::size_t output, Sleep how, std::vector<LoopEvent> events);
    ~SleepLoop();
    SleepLoop(const SleepLoop&) = delete;
    SleepLoop& operator=(const SleepLoop&) = delete;
    SleepLoop(SleepLoop&&) = delete;
    SleepLoop& operator=(SleepLoop&&) = delete;

    [[nodiscard]] bool done() const noexcept { return done_.load(std::memory_order_acquire); }

private:
    void run(JackSender& sender, std::size_t output, Sleep how, const std::vector<LoopEvent>& events) const;

    std::atomic<bool> stop_ {false};
    std::atomic<bool> done_ {false};
    std::thread thread_;  // last: it uses the others
};

}  // namespace clave::bench
