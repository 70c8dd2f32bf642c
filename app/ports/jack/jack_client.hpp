#pragma once

#include "app/ports/jack/jack_port.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace clave {

/// Where a JACK server's transport is.
struct JackTransport {
    bool rolling = false;
    std::uint32_t frame = 0;  ///< of the transport
    std::uint32_t framesPerSecond = 0;  ///< 0: no period has come yet
    TimePoint time {};  ///< when it is there
    double bpm = 0.0;  ///< of the client that leads the tempo; 0: nobody does
};

/// Our one client of a JACK server: all of our MIDI ports, the server's frames as the reference clock, and
/// the way to see whether a server runs. It never starts one.
///
/// Everyone in this process who has a JACK client, or uses a library that does, must hold it until that
/// client is closed. After a server has ended, libjack deletes all clients that are left as soon as a new one
/// is opened, and their owners crash later; so open() gives nothing before the last holder of an ended server
/// has let go.
class JackClient {
public:
    /// Of one of our ports while it is registered.
    struct Slot;
    static constexpr std::size_t kPorts = 64;

    /// The one of this process, made if need be. Nothing when no server runs, or the last one is still held.
    /// Quiet: libjack's words go to the debug log. Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] static std::shared_ptr<JackClient> open();

    ~JackClient();
    JackClient(const JackClient&) = delete;
    JackClient& operator=(const JackClient&) = delete;
    JackClient(JackClient&&) = delete;
    JackClient& operator=(JackClient&&) = delete;

    /// Periods so far: whoever waits for one to pass. Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] std::uint64_t cycles() const noexcept;
    /// False once the server has ended. Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] bool serverRuns() const noexcept;
    /// Periods that were missed, here or elsewhere, as the server tells. Thread-safe: yes.
    [[nodiscard]] std::uint64_t xruns() const noexcept;

    /// Registers a port under `name` (with a number behind it if there is one of that name) and lets `port`
    /// work in each period. Null when the server refuses. Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] Slot* add(JackPort::Direction direction, std::string name, std::shared_ptr<JackPort> port);
    /// The port is gone when it returns, or the server is. Thread-safe: yes. Realtime-safe: no.
    void remove(Slot* slot);
    /// Connects a port of ours and another, in the direction that ours has. Thread-safe: yes. Realtime-safe:
    /// no.
    bool connect(Slot* slot, const std::string& other);
    [[nodiscard]] bool isConnected(Slot* slot, const std::string& other) const;

    /// Where the server's transport was at the beginning of the last period; false, for once, while that is
    /// written. Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] bool tryTransport(JackTransport& transport) const noexcept;
    /// Requests, which hold from one of the next periods on. Thread-safe: yes. Realtime-safe: yes.
    void startTransport() noexcept;
    void stopTransport() noexcept;
    void locateTransport(std::uint32_t frame) noexcept;

    /// Full names of the MIDI ports that take what is sent (Out), or send (In), in the server's
    /// order. Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] std::vector<std::string> midiPorts(JackPort::Direction direction) const;

private:
    JackClient();
    [[nodiscard]] static std::shared_ptr<JackClient> join();
    void waitForCycles(std::uint64_t count) const;
    struct Shared;

    std::unique_ptr<Shared> shared_;  ///< libjack's types stay in the source file
};

/// Sends libjack's messages to the debug log and forbids it to start a server. Called by open().
/// Thread-safe: yes. Realtime-safe: no.
void quietJack();

}  // namespace clave
