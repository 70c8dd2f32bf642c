#include "controllers/surface/learn_session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace clave {

std::optional<LearnedGrid> gridOf(
    const Address& upperLeft, const Address& lowerRight, int rows, int cols) noexcept
{
    if (rows < 1 || cols < 1 || upperLeft.kind != lowerRight.kind || upperLeft.channel != lowerRight.channel)
        return std::nullopt;
    const int across = cols - 1;
    const int rest = static_cast<int>(lowerRight.number) - upperLeft.number - across;
    LearnedGrid grid {rows, cols, upperLeft.number, 0, 1};
    if (rows == 1)
        return rest == 0 ? std::optional {grid} : std::nullopt;
    if (rest % (rows - 1) != 0)
        return std::nullopt;
    grid.perRow = rest / (rows - 1);
    // Rows that overlap are no grid.
    return grid.perRow >= cols || grid.perRow <= -cols ? std::optional {grid} : std::nullopt;
}

std::optional<LearnedGrid> LearnSession::grid(int rows, int cols) const
{
    std::vector<Address> corners;
    for (std::size_t i = 1; i < steps_.size(); ++i) {
        if (steps_[i].isStep && steps_[i].address)
            corners.push_back(*steps_[i].address);
    }
    if (corners.size() < 2)
        return std::nullopt;
    return gridOf(corners[corners.size() - 2], corners.back(), rows, cols);
}

std::string LearnSession::gridProposal(int rows, int cols) const
{
    const auto found = grid(rows, cols);
    if (!found)
        return {};
    return fmt::format("{} rows of {} pads, {} at the upper left, {:+} from row to row", rows, cols,
        found->note, found->perRow);
}

bool LearnSession::acceptGrid(int rows, int cols)
{
    const auto found = grid(rows, cols);
    if (!found)
        return false;
    Lesson next = steps_.back();
    const Address corner = *next.address;
    auto profile = std::make_shared<Profile>(*next.profile);
    const auto isCorner = [&](const Control& control) {
        return control.group == "learned" && (control.in == corner || control.in.number == found->note);
    };
    std::erase_if(profile->controls, isCorner);
    for (int place = 0; place < rows * cols; ++place) {
        Control pad;
        pad.kind = Control::Kind::Pad;
        pad.group = "pad";
        pad.row = static_cast<std::uint8_t>(place / cols);
        pad.col = static_cast<std::uint8_t>(place % cols);
        pad.index = static_cast<std::uint8_t>(place);
        pad.velocity = corner.kind == SurfaceEvent::Kind::NoteOn;
        pad.in = {corner.kind, corner.channel,
            static_cast<std::uint16_t>(found->note + found->perRow * pad.row + found->perCol * pad.col)};
        pad.out = pad.in;
        pad.x = static_cast<float>(pad.col);
        pad.y = static_cast<float>(pad.row);
        profile->controls.push_back(std::move(pad));
    }
    profile->rows = static_cast<std::uint8_t>(rows);
    profile->cols = static_cast<std::uint8_t>(cols);
    auto map = std::make_shared<Map>(*next.map);
    std::erase_if(
        map->binds, [](const Bind& bind) { return bind.learned && bind.action.starts_with("step."); });
    Bind bind;
    bind.on.text = "pad";
    bind.action = "step.toggle";
    bind.arguments = {{"step", {0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0}, ""}};
    bind.gesture = Gesture::Whole;
    bind.learned = true;
    map->binds.push_back(std::move(bind));
    map->pageSteps = static_cast<std::size_t>(std::min(rows * cols, 128));
    next.profile = std::move(profile);
    next.map = std::move(map);
    steps_.push_back(std::move(next));
    return true;
}

}  // namespace clave
