#include "app/recovery_file.hpp"

#include "app/text_hash.hpp"
#include "core/io/durable_file.hpp"
#include "core/io/song_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <string_view>
#include <utility>

namespace clave {
namespace {
constexpr std::string_view kFirstLine = "clave recovery 1\n";
constexpr std::size_t kMaxBytes = kMaxSongBytes + (std::size_t {1} << 16U);

/// A path is any bytes: those that would end the line are written as %0A and the like.
std::string encoded(const std::string& path)
{
    std::string text;
    for (const char c : path) {
        if (c == '%' || static_cast<unsigned char>(c) < ' ')
            text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        else
            text += c;
    }
    return text;
}

std::string decoded(std::string_view text)
{
    std::string path;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned char byte = 0;
        const char* const digits = text.data() + i + 1;
        if (text[i] == '%' && i + 2 < text.size()
            && std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
            path += static_cast<char>(byte);
            i += 2;
        } else {
            path += text[i];
        }
    }
    return path;
}
}  // namespace

std::string recoveryName(const std::string& songPath, int number)
{
    return fmt::format("{:016x}-{}{}", hashOfText(songPath), number, kRecoveryEnding);
}

std::string recoveryText(const Song& song, const std::string& songPath)
{
    return fmt::format("{}{}\n{}", kFirstLine, encoded(songPath), songText(song));
}

Result<Recovery> readRecovery(const std::string& file)
{
    const auto text = readWholeFile(file, kMaxBytes);
    if (!text)
        return tl::unexpected {text.error()};
    const std::string_view all = *text;
    const auto pathEnd = all.find('\n', kFirstLine.size());
    if (!all.starts_with(kFirstLine) || pathEnd == std::string_view::npos)
        return fail(fmt::format("{} is no recovery file of this version.", file));
    auto song = parseSong(all.substr(pathEnd + 1), file);
    if (!song)
        return tl::unexpected {song.error()};
    struct stat facts {};
    (void)::stat(file.c_str(), &facts);
    return Recovery {file, decoded(all.substr(kFirstLine.size(), pathEnd - kFirstLine.size())),
        facts.st_mtim.tv_sec, std::make_shared<const Song>(std::move(*song))};
}

std::unique_ptr<RecoveryLock> RecoveryLock::tryTake(const std::string& recoveryFile)
{
    constexpr mode_t kOwnerOnly = 0600;
    std::string name = recoveryFile + ".lock";
    const int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
    if (file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        ::close(file);
        return nullptr;
    }
    struct stat ours {};
    struct stat there {};
    const bool isTheirs = file >= 0
        && (::fstat(file, &ours) != 0 || ::stat(name.c_str(), &there) != 0 || ours.st_ino != there.st_ino);
    if (isTheirs) {  // whoever had it removed it between our opening and locking
        ::close(file);
        return nullptr;
    }
    return std::unique_ptr<RecoveryLock>(new RecoveryLock(std::move(name), file));
}

RecoveryLock::~RecoveryLock()
{
    if (file_ < 0)
        return;
    ::unlink(name_.c_str());
    ::close(file_);
}

}  // namespace clave
