#include "core/io/file_ops.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <ctime>

namespace clave {
namespace {
/// A write beyond the file size limit sends SIGXFSZ, which ends the program. Held back, the write fails with
/// EFBIG.
ssize_t writeWithoutSignal(int file, const void* from, std::size_t size)
{
    sigset_t tooLarge;
    sigset_t before;
    sigemptyset(&tooLarge);
    sigaddset(&tooLarge, SIGXFSZ);
    pthread_sigmask(SIG_BLOCK, &tooLarge, &before);
    const ssize_t written = ::write(file, from, size);
    const int reason = errno;
    if (written < 0 && reason == EFBIG && sigismember(&before, SIGXFSZ) == 0) {
        const timespec now {};
        sigtimedwait(&tooLarge, nullptr, &now);
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = reason;
    return written;
}

constexpr FileOps kSystem {
    [](int folder, const char* name, int flags, mode_t mode) { return ::openat(folder, name, flags, mode); },
    ::read,
    writeWithoutSignal,
    ::fsync,
    ::close,
    ::fchmod,
    [](int folder, const char* name, struct stat* to) { return ::fstatat(folder, name, to, 0); },
    [](int folder, const char* from, const char* to) { return ::linkat(folder, from, folder, to, 0); },
    [](int folder, const char* from, const char* to) { return ::renameat(folder, from, folder, to); },
    [](int folder, const char* name) { return ::unlinkat(folder, name, 0); },
};
}  // namespace

const FileOps& systemFileOps() noexcept
{
    return kSystem;
}

}  // namespace clave
