#include "app/ports/synth/offline_synth.hpp"

#include "app/ports/synth/fluid.hpp"

#include <utility>

namespace clave {

struct OfflineSynth::Impl {
    FluidSynth fluid;
};

OfflineSynth::OfflineSynth(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
OfflineSynth::OfflineSynth(OfflineSynth&&) noexcept = default;
OfflineSynth& OfflineSynth::operator=(OfflineSynth&&) noexcept = default;
OfflineSynth::~OfflineSynth() = default;

Result<OfflineSynth> OfflineSynth::make()
{
    auto fluid = makeFluidSynth(kSampleRate);
    if (!fluid)
        return fail(fluid.error().message);
    auto impl = std::make_unique<Impl>();
    impl->fluid = std::move(*fluid);
    return OfflineSynth {std::move(impl)};
}

void OfflineSynth::play(const Message& message) noexcept
{
    (void)playMidi(*impl_->fluid.synth, message.span());
}

void OfflineSynth::render(std::span<float> samples) noexcept
{
    fluid_synth_write_float(impl_->fluid.synth.get(), static_cast<int>(samples.size() / kChannels),
        samples.data(), 0, kChannels, samples.data(), 1, kChannels);
}

}  // namespace clave
