#include "controllers/device/profile_layout.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
struct Bounds {
    float left = 0.0F;
    float top = 0.0F;
    float right = 0.0F;
    float bottom = 0.0F;
};

constexpr float kRowWidth = 8.0F;  // of a device that has nothing in its middle

void put(std::vector<Control>& controls, const Block& block, float x, float y)
{
    for (int row = 0; row < block.rows; ++row) {
        for (int col = 0; col < block.cols; ++col) {
            Control& control = controls[block.first + static_cast<std::size_t>(row * block.cols + col)];
            control.x = x + static_cast<float>(col) * block.width;
            control.y = y + static_cast<float>(row) * block.height;
            control.width = block.width;
            control.height = block.height;
        }
    }
}

float widthOf(const Block& block)
{
    return static_cast<float>(block.cols) * block.width;
}

float heightOf(const Block& block)
{
    return static_cast<float>(block.rows) * block.height;
}

/// A grid of rows and columns is what the others lie around, not a single button that was put beside it.
bool isGrid(const Block& block)
{
    return block.place == Block::Place::At && block.rows > 1 && block.cols > 1;
}

Bounds putMiddle(std::vector<Control>& controls, const std::vector<Block>& blocks)
{
    const bool hasGrid = std::ranges::any_of(blocks, isGrid);
    Bounds bounds;
    bool any = false;
    for (const Block& block : blocks) {
        if (block.place != Block::Place::At)
            continue;
        put(controls, block, block.x, block.y);
        if (hasGrid && !isGrid(block))
            continue;
        const Bounds its {block.x, block.y, block.x + widthOf(block), block.y + heightOf(block)};
        bounds = any ? Bounds {std::min(bounds.left, its.left), std::min(bounds.top, its.top),
                           std::max(bounds.right, its.right), std::max(bounds.bottom, its.bottom)}
                     : its;
        any = true;
    }
    if (!any)
        bounds.right = kRowWidth;
    return bounds;
}

/// The sides grow outward from `middle`. \return how far they reach.
Bounds putSides(std::vector<Control>& controls, const std::vector<Block>& blocks, const Bounds& middle)
{
    Bounds reach = middle;
    for (const Block& block : blocks) {
        float x = middle.left;
        float y = middle.top;
        if (block.place == Block::Place::Top)
            y = reach.top -= heightOf(block);
        else if (block.place == Block::Place::Left)
            x = reach.left -= widthOf(block);
        else if (block.place == Block::Place::Bottom)
            y = std::exchange(reach.bottom, reach.bottom + heightOf(block));
        else if (block.place == Block::Place::Right)
            x = std::exchange(reach.right, reach.right + widthOf(block));
        else
            continue;
        put(controls, block, x, y);
    }
    return reach;
}

/// Of those that were put: a side may be longer than the middle. The others still lie at 0/0.
float lowestOf(const std::vector<Control>& controls)
{
    float lowest = 0.0F;
    for (const Control& control : controls)
        lowest = std::max(lowest, control.y + control.height);
    return lowest;
}

void putFlow(
    std::vector<Control>& controls, const std::vector<Block>& blocks, const Bounds& middle, float top)
{
    const float wide = std::max(middle.right - middle.left, kRowWidth);
    float x = 0.0F;
    float y = top;
    float tallest = 0.0F;
    for (const Block& block : blocks) {
        if (block.place != Block::Place::Flow)
            continue;
        if (x > 0.0F && x + widthOf(block) > wide) {
            y += tallest;
            x = 0.0F;
            tallest = 0.0F;
        }
        put(controls, block, middle.left + x, y);
        x += widthOf(block);
        tallest = std::max(tallest, heightOf(block));
    }
}
}  // namespace

void layOut(std::vector<Control>& controls, const std::vector<Block>& blocks)
{
    if (controls.empty())
        return;
    const Bounds middle = putMiddle(controls, blocks);
    const Bounds reach = putSides(controls, blocks, middle);
    putFlow(controls, blocks, middle, std::max(reach.bottom, lowestOf(controls)));

    float left = controls.front().x;
    float top = controls.front().y;
    for (const Control& control : controls) {
        left = std::min(left, control.x);
        top = std::min(top, control.y);
    }
    for (Control& control : controls) {
        control.x -= left;
        control.y -= top;
    }
}

Overlap firstOverlap(const std::vector<Control>& controls)
{
    constexpr float kTouch = 0.01F;
    for (std::size_t i = 0; i < controls.size(); ++i) {
        for (std::size_t j = i + 1; j < controls.size(); ++j) {
            const Control& a = controls[i];
            const Control& b = controls[j];
            if (a.x + a.width > b.x + kTouch && b.x + b.width > a.x + kTouch && a.y + a.height > b.y + kTouch
                && b.y + b.height > a.y + kTouch)
                return {i, j};
        }
    }
    return {};
}

}  // namespace clave
