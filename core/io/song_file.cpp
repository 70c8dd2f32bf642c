#include "core/io/song_file.hpp"

#include "core/io/durable_file.hpp"
#include "core/io/song_check.hpp"
#include "core/model/validate.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace clave {

std::string sentence(const Fault& fault, std::string_view fileName)
{
    return fmt::format("{}:{}:{}: {}{}{}{}", fileName, fault.line, fault.column, fault.path,
        fault.path.empty() ? "" : " ", fault.what, fault.what.ends_with('?') ? "" : ".");
}

Result<Song> parseSong(std::string_view text, std::string_view fileName)
{
    CheckedSong checked = readAndCheck(text);
    if (checked.faults.empty())
        return std::move(checked.song);
    std::string message = sentence(checked.faults.front(), fileName);
    if (const std::size_t more = checked.faults.size() - 1; more > 0)
        message += fmt::format(" (And {} more; clave check shows all.)", more);
    return fail(std::move(message));
}

std::vector<Fault> checkSong(std::string_view text)
{
    return readAndCheck(text).faults;
}

Result<std::string> readSongText(const std::string& path)
{
    return readWholeFile(path, kMaxSongBytes);
}

Result<Song> loadSong(const std::string& path)
{
    const auto text = readSongText(path);
    if (!text)
        return fail(text.error().message);
    auto song = parseSong(*text, path);
    std::error_code ignored;
    if (!song && std::filesystem::is_regular_file(path + "~", ignored))
        song.error().message += fmt::format(" (The version before is {}~.)", path);
    return song;
}

Result<void> saveSong(const Song& song, const std::string& path)
{
    if (const auto faults = faultsOf(song); !faults.empty())
        return fail(fmt::format("{} is not saved: {}.", path, sentence(faults.front())));
    const std::string text = songText(song);
    const auto again = parseSong(text, path);
    if (!again || *again != song)
        return fail(fmt::format("{} is not saved, for it could not be read again: {}", path,
            again ? "it would differ." : again.error().message));
    return saveDurably(path, text);
}

}  // namespace clave
