#pragma once

#include "core/rt/realtime_thread.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace clave {

class Bus;

/// Asks RealtimeKit, the daemon that lets desktop users run a few real-time threads, over the system's D-Bus.
///
/// It allows a priority of its own at most (20 by default) and only to processes that have limited how long
/// their real-time threads may run without sleeping (200 ms by default); that limit is set for good by the
/// first request. When nobody answers once, nobody is asked again: each request would hold up start-up for as
/// long. Thread-safe: yes. Realtime-safe: no (waits for up to 800 ms).
class RealtimeKit final : public RealtimeBroker {
public:
    RealtimeKit();
    RealtimeKit(const RealtimeKit&) = delete;
    RealtimeKit& operator=(const RealtimeKit&) = delete;
    RealtimeKit(RealtimeKit&&) = delete;
    RealtimeKit& operator=(RealtimeKit&&) = delete;
    ~RealtimeKit() override;

    /// The error is part of a sentence: "RealtimeKit is not running".
    [[nodiscard]] Result<int> makeRealtime(pid_t tid, int priority) override;

private:
    struct Terms;

    std::mutex mutex_;
    std::unique_ptr<Bus> bus_;
    std::unique_ptr<Terms> terms_;  ///< what RealtimeKit allows, once it has been asked
    std::optional<Error> silent_;  ///< why it is not asked again
};

}  // namespace clave
