#pragma once

#include "core/io/song_file.hpp"

#include <string_view>
#include <vector>

namespace clave {

/// What came of reading a text: the song is whole only when there are no faults.
struct CheckedSong {
    Song song;
    std::vector<Fault> faults;  ///< in the order of the file, kMaxFaults at most
};

/// Text to song: the size, the JSON, the version, the values, and last what only the whole song shows.
[[nodiscard]] CheckedSong readAndCheck(std::string_view text);

}  // namespace clave
