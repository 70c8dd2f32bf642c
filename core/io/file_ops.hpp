#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <cstddef>

namespace clave {

/// The system calls that saving needs, so that a test can make any one of them fail. Each is as in POSIX: -1
/// and errno.
struct FileOps {
    int (*openAt)(int folder, const char* name, int flags, mode_t mode);
    ssize_t (*read)(int file, void* to, std::size_t size);
    ssize_t (*write)(int file, const void* from, std::size_t size);
    int (*fsync)(int file);
    int (*close)(int file);
    int (*chmod)(int file, mode_t mode);
    int (*statAt)(int folder, const char* name, struct stat* to);
    int (*linkAt)(int folder, const char* from, const char* to);
    int (*renameAt)(int folder, const char* from, const char* to);
    int (*unlinkAt)(int folder, const char* name);
};

/// The system's own.
[[nodiscard]] const FileOps& systemFileOps() noexcept;

}  // namespace clave
