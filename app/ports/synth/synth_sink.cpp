#include "app/ports/synth/synth_sink.hpp"

#include "app/ports/alsa/sequencer.hpp"
#include "app/ports/jack/heartbeat.hpp"
#include "app/ports/synth/fluid.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <utility>

namespace clave {

struct SynthSink::Impl {
    FluidSynth fluid;
    FluidPtr<fluid_audio_driver_t> driver;  ///< after the synth it plays: destroyed first
    std::string audio;
};

namespace {
    constexpr double kSampleRate = 48'000.0;

    struct Audio {
        const char* driver;
        const char* name;
        bool (*mayRun)();
    };

    /// Its library waits and prints when there is no daemon.
    bool pipeWireRuns()
    {
        const char* const folder = std::getenv("XDG_RUNTIME_DIR");
        return folder != nullptr && std::filesystem::exists(std::filesystem::path {folder} / "pipewire-0");
    }
    bool pulseMayRun()
    {
        const char* const folder = std::getenv("XDG_RUNTIME_DIR");
        return std::getenv("PULSE_SERVER") != nullptr
            || (folder != nullptr && std::filesystem::exists(std::filesystem::path {folder} / "pulse" / "native"));
    }
    bool jackRuns()
    {
        return JackHeartbeat::open() != nullptr;
    }
    bool alsaHasCards()
    {
        quietAlsa();
        return std::filesystem::exists("/dev/snd/controlC0") || std::filesystem::exists("/dev/snd/controlC1");
    }

    constexpr std::array<Audio, 4> kAudio {{
        {"pipewire", "PipeWire", pipeWireRuns},
        {"pulseaudio", "PulseAudio", pulseMayRun},
        {"jack", "JACK", jackRuns},
        {"alsa", "ALSA", alsaHasCards},
    }};
}  // namespace

SynthSink::SynthSink(std::unique_ptr<Impl> impl)
    : impl_(std::move(impl))
{
}

SynthSink::~SynthSink() = default;

Result<std::unique_ptr<SynthSink>> SynthSink::open()
{
    std::unique_ptr<Impl> impl;
    for (const Audio& audio : kAudio) {
        if (!audio.mayRun())
            continue;
        if (!impl) {
            auto fluid = makeFluidSynth(kSampleRate);
            if (!fluid)
                return fail(fluid.error().message);
            impl = std::make_unique<Impl>();
            impl->fluid = std::move(*fluid);
        }
        auto* const settings = impl->fluid.settings.get();
        if (fluid_settings_setstr(settings, "audio.driver", audio.driver) == FLUID_FAILED)
            continue;  // FluidSynth was built without it
        fluid_settings_setstr(settings, "audio.jack.id", "Clave synth");
        fluid_settings_setint(settings, "audio.jack.autoconnect", 1);
        impl->driver.reset(new_fluid_audio_driver(settings, impl->fluid.synth.get()));
        if (!impl->driver)
            continue;
        impl->audio = audio.name;
        spdlog::debug("The built-in synth plays on {}.", audio.name);
        return std::unique_ptr<SynthSink> {new SynthSink {std::move(impl)}};
    }
    return fail("The built-in synth finds no audio: no PipeWire, PulseAudio, JACK or sound card opens.");
}

bool SynthSink::send(std::span<const std::uint8_t> bytes) noexcept
{
    (void)playMidi(*impl_->fluid.synth, bytes);
    return true;
}

const std::string& SynthSink::audio() const noexcept
{
    return impl_->audio;
}

}  // namespace clave
