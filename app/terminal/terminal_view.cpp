#include "app/terminal/terminal_view.hpp"

#include "app/terminal/step_cells.hpp"
#include "app/terminal/text_width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace clave {
namespace {
using Track = TerminalModel::Track;

constexpr std::size_t kLeastNameWidth = 6;
constexpr std::size_t kMostNameWidth = 14;
constexpr std::size_t kRoomyColumns = 50;  // less: signs instead of words
constexpr std::size_t kMarksWidth = 7;  // "> 12 M " before the name

constexpr std::array<std::string_view, 13> kKeys {
    "space          play, stop",
    "up, down       tempo 1 bpm up, down",
    "shift+up/down  tempo 0.1 bpm up, down; also . and ,",
    "t              tap the tempo, at least twice",
    "1 to 9         mute a track",
    "m              mute the selected track",
    "tab, j, k      select a track",
    "n, p           next, previous scene",
    "o              move the selected track to the synth that was found",
    "z, y           undo, redo",
    "s              save the song",
    "?              these keys",
    "q              quit",
};

std::size_t widthOf(const Line& line)
{
    std::size_t width = 0;
    for (const auto& span : line)
        width += displayWidth(span.text);
    return width;
}

Line clipped(const Line& line, std::size_t columns)
{
    Line result;
    for (const auto& span : line) {
        auto text = fitted(span.text, columns);
        columns -= displayWidth(text);
        if (!text.empty())
            result.push_back({std::move(text), span.style});
    }
    return result;
}

// Left and right at the two ends of a line; what is on the right goes first when there is no room.
Line apart(Line left, const Line& right, std::size_t columns)
{
    const auto used = widthOf(left) + widthOf(right);
    if (used + 1 > columns)
        return left;
    left.push_back({std::string(columns - used, ' ')});
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

// Where it is, in as many words as there is room for beside the song's name.
Line transport(const TerminalModel& model, std::size_t columns, bool unicode)
{
    const std::string sign = model.playing ? (unicode ? "▶" : ">") : (unicode ? "■" : "#");
    const auto style = model.playing ? TextStyle::Playing : TextStyle::Plain;
    const auto place = fmt::format("{}.{} ", model.bar + 1, model.beat + 1);
    if (columns < kRoomyColumns)
        return {{sign, style}, {" " + place, TextStyle::Strong}};
    const auto* const word = model.countingIn ? " count-in" : model.playing ? " playing" : " stopped";
    return {{sign + word, style}, {fmt::format("  {:>6}", place), TextStyle::Strong},
        {fmt::format(" {}/{}  {:g} bpm ", model.metre.beats, model.metre.unit, model.tempo.bpm())}};
}

Line titleLine(const TerminalModel& model, std::size_t columns, bool unicode)
{
    const Line left {{" " + model.song, TextStyle::Strong}, {model.modified ? " *" : ""}};
    const Line right = transport(model, columns, unicode);
    const auto room = columns > widthOf(right) ? columns - widthOf(right) - 1 : 0;
    return room == 0 ? right : apart(clipped(left, room), right, columns);
}

Line sceneLine(const TerminalModel& model, std::size_t columns, bool unicode)
{
    Line left {{" "}};
    if (model.scene >= 0)
        left.push_back(
            {fmt::format("scene {} of {}  {}", model.scene + 1, model.sceneCount, model.sceneName)});
    else
        left.push_back({"no scene", TextStyle::Faint});
    if (!model.queued.empty())
        left.push_back({fmt::format("  {} {}", unicode ? "→" : "->", model.queued), TextStyle::Strong});
    const auto sync = model.sync.empty() ? std::string {} : model.sync + "  ";
    return apart(std::move(left), {{sync + fmt::format("on {} ", model.output)}}, columns);
}

std::string_view soundMark(const Track& track)
{
    switch (track.sound) {
    case Track::Sound::Muted:
        return "M";
    case Track::Sound::LeftOut:
        return "-";
    case Track::Sound::On:
        break;
    }
    return track.solo ? "S" : " ";
}

std::size_t nameWidth(std::size_t columns)
{
    const auto room =
        columns > kMarksWidth + cellsWidth(32) + 2 ? columns - kMarksWidth - cellsWidth(32) - 2 : 0;
    return std::clamp(room, kLeastNameWidth, kMostNameWidth);
}

// What stands after the steps: the pattern, its queued successor, where the track goes when not to the main
// output.
std::string remark(const TerminalModel& model, const Track& track, CellPage page, bool unicode)
{
    std::string text = track.pattern;
    if (page.count < track.cells.size())
        text += fmt::format(" {}-{}/{}", page.first + 1, page.first + page.count, track.cells.size());
    if (!track.queued.empty())
        text += fmt::format(" {} {}", unicode ? "→" : "->", track.queued);
    if (track.output != model.output)
        text += fmt::format(" ({})", track.output);
    return text;
}

Line trackLine(const TerminalModel& model, std::size_t index, std::size_t columns, bool unicode)
{
    const Track& track = model.tracks[index];
    const bool isSilent = track.sound != Track::Sound::On;
    const auto names = nameWidth(columns);
    Line line {{index == model.selected ? (unicode ? "▸" : ">") : " ", TextStyle::Strong},
        {fmt::format("{:>3} ", index + 1)}, {std::string {soundMark(track)}, TextStyle::Warning},
        {" " + padded(track.name, names) + " ", isSilent ? TextStyle::Faint : TextStyle::Plain}};
    const auto used = widthOf(line) + 1;
    const auto page = cellPage(track, columns > used ? columns - used : 0);
    for (auto& span : stepCells(track, page, unicode))
        line.push_back(std::move(span));
    line.push_back({" " + remark(model, track, page, unicode), TextStyle::Faint});
    return line;
}

// The tracks [first, first + rows) that are shown, so that the selected one is among them.
std::size_t firstShown(const TerminalModel& model, std::size_t rows)
{
    if (rows == 0 || model.tracks.size() <= rows)
        return 0;
    const auto half = rows / 2;
    const auto wanted = model.selected > half ? model.selected - half : 0;
    return std::min(wanted, model.tracks.size() - rows);
}

Line countsLine(const TerminalModel& model, std::size_t columns)
{
    Line left {{fmt::format(" lateness {}  ", model.lateness)},
        {fmt::format("late {}  ", model.late), model.late > 0 ? TextStyle::Warning : TextStyle::Plain},
        {fmt::format("dropped {}", model.dropped),
            model.dropped > 0 ? TextStyle::Warning : TextStyle::Plain}};
    if (model.skips > 0)
        left.push_back({fmt::format("  stalls {}", model.skips), TextStyle::Warning});
    Line right;
    if (!model.undo.empty())
        right.push_back({fmt::format("z undoes: {} ", model.undo)});
    if (!model.redo.empty())
        right.push_back({fmt::format("y redoes: {} ", model.redo)});
    return apart(std::move(left), right, columns);
}

Line messageLine(const TerminalModel& model)
{
    if (!model.message.empty())
        return {{" " + model.message, TextStyle::Strong}};
    if (!model.offer.empty())
        return {{fmt::format(" {} is there: press o to move the selected track to it", model.offer)}};
    return {};
}

Line helpLine(bool unicode)
{
    return {{fmt::format(" space play  {} tempo  1-9 mute  n/p scene  z undo  s save  ? keys  q quit",
                 unicode ? "↑↓" : "u/d"),
        TextStyle::Faint}};
}

void addTracks(
    std::vector<Line>& lines, const TerminalModel& model, TerminalSize size, std::size_t rows, bool unicode)
{
    const auto first = firstShown(model, rows);
    for (std::size_t i = 0; i < rows && first + i < model.tracks.size(); ++i)
        lines.push_back(trackLine(model, first + i, size.columns, unicode));
}
}  // namespace

std::vector<Line> terminalLines(const TerminalModel& model, TerminalSize size, bool unicode)
{
    // From little room to much: title; tracks; scene and counts; message and help; blank lines between.
    const bool hasScene = size.rows >= 4;
    const bool hasFoot = size.rows >= 8;
    const std::size_t gaps = size.rows >= 14 ? 2 : 0;
    const std::size_t around = 1 + (hasScene ? 2U : 0U) + (hasFoot ? 2U : 0U) + gaps;
    const std::size_t rows = size.rows > around ? size.rows - around : 0;

    std::vector<Line> lines {titleLine(model, size.columns, unicode)};
    if (hasScene)
        lines.push_back(sceneLine(model, size.columns, unicode));
    lines.resize(lines.size() + gaps / 2);
    const auto end = lines.size() + rows;
    if (model.showsKeys) {
        for (std::size_t i = 0; i < std::min(rows, kKeys.size()); ++i)
            lines.push_back({{" " + std::string {kKeys[i]}}});
    } else {
        addTracks(lines, model, size, rows, unicode);
    }
    lines.resize(end + gaps / 2);
    if (hasScene)
        lines.push_back(countsLine(model, size.columns));
    if (hasFoot) {
        lines.push_back(messageLine(model));
        lines.push_back(helpLine(unicode));
    }
    lines.resize(size.rows);
    for (auto& line : lines)
        line = clipped(line, size.columns);
    return lines;
}

std::string plainText(const Line& line)
{
    std::string text;
    for (const auto& span : line)
        text += span.text;
    return text;
}

}  // namespace clave
