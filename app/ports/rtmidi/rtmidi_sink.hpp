#pragma once

#include "app/ports/message_sink.hpp"
#include "app/ports/port_list.hpp"
#include "core/base/result.hpp"

#include <memory>
#include <string>

namespace clave {

/// A MIDI port through RtMidi: one that exists, opened by its name, or one of our own that others connect to.
///
/// RtMidi is kept from hanging (credit for its JACK ring), from throwing and from printing. A port that goes
/// and comes back, or a server that does, is opened again by name.
class RtMidiSink final : public MessageSink {
public:
    /// \param portName of a port in listPorts(); empty for a port of our own.
    [[nodiscard]] static Result<std::unique_ptr<RtMidiSink>> open(MidiApi api, const std::string& portName);

    ~RtMidiSink() override;
    RtMidiSink(const RtMidiSink&) = delete;
    RtMidiSink& operator=(const RtMidiSink&) = delete;
    RtMidiSink(RtMidiSink&&) = delete;
    RtMidiSink& operator=(RtMidiSink&&) = delete;

    [[nodiscard]] bool send(std::span<const std::uint8_t> bytes) noexcept override;
    [[nodiscard]] bool wantsMending() override;
    void mend() override;
    [[nodiscard]] std::string trouble() const override;

    /// The one that was taken: Jack or Alsa. Thread-safe: yes.
    [[nodiscard]] MidiApi api() const noexcept;

private:
    class Impl;
    explicit RtMidiSink(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace clave
