#pragma once

#include "app/ports/jack/jack_client.hpp"
#include "app/ports/watchdog.hpp"

#include <atomic>
#include <memory>
#include <utility>

namespace clave {

/// The server's client for a real-time thread: let go when the server has ended, so that another one can be
/// joined, and taken up again by the watchdog when one runs.
class JackHold final : public Watched {
public:
    explicit JackHold(std::shared_ptr<JackClient> client) : held_(std::move(client)), current_(held_.get()) {}

    /// Null while no server runs. Stays good for a quarter of a second at least, so it is asked for at each
    /// use. Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] JackClient* client() const noexcept { return current_.load(std::memory_order_acquire); }

    void lookAtProgress(TimePoint) override {}
    void lookAtPort() override
    {
        if (leaving_ != nullptr) {  // a look has passed: nobody uses it any more
            leaving_.reset();
        } else if (held_ != nullptr && !held_->serverRuns()) {
            current_.store(nullptr, std::memory_order_release);
            leaving_ = std::move(held_);
        } else if (held_ == nullptr) {
            held_ = JackClient::open();
            current_.store(held_.get(), std::memory_order_release);
        }
    }

private:
    std::shared_ptr<JackClient> held_;
    std::shared_ptr<JackClient> leaving_;
    std::atomic<JackClient*> current_;
};

}  // namespace clave
