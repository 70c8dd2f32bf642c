#include "app/window/draw_changes.hpp"

#include "app/window/dot_region.hpp"
#include "app/window/word_hash.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>

namespace clave {
namespace {
constexpr int kCorners = 3;

DotRect boxOf(float left, float top, float right, float bottom, ImVec2 origin) noexcept
{
    return {static_cast<int>(std::floor(left - origin.x)), static_cast<int>(std::floor(top - origin.y)),
        static_cast<int>(std::ceil(right - origin.x)), static_cast<int>(std::ceil(bottom - origin.y))};
}

/// The dots that ImGui's renderer leaves of a clip rectangle. It cuts the fractions of its corner and of its
/// size, the corner being the lower left one, so that how much is left depends on where it begins.
DotRect scissorOf(const ImVec4& clip, const ImDrawData& data) noexcept
{
    const auto height = static_cast<int>(data.DisplaySize.y);
    const ImVec2 least {clip.x - data.DisplayPos.x, clip.y - data.DisplayPos.y};
    const ImVec2 most {clip.z - data.DisplayPos.x, clip.w - data.DisplayPos.y};
    const auto left = static_cast<int>(least.x);
    const int bottom = height - static_cast<int>(static_cast<float>(height) - most.y);
    return {
        left, bottom - static_cast<int>(most.y - least.y), left + static_cast<int>(most.x - least.x), bottom};
}

/// Counts hashes.
class Counts {
public:
    explicit Counts(std::size_t most) : slots_(std::bit_ceil(2 * most + 1)) {}

    void add(std::uint64_t number) noexcept
    {
        Slot& slot = at(number);
        slot.number = number;
        slot.isTaken = true;
        ++slot.count;
    }
    /// One less of it; false when there is none.
    [[nodiscard]] bool take(std::uint64_t number) noexcept
    {
        Slot& slot = at(number);
        return slot.count > 0 && slot.count-- > 0;
    }

private:
    struct Slot {
        std::uint64_t number = 0;
        std::uint32_t count = 0;
        bool isTaken = false;
    };
    /// Its slot, or the free one that it would get.
    [[nodiscard]] Slot& at(std::uint64_t number) noexcept
    {
        // Their low bits are not spread as well as their high ones become by this.
        const std::size_t last = slots_.size() - 1;
        std::size_t index = static_cast<std::size_t>((number * 0x9E3779B97F4A7C15U) >> 40U) & last;
        while (slots_[index].isTaken && slots_[index].number != number)
            index = (index + 1) & last;
        return slots_[index];
    }

