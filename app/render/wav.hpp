#pragma once

#include "core/base/result.hpp"
#include "core/midi/message.hpp"
#include "core/time/time_point.hpp"

#include <span>
#include <string>

namespace clave {

/// A message and when it sounds, from the beginning of the file.
struct WavEvent {
    Nanoseconds time {0};
    Message message;
};

/// The loudest sample of a rendered file: -3 dB below full scale.
inline constexpr double kWavPeak = 0.7079457843841379;

/// Plays events through the built-in synth into a WAV file: 48 kHz, 16 bit, stereo, faster than real time.
///
/// The music is rendered twice: once to find its loudest sample, once more scaled so that this one is at -3
/// dB. Memory does not grow with its length, and the same events give the same bytes. Silence stays silence.
/// \param events in order of time.
/// \param length of the music; `tail` is for the last notes to ring in.
/// \param path of the file, replaced if it exists; "-" is standard output.
/// Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<void> renderWav(
    std::span<const WavEvent> events, Nanoseconds length, Nanoseconds tail, const std::string& path);

}  // namespace clave
