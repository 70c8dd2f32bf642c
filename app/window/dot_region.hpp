#pragma once

#include "app/window/dot_rect.hpp"

#include <cstddef>
#include <vector>

namespace clave {

/// What of a picture is to be drawn anew, in tiles. Thread-safe: no. Realtime-safe: no.
class DotRegion {
public:
    static constexpr int kTile = 32;
    /// More pieces cost more than drawing a little too much.
    static constexpr std::size_t kMostRects = 12;

    DotRegion(int width, int height);

    void add(const DotRect& rect);
    /// All of it, in at most kMostRects that do not meet; none when nothing was added.
    [[nodiscard]] std::vector<DotRect> rects() const;

private:
    [[nodiscard]] bool has(int column, int row) const
    {
        return tiles_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_)
                   + static_cast<std::size_t>(column)]
            != 0;
    }

    DotRect all_;
    int columns_;
    int rows_;
    std::vector<unsigned char> tiles_;  ///< row by row
};

}  // namespace clave
