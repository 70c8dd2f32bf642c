#pragma once

#include "app/ports/jack/jack_client.hpp"
#include "app/ports/port_trouble.hpp"
#include "app/ports/watchdog.hpp"
#include "core/base/result.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

namespace clave {

/// A port of ours on a JACK server and the one of others that it is connected to: what outputs and inputs
/// have in common. Looked after by the watchdog, which notices a port or server that went within 0.25 s, and
/// connects again when one of that name is back.
class JackEndpoint : public JackPort, public Watched, public std::enable_shared_from_this<JackEndpoint> {
public:
    /// \param other as in listPorts(); empty: a port of our own, that others connect to. \param own its name.
    JackEndpoint(Direction direction, std::string other, std::string own);

    /// Registers and connects; when the server or the other port is not there it is closed, and the sentence
    /// says so. Thread-safe: no; before any other call.
    [[nodiscard]] Result<void> open();
    /// Takes our port away. Thread-safe: yes. Realtime-safe: no.
    void close();

    void lookAtProgress(TimePoint now) override;
    void lookAtPort() override;

    /// Why nothing gets through, as one sentence; empty when all is well. Thread-safe: yes. Realtime-safe:
    /// no.
    [[nodiscard]] std::string trouble() const;
    /// What is sent arrives. Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] bool isConnected() const noexcept { return connected_.load(std::memory_order_acquire); }
    /// The server's; 0 without one. Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] Nanoseconds period() const noexcept
    {
        return Nanoseconds {period_.load(std::memory_order_relaxed)};
    }
    [[nodiscard]] const std::string& other() const noexcept { return other_; }

protected:
    /// No period has come for 0.1 s or more, and the server's thread does not run this: what an output must
    /// not let pile up. Thread-safe: from the watchdog only, never beside process().
    virtual void standStill(TimePoint) {}
    /// For process(): false, and nothing may be done, while the watchdog is at work in its place.
    [[nodiscard]] bool tryBegin(const JackCycle& cycle, bool isConnectedNow) noexcept;
    void end() noexcept { busy_.clear(std::memory_order_release); }
    /// Waits until the server has gone through `count` periods, a fifth of a second at most.
    void waitForPeriods(std::uint64_t count) const;
    /// Waits until a period has come in which our port is connected, as long.
    void waitForLink() const;

private:
    [[nodiscard]] std::string systemName() const;
    void letGo();

    const Direction direction_;
    const std::string other_;
    const std::string own_;
    std::mutex mutex_;  ///< of the client and the slot; never taken by process()
    std::shared_ptr<JackClient> client_;
    JackClient::Slot* slot_ = nullptr;
    bool closed_ = false;
    std::atomic_flag busy_ = ATOMIC_FLAG_INIT;
    std::atomic<bool> connected_ {false};
    std::atomic<bool> linked_ {false};  ///< in the last period
    std::atomic<PortTrouble> trouble_ {PortTrouble::None};
    std::atomic<std::int64_t> period_ {0};
    std::atomic<std::uint64_t> periods_ {0};
    std::uint64_t periodsSeen_ = 0;  ///< of the watchdog, as the next one
    TimePoint movedAt_ {};
};

}  // namespace clave
