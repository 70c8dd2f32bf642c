#include "app/song_on_disk.hpp"

#include "app/text_hash.hpp"
#include "core/io/durable_file.hpp"
#include "core/io/midi_file.hpp"
#include "core/io/midi_import.hpp"
#include "core/io/song_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <utility>

namespace clave {
namespace {
namespace fs = std::filesystem;
constexpr std::size_t kMaxMidiFileBytes = std::size_t {64} << 20U;  // ten times the largest in circulation
constexpr std::string_view kMidiFileBegins = "MThd";

Result<void> mustBeFile(const std::string& path)
{
    std::error_code error;
    const auto kind = fs::status(path, error).type();
    if (kind == fs::file_type::not_found)
        return fail(fmt::format("{} is not there; has it been moved or renamed?", path));
    if (kind == fs::file_type::directory)
        return fail(fmt::format("{} is a folder; choose a song in it.", path));
    if (error)
        return fail(fmt::format("{} cannot be read: {}.", path, error.message()));
    if (kind != fs::file_type::regular)
        return fail(fmt::format("{} is no file; choose a song or a MIDI file.", path));
    return {};
}

Result<ReadSong> importMidi(std::string_view bytes, const std::string& path)
{
    const auto* const data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    auto file = parseMidiFile({data, bytes.size()}, path);
    if (!file)
        return tl::unexpected {file.error()};
    auto imported = importMidi(*file, fs::path {path}.stem().string());
    if (!imported)
        return tl::unexpected {imported.error()};
    ReadSong read {std::move(imported->song), true, std::move(file->oddities), 0};
    std::ranges::move(imported->notes, std::back_inserter(read.notes));
    return read;
}
}  // namespace

bool isMidiFileName(std::string_view path)
{
    std::string ending = fs::path {path}.extension().string();
    std::ranges::transform(
        ending, ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::array<std::string_view, 4> kEndings {".mid", ".midi", ".kar", ".smf"};
    return std::ranges::find(kEndings, ending) != kEndings.end();
}

Result<ReadSong> importMidiFile(const std::string& path)
{
    const auto bytes = readWholeFile(path, kMaxMidiFileBytes);
    if (!bytes)
        return tl::unexpected {bytes.error()};
    return importMidi(*bytes, path);
}

Result<ReadSong> readSong(const std::string& path)
{
    if (const auto isFile = mustBeFile(path); !isFile)
        return tl::unexpected {isFile.error()};
    if (isMidiFileName(path))
        return importMidiFile(path);
    const auto text = readSongText(path);
    if (!text)
        return tl::unexpected {text.error()};
    if (text->starts_with(kMidiFileBegins))
        return importMidi(*text, path);
    auto song = parseSong(*text, path);
    if (song)
        return ReadSong {std::move(*song), false, {}, hashOfText(*text)};
    std::error_code ignored;
    if (fs::is_regular_file(path + "~", ignored))
        song.error().message += fmt::format(" (The version before is {}~.)", path);
    return tl::unexpected {song.error()};
}

std::optional<std::uint64_t> SongOnDisk::contentHash() const
{
    std::error_code ignored;
    if (!fs::is_regular_file(path_, ignored))
        return std::nullopt;
    const auto text = readSongText(path_);
    // What cannot be read, or is too large for a song, is nobody's that we know.
    return hashOfText(text ? *text : text.error().message);
}

SongOnDisk SongOnDisk::asFound(std::string path)
{
    SongOnDisk file(std::move(path));
    file.known_ = file.contentHash();
    return file;
}

SongOnDisk::Saved SongOnDisk::save(const Song& song)
{
    const auto there = contentHash();
    const auto ours = hashOfText(songText(song));
    if (there == ours) {
        known_ = ours;
        return {};
    }
    if (there && there != known_ && there != tried_ && there != confirmed_) {
        confirmed_ = there;
        const char* const what =
            known_ ? "was changed by another program since it was opened here" : "is there already";
        return {Saving::AskedFor,
            fmt::format("{} {}: save there once more to replace it (it stays as {}~).", path_, what, path_)};
    }
    tried_ = ours;
    if (const auto saved = saveSong(song, path_); !saved)
        return {Saving::Failed, saved.error().message};
    known_ = ours;
    confirmed_.reset();
    return {};
}

}  // namespace clave
