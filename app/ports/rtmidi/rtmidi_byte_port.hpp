#pragma once

#include "app/ports/port_list.hpp"
#include "core/base/result.hpp"
#include "core/ports/bell.hpp"
#include "core/ports/byte_port.hpp"

#include <memory>
#include <string>

namespace clave {

class RtMidiEar;
class Watchdog;

/// A device's input and output through RtMidi. Bytes have the time at which RtMidi hands them over.
class RtMidiBytePort final : public BytePort {
public:
    /// \param api JackRtMidi or Alsa, of which resolveApi() said that it runs. \param input of a port in
    /// listPorts().inputs; empty: nothing ever comes. \param output of one in outputs; empty: nothing is ever
    /// sent. \param bell rung when bytes have come.
    [[nodiscard]] static Result<std::unique_ptr<RtMidiBytePort>> open(
        MidiApi api, const std::string& input, const std::string& output, std::shared_ptr<Bell> bell);
    ~RtMidiBytePort() override;
    RtMidiBytePort(const RtMidiBytePort&) = delete;
    RtMidiBytePort& operator=(const RtMidiBytePort&) = delete;
    RtMidiBytePort(RtMidiBytePort&&) = delete;
    RtMidiBytePort& operator=(RtMidiBytePort&&) = delete;

    [[nodiscard]] bool tryPop(ByteChunk& chunk) noexcept override;
    bool send(std::span<const std::uint8_t> message) override;
    [[nodiscard]] std::uint32_t presence() const noexcept override;
    [[nodiscard]] ByteReport report() const override;

private:
    class Inbox;
    class Mouth;
    RtMidiBytePort(
        std::shared_ptr<Inbox> inbox, std::shared_ptr<RtMidiEar> ear, std::shared_ptr<Mouth> mouth);

    std::shared_ptr<Inbox> inbox_;
    std::shared_ptr<RtMidiEar> ear_;  ///< may be null
    std::shared_ptr<Mouth> mouth_;  ///< may be null
    std::shared_ptr<Watchdog> watchdog_;
};

}  // namespace clave
