#include "app/cli/out_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace clave {
namespace {
constexpr mode_t kNewFileMode = 0666;  // less what the person's umask takes away

tl::unexpected<Error> failed(const std::string& path, int error)
{
    return fail(fmt::format(
        "{} cannot be written: {}", path == "-" ? "standard output" : path, std::strerror(error)));
}

bool writeAll(int fd, std::string_view content)
{
    while (!content.empty()) {
        const auto size = write(fd, content.data(), content.size());
        if (size < 0 && errno != EINTR)
            return false;
        content.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    }
    return true;
}

Result<void> writeInPlace(const std::string& path, std::string_view content)
{
    const int fd = path == "-" ? dup(STDOUT_FILENO) : open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return failed(path, errno);
    const bool isWritten = writeAll(fd, content);
    const int error = errno;
    close(fd);
    if (!isWritten)
        return failed(path, error);
    return {};
}

mode_t modeOfNewFiles()
{
    const auto mask = umask(0);
    umask(mask);
    return kNewFileMode & ~mask;
}

Result<void> replace(const std::string& path, std::string_view content, mode_t mode)
{
    std::string name = path + ".XXXXXX";
    const int fd = mkstemp(name.data());
    if (fd < 0)
        return failed(path, errno);
    const bool isWritten = writeAll(fd, content) && fchmod(fd, mode) == 0;
    int error = errno;
    const bool isClosed = close(fd) == 0;
    if (isWritten && !isClosed)
        error = errno;
    if (isWritten && isClosed) {
        if (rename(name.c_str(), path.c_str()) == 0)
            return {};
        error = errno;
    }
    unlink(name.c_str());
    return failed(path, error);
}
}  // namespace

Result<void> writeOut(const std::string& path, std::string_view content)
{
    struct stat info {};
    if (path == "-")
        return writeInPlace(path, content);
    if (stat(path.c_str(), &info) != 0)
        return replace(path, content, modeOfNewFiles());
    if (S_ISDIR(info.st_mode))
        return fail(fmt::format("{} is a folder; give the name of a file", path));
    if (!S_ISREG(info.st_mode))
        return writeInPlace(path, content);
    // A link stays a link: the file it means is replaced.
    char* const real = realpath(path.c_str(), nullptr);
    const std::string target = real == nullptr ? path : real;
    std::free(real);
    return replace(target, content, info.st_mode & 07777);
}

Result<void> mustNotExist(const std::string& path)
{
    struct stat info {};
    if (lstat(path.c_str(), &info) == 0)
        return fail(fmt::format(
            "{} is there already and is not overwritten; give another name or move it away", path));
    return {};
}

}  // namespace clave
