#pragma once

#include "app/ports/finish_line.hpp"
#include "core/time/time_point.hpp"

#include <memory>
#include <thread>

namespace clave {

/// What the watchdog looks after.
class Watched {
public:
    Watched() = default;
    Watched(const Watched&) = delete;
    Watched& operator=(const Watched&) = delete;
    Watched(Watched&&) = delete;
    Watched& operator=(Watched&&) = delete;
    virtual ~Watched() = default;

    /// Called every 50 ms; must not block. Thread-safe: from the watchdog only.
    virtual void lookAtProgress(TimePoint now) = 0;
    /// Called every 250 ms; may look at port lists. Thread-safe: from the watchdog only.
    virtual void lookAtPort() = 0;
};

/// One slow thread for all ports: notices a sender that hangs and a port that went or came back. It can
/// itself hang in a port list without holding up the end of the process. Thread-safe: yes. Realtime-safe: no.
class Watchdog {
public:
    /// The one of this process; it lives as long as someone holds it.
    [[nodiscard]] static std::shared_ptr<Watchdog> shared();

    Watchdog();
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;
    Watchdog(Watchdog&&) = delete;
    Watchdog& operator=(Watchdog&&) = delete;

    /// Watches for as long as the object lives.
    void watch(std::weak_ptr<Watched> watched);

private:
    struct State;
    static void run(const std::shared_ptr<State>& state);

    std::shared_ptr<State> state_;
    FinishLine end_;
    std::thread thread_;
};

}  // namespace clave
