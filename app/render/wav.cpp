#include "app/render/wav.hpp"

#include "app/ports/synth/offline_synth.hpp"

#include <fmt/format.h>
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

namespace clave {
namespace {
constexpr std::size_t kBlockFrames = 4096;
/// Below this (-80 dB) there is nothing but the noise of the synth's reverb, not to be made loud.
constexpr float kSilence = 1e-4F;

struct SndFileCloser {
    void operator()(SNDFILE* file) const noexcept { sf_close(file); }
};
using SndFile = std::unique_ptr<SNDFILE, SndFileCloser>;

SF_INFO wavInfo()
{
    SF_INFO info {};
    info.samplerate = OfflineSynth::kSampleRate;
    info.channels = OfflineSynth::kChannels;
    info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    return info;
}

std::int64_t frameAt(Nanoseconds time)
{
    return std::llround(static_cast<double>(time.count()) * (OfflineSynth::kSampleRate * 1e-9));
}

/// Renders everything once, block by block, into `take`: bool(std::span<float>), false to stop.
template <typename Take>
Result<void> perform(std::span<const WavEvent> events, std::int64_t frames, Take take)
{
    auto synth = OfflineSynth::make();
    if (!synth)
        return fail(synth.error().message);
    std::array<float, kBlockFrames * OfflineSynth::kChannels> block {};
    auto next = events.begin();
    for (std::int64_t frame = 0; frame < frames;) {
        for (; next != events.end() && frameAt(next->time) <= frame; ++next)
            synth->play(next->message);
        auto count = std::min<std::int64_t>(kBlockFrames, frames - frame);
        if (next != events.end())
            count = std::min(count, frameAt(next->time) - frame);
        const std::span<float> samples {
            block.data(), static_cast<std::size_t>(count) * OfflineSynth::kChannels};
        synth->render(samples);
        if (!take(samples))
            break;
        frame += count;
    }
    return {};
}

Result<float> findPeak(std::span<const WavEvent> events, std::int64_t frames)
{
    float peak = 0.0F;
    const auto done = perform(events, frames, [&peak](std::span<float> samples) {
        for (const float sample : samples)
            peak = std::max(peak, std::abs(sample));
        return true;
    });
    if (!done)
        return fail(done.error().message);
    return peak;
}

/// Renders once more, scaled, into an open file.
Result<void> write(SNDFILE* file, std::span<const WavEvent> events, std::int64_t frames, float scale,
    const std::string& where)
{
    bool written = true;
    const auto done = perform(events, frames, [&](std::span<float> samples) {
        for (float& sample : samples)
            sample *= scale;
        const auto count = static_cast<sf_count_t>(samples.size());
        written = sf_write_float(file, samples.data(), count) == count;
        return written;
    });
    if (!done)
        return done;
    if (!written)
        return fail(fmt::format("{} cannot be written: {}; is the disk full?", where, sf_strerror(file)));
    return {};
}

/// A file in memory: WAV goes back to its beginning to write its length, which a pipe cannot.
struct Memory {
    std::vector<char> bytes;
    sf_count_t place = 0;
};

SF_VIRTUAL_IO memoryIo()
{
    SF_VIRTUAL_IO io {};
    io.get_filelen = [](void* self) {
        return static_cast<sf_count_t>(static_cast<Memory*>(self)->bytes.size());
    };
    io.seek = [](sf_count_t offset, int whence, void* self) {
        auto& memory = *static_cast<Memory*>(self);
        const auto size = static_cast<sf_count_t>(memory.bytes.size());
        const sf_count_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? memory.place : size;
        memory.place = std::clamp<sf_count_t>(from + offset, 0, size);
        return memory.place;
    };
    io.read = [](void* to, sf_count_t count, void* self) {
        auto& memory = *static_cast<Memory*>(self);
        const auto there = std::min(count, static_cast<sf_count_t>(memory.bytes.size()) - memory.place);
        std::memcpy(to, memory.bytes.data() + memory.place, static_cast<std::size_t>(there));
        memory.place += there;
        return there;
    };
    io.write = [](const void* from, sf_count_t count, void* self) {
        auto& memory = *static_cast<Memory*>(self);
        const auto end = static_cast<std::size_t>(memory.place + count);
        if (memory.bytes.size() < end)
            memory.bytes.resize(end);
        std::memcpy(memory.bytes.data() + memory.place, from, static_cast<std::size_t>(count));
        memory.place += count;
        return count;
    };
    io.tell = [](void* self) { return static_cast<Memory*>(self)->place; };
    return io;
}

Result<void> writeToStandardOutput(std::span<const WavEvent> events, std::int64_t frames, float scale)
{
    Memory memory;
    SF_VIRTUAL_IO io = memoryIo();
    SF_INFO info = wavInfo();
    SndFile file {sf_open_virtual(&io, SFM_WRITE, &info, &memory)};
    if (!file)
        return fail(fmt::format("A WAV file cannot be made: {}.", sf_strerror(nullptr)));
    if (const auto written = write(file.get(), events, frames, scale, "standard output"); !written)
        return written;
    file.reset();
    if (std::fwrite(memory.bytes.data(), 1, memory.bytes.size(), stdout) != memory.bytes.size()
        || std::fflush(stdout) != 0)
        return fail("The WAV file cannot be written to standard output; is its reader gone?");
    return {};
}
}  // namespace

Result<void> renderWav(
    std::span<const WavEvent> events, Nanoseconds length, Nanoseconds tail, const std::string& path)
{
    const std::int64_t frames = frameAt(length + tail);
    const auto peak = findPeak(events, frames);
    if (!peak)
        return fail(peak.error().message);
    const float scale = *peak > kSilence ? static_cast<float>(kWavPeak) / *peak : 1.0F;
    if (path == "-")
        return writeToStandardOutput(events, frames, scale);
    SF_INFO info = wavInfo();
    const SndFile file {sf_open(path.c_str(), SFM_WRITE, &info)};
    if (!file)
        return fail(fmt::format("{} cannot be written: {}", path, sf_strerror(nullptr)));
    return write(file.get(), events, frames, scale, path);
}

}  // namespace clave
