#include "app/window/dot_region.hpp"

#include <cstdint>
#include <limits>
#include <utility>

namespace clave {
namespace {
constexpr int tilesFor(int dots) noexcept
{
    return (dots + DotRegion::kTile - 1) / DotRegion::kTile;
}

/// Puts `rect` there, grown until it meets none of the others.
void take(std::vector<DotRect>& rects, DotRect rect)
{
    for (auto other = rects.begin(); other != rects.end();) {
        if (!other->meets(rect)) {
            ++other;
            continue;
        }
        rect = rect.with(*other);
        rects.erase(other);
        other = rects.begin();
    }
    rects.push_back(rect);
}

/// Makes one of the two that grow least by it.
void joinTwo(std::vector<DotRect>& rects)
{
    std::pair<std::size_t, std::size_t> best;
    auto least = std::numeric_limits<std::int64_t>::max();
    for (std::size_t a = 0; a + 1 < rects.size(); ++a) {
        for (std::size_t b = a + 1; b < rects.size(); ++b) {
            const auto more = rects[a].with(rects[b]).area() - rects[a].area() - rects[b].area();
            if (more < least) {
                least = more;
                best = {a, b};
            }
        }
    }
    const DotRect joined = rects[best.first].with(rects[best.second]);
    rects.erase(rects.begin() + static_cast<std::ptrdiff_t>(best.second));
    rects.erase(rects.begin() + static_cast<std::ptrdiff_t>(best.first));
    take(rects, joined);
}
}  // namespace

DotRegion::DotRegion(int width, int height)
    : all_ {0, 0, std::max(width, 0), std::max(height, 0)}
    , columns_(tilesFor(all_.right))
    , rows_(tilesFor(all_.bottom))
    , tiles_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_))
{
}

void DotRegion::add(const DotRect& rect)
{
    const DotRect seen = rect.within(all_);
    if (seen.isEmpty())
        return;
    for (int row = seen.top / kTile; row < tilesFor(seen.bottom); ++row) {
        for (int column = seen.left / kTile; column < tilesFor(seen.right); ++column)
            tiles_[static_cast<std::size_t>(row * columns_ + column)] = 1;
    }
}

std::vector<DotRect> DotRegion::rects() const
{
    std::vector<DotRect> rects;
    for (int row = 0; row < rows_; ++row) {
        for (int column = 0; column < columns_; ++column) {
            if (!has(column, row))
                continue;
            const int from = column;
            while (column < columns_ && has(column, row))
                ++column;
            const DotRect run {from * kTile, row * kTile, column * kTile, (row + 1) * kTile};
            // As wide as what stands right above it: the same piece.
            const auto above = std::ranges::find_if(rects, [&](const DotRect& one) {
                return one.bottom == run.top && one.left == run.left && one.right == run.right;
            });
            if (above != rects.end())
                above->bottom = run.bottom;
            else
                rects.push_back(run);
        }
    }
    while (rects.size() > kMostRects)
        joinTwo(rects);
    for (DotRect& rect : rects)
        rect = rect.within(all_);
    return rects;
}

}  // namespace clave
