#include "app/cli/commands.hpp"
#include "app/cli/out_file.hpp"
#include "app/cli/play_scripts.hpp"
#include "app/render/rendering_midi.hpp"
#include "app/render/wav.hpp"
#include "core/engine/render.hpp"
#include "core/io/song_file.hpp"
#include "core/time/reference_time.hpp"
#include "core/time/timeline.hpp"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

namespace clave {
namespace {
constexpr Nanoseconds kTail = std::chrono::seconds {2};  // reverb, and notes with a long release

Nanoseconds lengthOf(const Rendering& rendering)
{
    Timeline line;
    for (const auto& mark : rendering.marks)
        line = line.withTempoAt(mark.at, mark.tempo);
    return line.timeAt(rendering.end).time_since_epoch();
}

/// What a WAV file's 32 bits of size hold at 48 kHz, 16 bits, stereo: 4 GiB.
constexpr Nanoseconds kLongestWav = std::chrono::hours {6};

Result<void> writeWav(const Rendering& rendering, const std::string& file)
{
    if (lengthOf(rendering) > kLongestWav) {
        return fail(fmt::format("{}: this lasts {} hours and a WAV file holds 6; ask for fewer --bars", file,
            std::chrono::ceil<std::chrono::hours>(lengthOf(rendering)).count()));
    }
    std::vector<WavEvent> events;
    events.reserve(rendering.messages.size());
    for (const auto& message : rendering.messages)
        events.push_back({message.time, message.message});
    return renderWav(events, lengthOf(rendering), kTail, file);
}

Result<void> write(const Rendering& rendering, const Song& song, const RenderCommand& command)
{
    switch (command.form) {
    case RenderCommand::Form::Text:
        return writeOut(command.file, renderingText(rendering, song));
    case RenderCommand::Form::Midi: {
        const auto bytes = midiFileBytes(renderingMidi(rendering, song));
        return writeOut(command.file, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
    case RenderCommand::Form::Wav:
        break;
    }
    return writeWav(rendering, command.file);
}
}  // namespace

Result<int> runCommand(const RenderCommand& command)
{
    std::error_code unknown;
    if (std::filesystem::equivalent(command.song, command.file, unknown))
        return fail(fmt::format("{} is the song itself; render to another file", command.file));
    auto loaded = loadSong(command.song);
    if (!loaded)
        return tl::unexpected {loaded.error()};
    if (command.seed)
        loaded->seed = *command.seed;
    if (const auto added = addScripts(command.scripts, *loaded, command.song); !added)
        return tl::unexpected {added.error()};
    const auto song = std::make_shared<const Song>(std::move(*loaded));
    RenderOptions options;
    options.bars = command.bars;
    const auto scripts = renderingScripts(command.scripts, *song, command.song, referenceTime());
    const auto rendering = render(song, options, scripts.get());
    for (const auto& notice : scripts != nullptr ? scripts->notices() : std::vector<std::string> {})
        fmt::print(stderr, "{}\n", notice);
    if (const auto written = write(rendering, *song, command); !written)
        return tl::unexpected {written.error()};
    return kDone;
}

}  // namespace clave
