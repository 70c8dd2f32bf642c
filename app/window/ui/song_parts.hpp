#pragma once

#include "app/window/ui/context.hpp"
#include "core/model/song.hpp"

#include <cstdint>
#include <vector>

namespace clave {

/// How long one entry of the arrangement plays, its repeats counted.
struct EntryLength {
    std::int64_t bars = 0;
    double seconds = 0.0;
};

/// Of each entry, in order; a scene's tempo holds on until another one brings its own.
[[nodiscard]] std::vector<EntryLength> entryLengths(const Song& song);

/// Name, metre, swing, scale and the rest of the song as a whole.
void drawSongValues(Context& ui, Rect area);

}  // namespace clave
