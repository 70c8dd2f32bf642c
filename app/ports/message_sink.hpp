#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace clave {

/// Something that takes MIDI bytes now: a port, a synth. What a back end has to write; SenderThread does the
/// rest.
///
/// Destroyed by the sender's own thread, after every note was ended.
class MessageSink {
public:
    MessageSink() = default;
    MessageSink(const MessageSink&) = delete;
    MessageSink& operator=(const MessageSink&) = delete;
    MessageSink(MessageSink&&) = delete;
    MessageSink& operator=(MessageSink&&) = delete;
    virtual ~MessageSink() = default;

    /// Sends one whole message at once; false when the port does not take it.
    /// Thread-safe: from the sender thread only. Realtime-safe: as far as the library behind it is.
    [[nodiscard]] virtual bool send(std::span<const std::uint8_t> bytes) noexcept = 0;

    /// Looks whether the port is still there, a few times a second. True asks for one call of mend().
    /// Thread-safe: from the watchdog only. Realtime-safe: no.
    [[nodiscard]] virtual bool wantsMending() { return false; }

    /// Opens the port again after it was away. Thread-safe: from the sender thread only. Realtime-safe: no.
    virtual void mend() {}

    /// False for what sounds inside this machine: there is no cable on which messages have to wait.
    /// Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] virtual bool hasCable() const noexcept { return true; }

    /// Why nothing is heard, as one sentence; empty when all is well. Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] virtual std::string trouble() const { return {}; }
};

}  // namespace clave
