#pragma once

#include "app/ports/jack/jack_client.hpp"
#include "app/ports/port_list.hpp"
#include "core/base/result.hpp"

#include <RtMidi.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// Where an RtMidi object's complaints go, instead of the terminal or an exception.
///
/// While messages are sent or received they are only counted: those threads must not log. At other times they
/// are kept for the sentence, and logged.
class RtMidiErrors {
public:
    /// For every object right after its construction. `this` must outlive it.
    void listenTo(RtMidi& object);

    /// Thread-safe: from the thread that uses the object.
    void setSending(bool sending) noexcept { sending_.store(sending, std::memory_order_relaxed); }
    /// True if there was a complaint since the last call. Realtime-safe: yes.
    [[nodiscard]] bool takeFailed() noexcept { return failed_.exchange(false, std::memory_order_relaxed); }
    /// Complaints while sending or receiving. Thread-safe: yes.
    [[nodiscard]] std::uint64_t whileSending() const noexcept
    {
        return whileSending_.load(std::memory_order_relaxed);
    }
    /// The last complaint that was not made while sending.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    static void take(RtMidiError::Type type, const std::string& text, void* self);

    std::atomic<bool> sending_ {false};
    std::atomic<bool> failed_ {false};
    std::atomic<std::uint64_t> whileSending_ {0};
    std::string text_;
};

/// Whether the library was built with it. It prints, and takes another one, when asked for one that it has
/// not. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] bool isInRtMidi(MidiApi api);

/// An RtMidi object of one direction with its complaints kept away from the terminal.
template <typename Direction>
struct RtMidiClient {
    std::shared_ptr<JackClient> server;  ///< with JACK only; closed after the client
    std::unique_ptr<RtMidiErrors> errors = std::make_unique<RtMidiErrors>();
    std::unique_ptr<Direction> midi;

    /// Names of the ports on the other side, by RtMidi's number, which changes when ports come and go.
    [[nodiscard]] std::vector<PortInfo> ports(MidiApi api);
    /// Whether that port is there. With JACK the server is asked, from any thread.
    [[nodiscard]] bool hasPort(MidiApi api, const std::string& portName);
    /// \param portName as in listPorts(); looked up again just now, since RtMidi's numbers move. Empty: a
    /// port of our own.
    /// \param ownName of our end of it.
    [[nodiscard]] Result<void> openPort(MidiApi api, const std::string& portName, const std::string& ownName);
};

/// \param api JackRtMidi or Alsa, of which resolveApi() said that it runs.
template <typename Direction>
[[nodiscard]] Result<RtMidiClient<Direction>> openRtMidi(MidiApi api, const std::string& clientName);

extern template struct RtMidiClient<RtMidiIn>;
extern template struct RtMidiClient<RtMidiOut>;
extern template Result<RtMidiClient<RtMidiIn>> openRtMidi(MidiApi, const std::string&);
extern template Result<RtMidiClient<RtMidiOut>> openRtMidi(MidiApi, const std::string&);

}  // namespace clave
