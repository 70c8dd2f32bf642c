#pragma once

#include "core/base/result.hpp"
#include "core/model/song.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// A song read from a file of either kind.
struct ReadSong {
    Song song;
    bool isImported = false;  ///< made of a MIDI file, whose name it must not be saved under
    std::vector<std::string> notes;  ///< of an import: what could not be kept, a sentence each
    std::uint64_t textHash = 0;  ///< of a song file's text
};

/// Whether a name is one of a MIDI file: .mid, .midi, .kar or .smf, in any case.
[[nodiscard]] bool isMidiFileName(std::string_view path);

/// Reads a song file, or makes a song of a MIDI file (told by its name, or by how it begins). What is no
/// plain file is refused before it is opened: a pipe would be waited for. Thread-safe: yes. Realtime-safe:
/// no.
[[nodiscard]] Result<ReadSong> readSong(const std::string& path);

/// Makes a song of a MIDI file. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] Result<ReadSong> importMidiFile(const std::string& path);

/// A song's file, and what is known of its content, so that nothing that somebody else put there is replaced
/// unasked. Thread-safe: no. Realtime-safe: no.
class SongOnDisk {
public:
    /// No file yet.
    SongOnDisk() = default;
    /// A file that nothing is known of. \param path empty: the song has no file.
    explicit SongOnDisk(std::string path) : path_(std::move(path)) {}
    /// A file whose content of now may be replaced. Reads it.
    [[nodiscard]] static SongOnDisk asFound(std::string path);
    /// A file with this content.
    SongOnDisk(std::string path, std::uint64_t textHash) : path_(std::move(path)), known_(textHash) {}

    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    enum class Saving : std::uint8_t { Done, Failed, AskedFor };
    struct Saved {
        Saving how = Saving::Done;
        std::string sentence;  ///< why not, or what saving once more would replace
    };
    /// Saves durably. When the file holds what is not known, it is asked for first: saving once more, while
    /// it still holds the same, replaces it. A file that holds the song already is left alone, and with it
    /// the version before.
    [[nodiscard]] Saved save(const Song& song);

private:
    [[nodiscard]] std::optional<std::uint64_t> contentHash() const;

    std::string path_;
    std::optional<std::uint64_t> known_;  ///< what was read or written
    std::optional<std::uint64_t> tried_;  ///< what a saving that failed may have left
    std::optional<std::uint64_t> confirmed_;  ///< what was asked for
};

}  // namespace clave
