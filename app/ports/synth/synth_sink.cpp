#include "app/ports/synth/synth_sink.hpp"

#include "app/ports/alsa/sequencer.hpp"
#include "app/ports/jack/jack_client.hpp"
#include "app/ports/synth/fluid.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

namespace clave {

namespace {
constexpr double kSampleRate = 48'000.0;
constexpr auto kNoAudio =
    "The built-in synth finds no audio: no PipeWire, PulseAudio, JACK or sound card opens.";

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
        || (folder != nullptr
            && std::filesystem::exists(std::filesystem::path {folder} / "pulse" / "native"));
}
bool jackRuns()
{
    return JackClient::open() != nullptr;
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

/// Audio that plays a synth.
struct OpenAudio {
    std::shared_ptr<JackClient> server;  ///< on JACK only; let go after the driver
    FluidPtr<fluid_audio_driver_t> driver;
    std::string name;
};

/// Nothing when no audio opens.
std::optional<OpenAudio> openAudio(FluidSynth& fluid)
{
    for (const Audio& audio : kAudio) {
        auto* const settings = fluid.settings.get();
        if (!audio.mayRun() || fluid_settings_setstr(settings, "audio.driver", audio.driver) == FLUID_FAILED)
            continue;  // not here, or FluidSynth was built without it
        fluid_settings_setstr(settings, "audio.jack.id", "Clave synth");
        fluid_settings_setint(settings, "audio.jack.autoconnect", 1);
        OpenAudio open;
        if (std::string_view {audio.driver} == "jack")
            open.server = JackClient::open();
        open.driver.reset(new_fluid_audio_driver(settings, fluid.synth.get()));
        open.name = audio.name;
        if (open.driver)
            return open;
    }
    return std::nullopt;
}
}  // namespace

struct SynthSink::Impl {
    FluidSynth fluid;
    std::string firstAudio;
    std::mutex mutex;  ///< of `audio`; never taken by send()
    std::optional<OpenAudio> audio;  ///< after the synth it plays: destroyed first
    std::atomic<bool> isLost {false};
};

SynthSink::SynthSink(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

SynthSink::~SynthSink() = default;

Result<std::unique_ptr<SynthSink>> SynthSink::open()
{
    if (std::ranges::none_of(kAudio, [](const Audio& audio) { return audio.mayRun(); }))
        return fail(kNoAudio);  // before a soundfont is loaded for nothing
    auto fluid = makeFluidSynth(kSampleRate);
    if (!fluid)
        return fail(fluid.error().message);
    auto impl = std::make_unique<Impl>();
    impl->fluid = std::move(*fluid);
    impl->audio = openAudio(impl->fluid);
    if (!impl->audio)
        return fail(kNoAudio);
    impl->firstAudio = impl->audio->name;
    spdlog::debug("The built-in synth plays on {}.", impl->firstAudio);
    return std::unique_ptr<SynthSink> {new SynthSink {std::move(impl)}};
}

bool SynthSink::wantsMending()
{
    const std::lock_guard lock {impl_->mutex};
    if (impl_->audio && impl_->audio->server && !impl_->audio->server->serverRuns())
        impl_->isLost = true;
    return impl_->isLost;
}

void SynthSink::mend()
{
    const std::lock_guard lock {impl_->mutex};
    impl_->audio.reset();
    impl_->audio = openAudio(impl_->fluid);
    impl_->isLost = !impl_->audio;
}

std::string SynthSink::trouble() const
{
    return impl_->isLost ? "The built-in synth has lost its audio; it goes on when there is some." : "";
}

bool SynthSink::send(std::span<const std::uint8_t> bytes) noexcept
{
    (void)playMidi(*impl_->fluid.synth, bytes);
    return true;
}

const std::string& SynthSink::audio() const noexcept
{
    return impl_->firstAudio;
}

}  // namespace clave
