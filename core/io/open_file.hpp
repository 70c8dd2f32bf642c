#pragma once

#include "core/io/file_ops.hpp"

#include <string>
#include <string_view>

namespace clave {

/// An open file that closes itself. Calls broken off by a signal are made again.
class OpenFile {
public:
    OpenFile(const FileOps& ops, int folder, const std::string& name, int flags, mode_t mode = 0);
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    OpenFile(OpenFile&&) = delete;
    OpenFile& operator=(OpenFile&&) = delete;
    ~OpenFile();

    [[nodiscard]] bool isOpen() const noexcept { return file_ >= 0; }
    [[nodiscard]] int number() const noexcept { return file_; }

    // False on failure, with the reason in errno.
    [[nodiscard]] bool writeAll(std::string_view content);
    /// Appends to `to` up to the end, at most `most` bytes.
    [[nodiscard]] bool readAll(std::string& to, std::size_t most);
    [[nodiscard]] bool sync();
    [[nodiscard]] bool close();

private:
    const FileOps& ops_;
    int file_ = -1;
};

}  // namespace clave
