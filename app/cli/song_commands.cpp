#include "app/cli/commands.hpp"
#include "app/cli/out_file.hpp"
#include "app/song_on_disk.hpp"
#include "core/io/song_file.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace clave {
namespace {
/// "1 track", "3 tracks".
std::string counted(std::size_t count, const char* what)
{
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}
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
    const auto imported = importMidiFile(command.midiFile);
    if (!imported)
        return tl::unexpected {imported.error()};
    if (const auto saved = saveSong(imported->song, command.song); !saved)
        return tl::unexpected {saved.error()};
    for (const auto& note : imported->notes)
        fmt::print(stderr, "{}\n", note);
    fmt::print("{} is made: {}, {}. Hear it: ./run play {}\n", command.song,
        counted(imported->song.tracks.size(), "track"), counted(imported->song.scenes.size(), "scene"),
        command.song);
    return kDone;
}

}  // namespace clave
