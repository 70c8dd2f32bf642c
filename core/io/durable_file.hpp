#pragma once

#include "core/base/result.hpp"
#include "core/io/file_ops.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace clave {

/// Writes a file so that a power cut, a full disk or a crash at any moment leaves the old one or the new one,
/// whole.
///
/// A new file is written beside the old one, flushed to the disk and put in its place by one rename; then the
/// folder is flushed (without the flushes both are lost together, measured). The version before is kept as
/// PATH~, itself put in place by a rename before the new one comes. Links are followed to the file they mean;
/// permissions stay. When it fails, the old file is as it was and nothing is left behind. Only if the last
/// flush fails is the new one there already: the error says so. Thread-safe: yes, for different paths.
/// Realtime-safe: no (waits for the disk).
[[nodiscard]] Result<void> saveDurably(
    const std::string& path, std::string_view content, const FileOps& ops = systemFileOps());

/// A file's whole content. A folder, and a file of more than `most` bytes, is refused.
[[nodiscard]] Result<std::string> readWholeFile(
    const std::string& path, std::size_t most, const FileOps& ops = systemFileOps());

}  // namespace clave
