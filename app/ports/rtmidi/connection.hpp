#pragma once

#include "app/ports/jack/heartbeat.hpp"
#include "app/ports/rtmidi/client.hpp"
#include "app/ports/rtmidi/credit.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace clave {

/// One opened RtMidi output with what keeps it from hanging. Replaced as a whole when its port or server comes back.
/// Thread-safe: send() from one thread; the rest as noted. Realtime-safe: send() as far as RtMidi is.
class RtMidiConnection {
public:
    /// \param portName as in listPorts(); looked up again just now, since RtMidi's numbers move. Empty: a port of our own.
    [[nodiscard]] static Result<std::unique_ptr<RtMidiConnection>> open(MidiApi api, const std::string& portName);

    /// False when the port does not take the message.
    [[nodiscard]] bool send(std::span<const std::uint8_t> bytes) noexcept;

    /// Whether the server, if there is one, still runs. Thread-safe: yes.
    [[nodiscard]] bool serverRuns() const noexcept { return heartbeat_ == nullptr || heartbeat_->serverRuns(); }
    /// Cycles of the server; 0 without one. Thread-safe: yes.
    [[nodiscard]] std::uint64_t cycles() const noexcept { return heartbeat_ == nullptr ? 0 : heartbeat_->cycles(); }
    /// Whether the port at the other end is there. Thread-safe: from one thread. Realtime-safe: no.
    [[nodiscard]] bool portIsThere();

private:
    RtMidiConnection() = default;
    [[nodiscard]] Result<void> openPort(MidiApi api, const std::string& portName);

    std::shared_ptr<JackHeartbeat> heartbeat_;  ///< with JACK only
    RtMidiClient<RtMidiOut> client_;
    RtMidiClient<RtMidiOut> look_;  ///< with ALSA only: to see whether the port is there
    RingCredit credit_;
    std::string portName_;
    std::string jackName_;  ///< the server's own name for it
};

}  // namespace clave