    std::vector<Slot> slots_;  ///< never full
};

/// Those of `all` that are counted; the others go to the region.
template <typename Triangle>
std::vector<const Triangle*> common(std::span<const Triangle> all, Counts counts, DotRegion& region)
{
    std::vector<const Triangle*> kept;
    kept.reserve(all.size());
    for (const Triangle& one : all) {
        if (counts.take(one.hash))
            kept.push_back(&one);
        else
            region.add(one.box);
    }
    return kept;
}

/// Adds what is only in one of the two, or stands in another order there.
template <typename Triangle>
void addDifferences(std::span<const Triangle> a, std::span<const Triangle> b, DotRegion& region)
{
    const auto isSame = [](const Triangle& x, const Triangle& y) { return x.hash == y.hash; };
    const auto first = std::ranges::mismatch(a, b, isSame);
    a = {first.in1, a.end()};
    b = {first.in2, b.end()};
    while (!a.empty() && !b.empty() && isSame(a.back(), b.back())) {
        a = a.first(a.size() - 1);
        b = b.first(b.size() - 1);
    }
    Counts inA(a.size());
    for (const Triangle& one : a)
        inA.add(one.hash);
    const auto keptB = common(b, std::move(inA), region);
    Counts inBoth(keptB.size());
    for (const Triangle* const one : keptB)
        inBoth.add(one->hash);
    const auto keptA = common(a, std::move(inBoth), region);
    for (std::size_t i = 0; i < keptA.size(); ++i) {
        if (isSame(*keptA[i], *keptB[i]))
            continue;
        region.add(keptA[i]->box);
        region.add(keptB[i]->box);
    }
}
}  // namespace

void DrawChanges::List::read(const ImDrawList& list, const ImDrawData& data)
{
    triangles.clear();
    isOdd = false;
    for (const ImDrawCmd& command : list.CmdBuffer) {
        if (command.UserCallback != nullptr) {
            isOdd = true;
            return;
        }
        const DotRect seen = scissorOf(command.ClipRect, data);
        const auto texture = command.GetTexID();
        const ImDrawIdx* const indices = list.IdxBuffer.Data + command.IdxOffset;
        const ImDrawVert* const vertices = list.VtxBuffer.Data + command.VtxOffset;
        for (unsigned i = 0; i + kCorners <= command.ElemCount; i += kCorners) {
            const ImDrawVert& a = vertices[indices[i]];
            const ImDrawVert& b = vertices[indices[i + 1]];
            const ImDrawVert& c = vertices[indices[i + 2]];
            Triangle one;
            one.box = boxOf(std::min({a.pos.x, b.pos.x, c.pos.x}), std::min({a.pos.y, b.pos.y, c.pos.y}),
                std::max({a.pos.x, b.pos.x, c.pos.x}), std::max({a.pos.y, b.pos.y, c.pos.y}), data.DisplayPos)
                          .within(seen);
            WordHash hash;
            for (const ImDrawVert* corner : {&a, &b, &c})
                hash.value(*corner);
            hash.value(texture);
            hash.value(one.box);  // with the triangle itself: how it is cut
            one.hash = hash.result();
            triangles.push_back(one);
        }
    }
}

std::vector<DotRect> DrawChanges::look(const ImDrawData& data)
{
    const DotRect all {0, 0, static_cast<int>(data.DisplaySize.x * data.FramebufferScale.x),
        static_cast<int>(data.DisplaySize.y * data.FramebufferScale.y)};
    std::swap(lists_, before_);
    lists_.resize(static_cast<std::size_t>(data.CmdListsCount));
    for (std::size_t i = 0; i < lists_.size(); ++i)
        lists_[i].read(*data.CmdLists[static_cast<int>(i)], data);
    const auto before = std::exchange(size_, data.DisplaySize);
    const bool isComparable = lists_.size() == before_.size() && before.x == size_.x && before.y == size_.y
        && data.FramebufferScale.x == 1.0F && data.FramebufferScale.y == 1.0F
        && std::ranges::none_of(lists_, &List::isOdd) && std::ranges::none_of(before_, &List::isOdd);
    if (!isComparable)
        return {all};
    DotRegion region {all.right, all.bottom};
    for (std::size_t i = 0; i < lists_.size(); ++i)
        addDifferences<Triangle>(before_[i].triangles, lists_[i].triangles, region);
    return region.rects();
}

DrawChanges::Narrowed::Narrowed(
    const DrawChanges& changes, ImDrawData& data, const std::vector<DotRect>& rects)
    : data_(data)
    , kept_(changes.lists_.size())
{
    for (std::size_t i = 0; i < kept_.size(); ++i) {
        const ImDrawList& list = *data.CmdLists[static_cast<int>(i)];
        Kept& kept = kept_[i];
        kept.indices.reserve(list.IdxBuffer.Size);
        const Triangle* triangle = changes.lists_[i].triangles.data();
        for (const ImDrawCmd& command : list.CmdBuffer) {
            const unsigned count = command.ElemCount / kCorners;
            for (const DotRect& rect : rects) {
                const DotRect seen = scissorOf(command.ClipRect, data).within(rect);
                if (seen.isEmpty())
                    continue;
                ImDrawCmd part = command;
                part.IdxOffset = static_cast<unsigned>(kept.indices.Size);
                part.ClipRect = {static_cast<float>(seen.left) + data.DisplayPos.x,
                    static_cast<float>(seen.top) + data.DisplayPos.y,
                    static_cast<float>(seen.right) + data.DisplayPos.x,
                    static_cast<float>(seen.bottom) + data.DisplayPos.y};
                for (unsigned n = 0; n < count; ++n) {
                    if (!triangle[n].box.meets(rect))
                        continue;
                    for (unsigned corner = 0; corner < kCorners; ++corner)
                        kept.indices.push_back(
                            list.IdxBuffer[static_cast<int>(command.IdxOffset + kCorners * n + corner)]);
                }
                part.ElemCount = static_cast<unsigned>(kept.indices.Size) - part.IdxOffset;
                if (part.ElemCount > 0)
                    kept.commands.push_back(part);
            }
            triangle += count;
        }
    }
    exchange();
}

DrawChanges::Narrowed::~Narrowed()
{
    exchange();
}

void DrawChanges::Narrowed::exchange()
{
    for (std::size_t i = 0; i < kept_.size(); ++i) {
        ImDrawList& list = *data_.CmdLists[static_cast<int>(i)];
        list.CmdBuffer.swap(kept_[i].commands);
        list.IdxBuffer.swap(kept_[i].indices);
    }
}

}  // namespace clave
