#pragma once

#include "app/window/ui/context.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace clave {

/// A cell under the mouse.
struct GridHit {
    std::size_t track = 0;
    std::size_t step = 0;
    float across = 0.0F;  ///< how far into the cell, from the left, [0, 1]
};

/// Where the cells are: 16 columns in groups of four, one or two rows a track, one page of a longer pattern.
class GridLayout {
public:
    static constexpr std::size_t kColumns = 16;

    /// \param area of the cells alone.
    GridLayout(const Context& ui, const Rect& area);

    [[nodiscard]] std::size_t firstTrack() const noexcept { return firstTrack_; }
    /// One past the last track shown.
    [[nodiscard]] std::size_t endTrack() const noexcept { return firstTrack_ + shown_; }
    /// The first step that is shown. A pattern with fewer pages than others shows one of its own, never
    /// nothing.
    [[nodiscard]] std::size_t firstStep(std::size_t track) const noexcept;
    /// One past the last step that fits on the page.
    [[nodiscard]] std::size_t endStep(std::size_t track) const noexcept
    {
        return firstStep(track) + kColumns * rows_;
    }
    /// All rows of a track.
    [[nodiscard]] Rect row(std::size_t track) const noexcept;
    /// A cell of the page that is shown.
    [[nodiscard]] Rect cell(std::size_t track, std::size_t step) const noexcept;
    /// The horizontal place of a column, [0, 16).
    [[nodiscard]] Rect column(std::size_t number) const noexcept;
    [[nodiscard]] std::optional<GridHit> hit(ImVec2 at) const noexcept;
    /// The column nearest to a place left or right of the cells, too.
    [[nodiscard]] std::size_t nearestColumn(float x) const noexcept;

private:
    Rect area_;
    float cellWidth_;
    float rowHeight_;
    float gap_;
    float beatGap_;
    std::size_t rows_;
    std::size_t firstTrack_;
    std::size_t shown_;
    std::size_t page_;
    std::vector<std::size_t> pages_;  ///< of each track
};

}  // namespace clave
