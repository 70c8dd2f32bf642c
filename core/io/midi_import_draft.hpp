#pragma once

#include "core/io/midi_import_sections.hpp"
#include "core/io/midi_import_voices.hpp"
#include "core/model/song.hpp"

namespace clave::importing {

/// One way of making a song of the parts.
struct Draft {
    Song song;
    Losses losses;
    std::size_t missingParts = 0;  ///< parts beyond the most tracks
    std::size_t splitParts = 0;  ///< parts that needed more than one track
    std::size_t keptBars = 0;  ///< bars before scenes or the arrangement were full

    /// How bad it is: losses first, then tracks, then what a person would have to look through.
    [[nodiscard]] double cost() const noexcept;
};

/// Makes tracks, scenes and an arrangement. Sections that play the same become one scene; one after another,
/// a repeat.
[[nodiscard]] Draft draftOf(const Parts& parts, const std::vector<Section>& sections);

}  // namespace clave::importing
