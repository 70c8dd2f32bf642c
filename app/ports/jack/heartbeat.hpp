#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace clave {

/// Our hold on a JACK server: a client without ports that counts the server's cycles. Whoever writes to
/// another client's ring knows from it that the server still drains rings. Also the way to see whether a
/// server runs; it never starts one.
///
/// Everyone in this process who has a JACK client must hold it until that client is closed. After a server
/// has ended, libjack deletes all clients that are left as soon as a new one is opened, and their owners
/// crash later; so open() gives nothing before the last holder of an ended server has let go.
class JackHeartbeat {
public:
    /// The one of this process, made if need be. Nothing when no server runs, or the last one is still held.
    /// Quiet: libjack's words go to the debug log. Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] static std::shared_ptr<JackHeartbeat> open();

    ~JackHeartbeat();
    JackHeartbeat(const JackHeartbeat&) = delete;
    JackHeartbeat& operator=(const JackHeartbeat&) = delete;
    JackHeartbeat(JackHeartbeat&&) = delete;
    JackHeartbeat& operator=(JackHeartbeat&&) = delete;

    /// Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] std::uint64_t cycles() const noexcept { return cycles_.load(std::memory_order_acquire); }
    /// False once the server has ended. Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] bool serverRuns() const noexcept { return !ended_.load(std::memory_order_acquire); }

    /// Whether a MIDI port of that full name takes what is sent. Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] bool hasMidiDestination(const std::string& fullName) const;
    /// Full names of the MIDI ports that take what is sent, in the server's order. Thread-safe: yes.
    /// Realtime-safe: no.
    [[nodiscard]] std::vector<std::string> midiDestinations() const;

private:
    JackHeartbeat() = default;
    [[nodiscard]] static std::shared_ptr<JackHeartbeat> join();

    void* client_ = nullptr;  ///< a jack_client_t; JACK's headers stay in the source file
    std::atomic<std::uint64_t> cycles_ {0};
    std::atomic<bool> ended_ {false};
};

/// Sends libjack's messages to the debug log and forbids it to start a server. Called by open().
/// Thread-safe: yes. Realtime-safe: no.
void quietJack();

}  // namespace clave
