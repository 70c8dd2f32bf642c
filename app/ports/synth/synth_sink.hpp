#pragma once

#include "app/ports/message_sink.hpp"
#include "core/base/result.hpp"

#include <memory>
#include <string>

namespace clave {

/// The built-in synth: General MIDI through whatever audio there is, so that someone without hardware hears
/// music.
///
/// When its JACK server ends it looks for other audio, and goes on when there is some. send() takes
/// FluidSynth's own lock, which its audio thread never holds while it renders.
class SynthSink final : public MessageSink {
public:
    /// Tries PipeWire, PulseAudio, JACK if a server runs, then ALSA, quietly. Fails when none opens.
    /// Thread-safe: no. Realtime-safe: no.
    [[nodiscard]] static Result<std::unique_ptr<SynthSink>> open();

    ~SynthSink() override;
    SynthSink(const SynthSink&) = delete;
    SynthSink& operator=(const SynthSink&) = delete;
    SynthSink(SynthSink&&) = delete;
    SynthSink& operator=(SynthSink&&) = delete;

    [[nodiscard]] bool send(std::span<const std::uint8_t> bytes) noexcept override;
    [[nodiscard]] bool wantsMending() override;
    void mend() override;
    [[nodiscard]] bool hasCable() const noexcept override { return false; }
    [[nodiscard]] std::string trouble() const override;

    /// The audio system it began to play on: "PipeWire".
    [[nodiscard]] const std::string& audio() const noexcept;

private:
    struct Impl;
    explicit SynthSink(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace clave
