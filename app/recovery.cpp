#include "app/recovery.hpp"

#include "app/recovery_file.hpp"
#include "core/io/song_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <tuple>
#include <utility>

namespace clave {
namespace {
namespace fs = std::filesystem;

/// When a file was last written, for comparing; nothing when it is not there.
std::optional<std::pair<std::int64_t, std::int64_t>> writtenAt(const std::string& path)
{
    struct stat facts {};
    if (path.empty() || ::stat(path.c_str(), &facts) != 0)
        return std::nullopt;
    return std::pair {facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec};
}

/// What is found, when it is worth offering.
std::optional<Recovery> offerOf(const std::string& file)
{
    const auto lock = RecoveryLock::tryTake(file);
    if (!lock)
        return std::nullopt;
    auto recovery = readRecovery(file);
    if (!recovery || writtenAt(file) < writtenAt(recovery->songPath))
        return std::nullopt;
    if (recovery->songPath.empty())
        return std::move(*recovery);
    std::error_code ignored;
    const auto song = fs::is_regular_file(recovery->songPath, ignored) ? loadSong(recovery->songPath)
                                                                       : Result<Song> {fail("")};
    if (song && *song == *recovery->song) {
        discardRecovery(*recovery);
        return std::nullopt;
    }
    return std::move(*recovery);
}

std::vector<Recovery> offersOf(const std::vector<std::string>& files)
{
    std::vector<std::pair<decltype(writtenAt({})), Recovery>> found;
    for (const auto& file : files) {
        const auto written = writtenAt(file);
        auto offer = written ? offerOf(file) : std::nullopt;
        if (offer)
            found.emplace_back(written, std::move(*offer));
    }
    std::ranges::sort(found, [](const auto& a, const auto& b) {
        return std::tie(b.first, a.second.file) < std::tie(a.first, b.second.file);
    });
    std::vector<Recovery> offers;
    for (auto& [written, offer] : found)
        offers.push_back(std::move(offer));
    return offers;
}
}  // namespace

std::string sentence(const Recovery& recovery)
{
    std::array<char, 32> when {};
    const std::time_t seconds = recovery.keptAt;
    tm local {};
    if (::localtime_r(&seconds, &local) != nullptr)
        (void)std::strftime(when.data(), when.size(), "%Y-%m-%d %H:%M", &local);
    const std::string name = recovery.song && !recovery.song->name.empty() ? recovery.song->name : "A song";
    if (recovery.songPath.empty())
        return fmt::format("{}, which has no file yet, was left unsaved at {}.", name, when.data());
    return fmt::format(
        "{} ({}) has changes of {} that were not saved.", name, recovery.songPath, when.data());
}

std::string recoveryFolder()
{
    // Relative values must be ignored (XDG Base Directory Specification).
    if (const char* const state = std::getenv("XDG_STATE_HOME"); state != nullptr && state[0] == '/')
        return std::string {state} + "/clave/recovery";
    if (const char* const home = std::getenv("HOME"); home != nullptr && home[0] == '/')
        return std::string {home} + "/.local/state/clave/recovery";
    return {};
}

std::vector<Recovery> findRecoveries(const std::string& folder)
{
    std::vector<std::string> files;
    std::error_code none;
    for (fs::directory_iterator entry(folder, none), end; !none && entry != end; entry.increment(none)) {
        if (entry->path().extension() == kRecoveryEnding)
            files.push_back(entry->path().string());
    }
    return offersOf(files);
}

std::optional<Recovery> findRecovery(const std::string& folder, const std::string& songPath)
{
    if (folder.empty())
        return std::nullopt;
    std::vector<std::string> files;
    for (int i = 0; i < RecoverySlot::kSlots; ++i)
        files.push_back((fs::path {folder} / recoveryName(songPath, i)).string());
    auto offers = offersOf(files);
    std::erase_if(offers, [&](const Recovery& offer) { return offer.songPath != songPath; });
    if (offers.empty())
        return std::nullopt;
    return std::move(offers.front());
}

void discardRecovery(const Recovery& recovery)
{
    std::error_code ignored;
    fs::remove(recovery.file, ignored);
    fs::remove(recovery.file + "~", ignored);
}

}  // namespace clave
