#pragma once

#include "core/base/result.hpp"
#include "core/model/song.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// One thing wrong in a song file. (What the format is: core/io/README.md.)
struct Fault {
    std::string
        path;  ///< within the file: "tracks[2].patterns[0].steps.5.velocity"; empty is the file itself
    std::size_t line = 1;  ///< from 1
    std::size_t column = 1;  ///< from 1, in characters
    std::string what;  ///< goes on after the path: "is 300; allowed are 0 to 127"
};

/// "demo.clave:41:18: tracks[2].patterns[1].steps.5.velocity is 300; allowed are 0 to 127."
[[nodiscard]] std::string sentence(const Fault& fault, std::string_view fileName);

/// The version this program writes, and the newest it reads.
inline constexpr int kSongFormat = 1;

/// Files above this are refused unread; the largest song anyone would write by hand is a thousandth of it.
inline constexpr std::size_t kMaxSongBytes = std::size_t {64} << 20U;

// Thread-safe: yes, all. Realtime-safe: no.

/// The song that `text` describes. When there is a fault, the error tells the first one and how many more.
[[nodiscard]] Result<Song> parseSong(std::string_view text, std::string_view fileName);

/// Every fault of a song file in the order of the file, 1000 at most. Faults of the JSON itself hide those
/// behind them.
[[nodiscard]] std::vector<Fault> checkSong(std::string_view text);

/// The file's text for a valid song: the same song gives the same text, and parseSong gives the song back.
[[nodiscard]] std::string songText(const Song& song);

[[nodiscard]] Result<Song> loadSong(const std::string& path);

/// The text of a file that may be a song, for checkSong().
[[nodiscard]] Result<std::string> readSongText(const std::string& path);

/// Writes durably (core/io/durable_file.hpp); the version before stays beside it as PATH~. A song that could
/// not be read again is refused, and nothing is written.
[[nodiscard]] Result<void> saveSong(const Song& song, const std::string& path);

/// A small song to begin with: eight tracks, a scene, and something that plays.
[[nodiscard]] Song newSong();
/// The same tracks, instruments and scene with nothing on yet.
[[nodiscard]] Song newBeat();

}  // namespace clave
