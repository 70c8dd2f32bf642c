#pragma once

#include "core/base/result.hpp"
#include "core/model/song.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// What tells that a file was saved: also by a rename within the same second.
struct FileStamp {
    std::int64_t modifiedNs = 0;
    std::uint64_t bytes = 0;
    std::uint64_t number = 0;  ///< of the file in its file system

    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

// Thread-safe: yes, all. Realtime-safe: no.

/// Nothing when there is no plain file.
[[nodiscard]] std::optional<FileStamp> stampOf(const std::string& path);

inline constexpr std::size_t kMaxScriptBytes = std::size_t {1} << 20U;

/// A script's text. Fails when it cannot be read, is too long, or is no UTF-8.
[[nodiscard]] Result<std::string> readScriptText(const std::string& path);

/// Where a text is kept that was typed into that file and not saved.
[[nodiscard]] std::string draftFile(const std::string& file);

/// The file that a song means by a path of its own: from the song's folder, else among the examples that come
/// with Clave. Absolute, whether it is there or not. \param songPath empty: the song has no file.
[[nodiscard]] std::string scriptFile(const std::string& songPath, const std::string& path);

/// How a song should call a file: from its own folder where it lies in there, else by its whole name.
[[nodiscard]] std::string pathInSong(const std::string& songPath, const std::string& file);

/// The scripts of a song that is saved in another file: each is still the same one, under its whole name
/// where that is in another folder now.
[[nodiscard]] std::vector<ScriptRef> scriptsFrom(
    const std::vector<ScriptRef>& scripts, const std::string& songPath, const std::string& newSongPath);

/// $CLAVE_SCRIPTS, else where Clave was built from: the package and the examples lie in there.
[[nodiscard]] std::string scriptsFolder();

/// $CLAVE_ASSETS/demo, else likewise: the songs that come with Clave, and their scripts.
[[nodiscard]] std::string demoFolder();

/// Sees which of some files were saved since it looked the last time. Thread-safe: no. Realtime-safe: no.
class FileLook {
public:
    struct Seen {
        std::string path;
        Result<std::string> text;  ///< or why it cannot be read
    };
    /// Those that are another than they were; the first time each. One that was emptied is looked at once
    /// more before: that is how many editors begin to save.
    [[nodiscard]] std::vector<Seen> look(const std::vector<std::string>& paths);

private:
    struct Known {
        std::optional<FileStamp> stamp;
        bool isOpen = false;  ///< emptied, and not told yet
    };
    std::map<std::string, Known> seen_;
};

}  // namespace clave
