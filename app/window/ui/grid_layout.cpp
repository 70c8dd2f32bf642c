#include "app/window/ui/grid_layout.hpp"

#include "app/window/ui/view.hpp"

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
constexpr float kLeastRow = 40.0F;
constexpr float kCrampedRow = 24.0F;  // where not even four of those fit
constexpr float kMostRow = 64.0F;
constexpr std::size_t kBeat = 4;
}  // namespace

GridLayout::GridLayout(const Context& ui, const Rect& area)
    : area_(area)
    , gap_(ui.px(4))
    , beatGap_(ui.px(5))
    , rows_(stepsPerPage(ui) / kColumns)
    , page_(ui.state.page)
{
    const std::size_t tracks = ui.song().tracks.size();
    const float width = area.size().x - 3.0F * beatGap_ - gap_;
    cellWidth_ = std::floor(width / static_cast<float>(kColumns));
    const auto wanted = static_cast<float>(std::max<std::size_t>(tracks * rows_, 1));
    const float least = std::clamp(area.size().y / 4.0F, ui.px(kCrampedRow), ui.px(kLeastRow));
    rowHeight_ = std::floor(std::clamp(area.size().y / wanted, least, ui.px(kMostRow)));
    const auto fit =
        static_cast<std::size_t>(std::max(1.0F, area.size().y / (rowHeight_ * static_cast<float>(rows_))));
    shown_ = std::min(fit, tracks);
    firstTrack_ = std::min(ui.state.firstTrack, tracks - shown_);
    const std::size_t perPage = kColumns * rows_;
    for (std::size_t track = 0; track < tracks; ++track) {
        const Pattern* const pattern = shownPattern(ui, track);
        pages_.push_back(pattern == nullptr ? 1 : (pattern->steps.size() + perPage - 1) / perPage);
    }
}

std::size_t GridLayout::firstStep(std::size_t track) const noexcept
{
    return page_ % pages_[track] * kColumns * rows_;
}

Rect GridLayout::row(std::size_t track) const noexcept
{
    const float height = rowHeight_ * static_cast<float>(rows_);
    const float top = area_.least.y + height * static_cast<float>(track - firstTrack_);
    return {{area_.least.x, top}, {area_.most.x, top + height}};
}

Rect GridLayout::column(std::size_t number) const noexcept
{
    const float left = area_.least.x + gap_ + cellWidth_ * static_cast<float>(number)
        + beatGap_ * static_cast<float>(number / kBeat);
    return {{left, area_.least.y}, {left + cellWidth_ - gap_, area_.most.y}};
}

Rect GridLayout::cell(std::size_t track, std::size_t step) const noexcept
{
    const std::size_t onPage = step - firstStep(track);
    Rect at = column(onPage % kColumns);
    at.least.y = row(track).least.y + rowHeight_ * static_cast<float>(onPage / kColumns) + gap_ / 2.0F;
    at.most.y = at.least.y + rowHeight_ - gap_;
    return at;
}

std::size_t GridLayout::nearestColumn(float x) const noexcept
{
    for (std::size_t number = 0; number + 1 < kColumns; ++number) {
        if (x < (column(number).most.x + column(number + 1).least.x) / 2.0F)
            return number;
    }
    return kColumns - 1;
}

std::optional<GridHit> GridLayout::hit(ImVec2 at) const noexcept
{
    if (shown_ == 0 || !area_.has(at))
        return std::nullopt;
    const auto line = static_cast<std::size_t>((at.y - area_.least.y) / rowHeight_);
    const std::size_t track = firstTrack_ + line / rows_;
    if (track >= endTrack())
        return std::nullopt;
    const std::size_t number = nearestColumn(at.x);
    const Rect where = column(number);
    const float across = (at.x - where.least.x) / where.size().x;
    return GridHit {
        track, firstStep(track) + line % rows_ * kColumns + number, std::clamp(across, 0.0F, 1.0F)};
}

}  // namespace clave
