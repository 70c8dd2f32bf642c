#pragma once

#include "app/terminal/terminal_view.hpp"

namespace clave {

/// The part of a pattern that is shown at once: cells [first, first + count).
struct CellPage {
    std::size_t first = 0;
    std::size_t count = 0;
};

/// The largest of 16, 32, 64 or 128 steps that fits the width with a gap after every fourth, and of the pages
/// of that size the one that plays. With less room than 16 steps need, as many as fit.
[[nodiscard]] CellPage cellPage(const TerminalModel::Track& track, std::size_t width) noexcept;

/// How wide `count` cells are, with their gaps.
[[nodiscard]] constexpr std::size_t cellsWidth(std::size_t count) noexcept
{
    return count == 0 ? 0 : count + (count - 1) / 4;
}

/// A track's steps: off, on, outside the played part; the playing one as a mark that tells whether it
/// sounded.
[[nodiscard]] Line stepCells(const TerminalModel::Track& track, CellPage page, bool unicode);

}  // namespace clave
