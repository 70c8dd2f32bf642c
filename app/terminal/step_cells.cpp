#include "app/terminal/step_cells.hpp"

#include <algorithm>
#include <string_view>

namespace clave {
namespace {
struct Signs {
    std::string_view off;
    std::string_view on;
    std::string_view outside;
    std::string_view playingOff;
    std::string_view playingSilent;  ///< on, but chance or a condition kept it silent
    std::string_view playingSounds;
};
constexpr Signs kUnicode {"·", "■", "-", "│", "◇", "◆"};
constexpr Signs kAscii {".", "x", "-", "|", "o", "X"};

Span cell(const TerminalModel::Track& track, std::size_t index, const Signs& signs)
{
    const auto what = track.cells[index];
    if (track.playing >= 0 && static_cast<std::size_t>(track.playing) == index) {
        const bool isOn = what == TerminalModel::Cell::On;
        const auto sign = !isOn ? signs.playingOff : track.fired ? signs.playingSounds : signs.playingSilent;
        return {std::string {sign}, TextStyle::Playing};
    }
    switch (what) {
    case TerminalModel::Cell::On:
        return {std::string {signs.on}, TextStyle::Strong};
    case TerminalModel::Cell::Outside:
        return {std::string {signs.outside}, TextStyle::Faint};
    case TerminalModel::Cell::Off:
        break;
    }
    return {std::string {signs.off}, TextStyle::Faint};
}
}  // namespace

CellPage cellPage(const TerminalModel::Track& track, std::size_t width) noexcept
{
    std::size_t size = 0;
    for (const std::size_t candidate : {16U, 32U, 64U, 128U}) {
        if (cellsWidth(candidate) <= width)
            size = candidate;
    }
    while (size < 16 && cellsWidth(size + 1) <= width)
        ++size;
    if (size == 0)
        return {};
    const std::size_t playing = track.playing < 0 ? 0U : static_cast<std::size_t>(track.playing);
    const std::size_t first = playing < track.cells.size() ? playing / size * size : 0;
    return {first, std::min(size, track.cells.size() - first)};
}

Line stepCells(const TerminalModel::Track& track, CellPage page, bool unicode)
{
    Line line;
    for (std::size_t i = 0; i < page.count; ++i) {
        if (i > 0 && i % 4 == 0)
            line.push_back({" "});
        line.push_back(cell(track, page.first + i, unicode ? kUnicode : kAscii));
    }
    return line;
}

}  // namespace clave
