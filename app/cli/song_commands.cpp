#include "app/cli/commands.hpp"
#include "app/cli/out_file.hpp"
#include "core/io/durable_file.hpp"
#include "core/io/midi_import.hpp"
#include "core/io/song_file.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>

namespace clave {
namespace {
/// "1 track", "3 tracks".
std::string counted(std::size_t count, const char* what)
{
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

constexpr std::size_t kMaxMidiFileBytes = std::size_t {64} << 20U;  // ten times the largest in circulation
}  // namespace

Result<int> runCommand(const CheckCommand& command)
{
    const auto text = readSongText(command.song);
    if (!text)
        return tl::unexpected {text.error()};
    const auto faults = checkSong(*text);
    for (const auto& fault : faults)
        fmt::print("{}\n", sentence(fault, command.song));
    if (!faults.empty())
        return kFailed;
    const auto song = parseSong(*text, command.song);
    if (!song)
        return tl::unexpected {song.error()};
    fmt::print("{}: ok ({}, {}).\n", command.song, counted(song->tracks.size(), "track"),
        counted(song->scenes.size(), "scene"));
    return kDone;
}

Result<int> runCommand(const NewCommand& command)
{
    if (const auto isFree = mustNotExist(command.song); !isFree)
        return tl::unexpected {isFree.error()};
    if (const auto saved = saveSong(newSong(), command.song); !saved)
        return tl::unexpected {saved.error()};
    fmt::print("{} is made. Hear it: ./run play {}\n", command.song, command.song);
    return kDone;
}

Result<int> runCommand(const ImportCommand& command)
{
    if (const auto isFree = mustNotExist(command.song); !isFree)
        return tl::unexpected {isFree.error()};
    const auto bytes = readWholeFile(command.midiFile, kMaxMidiFileBytes);
    if (!bytes)
        return tl::unexpected {bytes.error()};
    const auto* const data = reinterpret_cast<const std::uint8_t*>(bytes->data());
    const auto file = parseMidiFile({data, bytes->size()}, command.midiFile);
    if (!file)
        return tl::unexpected {file.error()};
    const auto imported = importMidi(*file, std::filesystem::path {command.midiFile}.stem().string());
    if (!imported)
        return tl::unexpected {imported.error()};
    if (const auto saved = saveSong(imported->song, command.song); !saved)
        return tl::unexpected {saved.error()};
    for (const auto* notes : {&file->oddities, &imported->notes}) {
        for (const auto& note : *notes)
            fmt::print(stderr, "{}\n", note);
    }
    fmt::print("{} is made: {}, {}. Hear it: ./run play {}\n", command.song,
        counted(imported->song.tracks.size(), "track"), counted(imported->song.scenes.size(), "scene"),
        command.song);
    return kDone;
}

}  // namespace clave
