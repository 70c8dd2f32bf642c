#pragma once

#include "core/base/result.hpp"
#include "core/midi/message.hpp"

#include <memory>
#include <span>

namespace clave {

/// The built-in synth without audio: plays into memory as fast as it can, the same every time.
/// Thread-safe: no. Realtime-safe: no.
class OfflineSynth {
public:
    static constexpr int kSampleRate = 48'000;
    static constexpr int kChannels = 2;

    [[nodiscard]] static Result<OfflineSynth> make();

    OfflineSynth(OfflineSynth&&) noexcept;
    OfflineSynth& operator=(OfflineSynth&&) noexcept;
    OfflineSynth(const OfflineSynth&) = delete;
    OfflineSynth& operator=(const OfflineSynth&) = delete;
    ~OfflineSynth();

    /// Takes effect with the next frame rendered; the synth works in blocks of 64 frames (1.3 ms) inside.
    void play(const Message& message) noexcept;
    /// Fills `samples` with left and right in turn, 1.0 being full scale before anything is done about
    /// loudness.
    void render(std::span<float> samples) noexcept;

private:
    struct Impl;
    explicit OfflineSynth(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace clave
