#pragma once

#include "core/base/result.hpp"

#include <fluidsynth.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace clave {

struct FluidDeleter {
    void operator()(fluid_settings_t* settings) const noexcept { delete_fluid_settings(settings); }
    void operator()(fluid_synth_t* synth) const noexcept { delete_fluid_synth(synth); }
    void operator()(fluid_audio_driver_t* driver) const noexcept { delete_fluid_audio_driver(driver); }
};
template <typename T>
using FluidPtr = std::unique_ptr<T, FluidDeleter>;

/// A synth with a General MIDI soundfont loaded, not yet heard. Destroyed in the right order.
struct FluidSynth {
    FluidPtr<fluid_settings_t> settings;
    FluidPtr<fluid_synth_t> synth;
};

/// Sends FluidSynth's messages to the debug log instead of the terminal. Thread-safe: yes.
void quietFluidSynth();

/// The soundfont to load: $CLAVE_SOUNDFONT, the one given when building, else the first that is installed.
/// Fails with the package to install. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] Result<std::string> findSoundfont();

/// A synth at `sampleRate`, in hertz. Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<FluidSynth> makeFluidSynth(double sampleRate);

/// Plays one MIDI message; false when it is none that a synth knows. Realtime-safe: takes FluidSynth's own
/// lock.
bool playMidi(fluid_synth_t& synth, std::span<const std::uint8_t> bytes) noexcept;

}  // namespace clave
