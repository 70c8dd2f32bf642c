#pragma once

#include "app/ports/rtmidi/client.hpp"
#include "app/ports/rtmidi/credit.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace clave {

/// One opened RtMidi output with what keeps it from hanging. Replaced as a whole when its port or server
/// comes back. Thread-safe: send() from one thread; the rest as noted. Realtime-safe: send() as far as RtMidi
/// is.
class RtMidiConnection {
public:
    /// \param portName as in listPorts(); looked up again just now, since RtMidi's numbers move. Empty: a
    /// port of our own.
    [[nodiscard]] static Result<std::unique_ptr<RtMidiConnection>> open(
        MidiApi api, const std::string& portName);

    /// Waits until what was sent has arrived: closing a JACK port drops what the server has not carried over
    /// yet. A tenth of a second at most.
    ~RtMidiConnection();
    RtMidiConnection(const RtMidiConnection&) = delete;
    RtMidiConnection& operator=(const RtMidiConnection&) = delete;
    RtMidiConnection(RtMidiConnection&&) = delete;
    RtMidiConnection& operator=(RtMidiConnection&&) = delete;

    /// False when the port does not take the message.
    [[nodiscard]] bool send(std::span<const std::uint8_t> bytes) noexcept;

    /// Of the JACK server; null without one. Thread-safe: yes.
    [[nodiscard]] const JackClient* server() const noexcept { return client_.server.get(); }
    /// Whether the port at the other end is there. Thread-safe: from one thread. Realtime-safe: no.
    [[nodiscard]] bool portIsThere();

private:
    RtMidiConnection() = default;

    RtMidiClient<RtMidiOut> client_;
    RtMidiClient<RtMidiOut> look_;  ///< with ALSA only: to see whether the port is there
    RingCredit credit_;
    std::uint64_t arrived_ = 0;  ///< in this cycle all that was sent has arrived
    std::string portName_;
};

}  // namespace clave
