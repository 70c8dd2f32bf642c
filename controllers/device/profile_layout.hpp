#pragma once

#include "controllers/device/profile.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace clave {

/// Controls that are drawn together, and where.
struct Block {
    /// At: in the middle, at x and y. The sides: around all of those, further out one after the other. Flow:
    /// below everything, in rows.
    enum class Place : std::uint8_t { At, Top, Right, Left, Bottom, Flow };
    Place place = Place::Flow;
    std::size_t first = 0;  ///< index of its first control; row by row
    int rows = 1;
    int cols = 1;
    float x = 0.0F;
    float y = 0.0F;
    float width = 1.0F;  ///< of each control, in pads
    float height = 1.0F;
};

/// Gives each control its place in the drawing, whose upper left corner is 0/0.
void layOut(std::vector<Control>& controls, const std::vector<Block>& blocks);

/// The controls drawn over each other: the first such pair, as indices; {0, 0} when there is none.
struct Overlap {
    std::size_t one = 0;
    std::size_t other = 0;
};
[[nodiscard]] Overlap firstOverlap(const std::vector<Control>& controls);

}  // namespace clave
