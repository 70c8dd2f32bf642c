#include "app/window/ui/fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/screens.hpp"
#include "app/window/ui/song_parts.hpp"
#include "app/window/ui/titles.hpp"
#include "core/engine/launches.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {
namespace {
constexpr float kRow = 36.0F;
constexpr float kWideRow = 640.0F;  // else words become marks

void setArrangement(Context& ui, std::vector<ArrangementEntry> entries, std::uint64_t gesture = 0)
{
    ui.asks.command(SetArrangement {std::move(entries)}, gesture);
}

std::vector<std::string> sceneNames(const Song& song)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < song.scenes.size(); ++i)
        names.push_back(fmt::format("{}  {}", i + 1, sceneTitle(song, static_cast<int>(i))));
    return names;
}

void drawEntry(Context& ui, Rect row, std::size_t index, const std::vector<std::string>& names,
    const EntryLength& length)
{
    const Song& song = ui.song();
    auto entries = song.arrangement;
    const ArrangementEntry entry = entries[index];
    const ClockStatus& status = ui.frame.status;
    const bool isPlaying = status.playing && status.arrangementEntry == static_cast<int>(index);
    box(ui, row, isPlaying ? mixed(ui.theme.panel, ui.theme.ok, 0.25) : ui.theme.panel,
        isPlaying ? ui.theme.ok : ui.theme.line);
    row = inset(row, ui.px(3));
    label(ui, cutLeft(row, ui.px(row.size().x < ui.px(kWideRow) ? 48.0F : 66.0F)),
        isPlaying ? "playing" : fmt::format("  {}", index + 1),
        isPlaying ? ui.theme.text : ui.theme.textQuiet, ui.fonts.small);
    const std::string name = fmt::format("entry.{}.", index);
    const bool isNarrow = row.size().x < ui.px(kWideRow);
    if (button(ui, name + "remove", cutRight(row, ui.px(isNarrow ? 28.0F : 74.0F)),
            isNarrow ? "\xC3\x97" : "Remove", Face::Plain, "Remove")) {
        entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(index));
        setArrangement(ui, std::move(entries));
        return;
    }
    row.most.x -= ui.px(4);
    const bool down = button(ui, name + "down", cutRight(row, ui.px(isNarrow ? 28.0F : 54.0F)),
        isNarrow ? "\xE2\x86\x93" : "Down", Face::Plain, "Later");
    row.most.x -= ui.px(4);
    const bool up = button(ui, name + "up", cutRight(row, ui.px(isNarrow ? 28.0F : 44.0F)),
        isNarrow ? "\xE2\x86\x91" : "Up", Face::Plain, "Earlier");
    const std::size_t to = up && index > 0 ? index - 1 : down ? index + 1 : index;
    if (to != index && to < entries.size()) {
        std::swap(entries[index], entries[to]);
        setArrangement(ui, std::move(entries));
        return;
    }
    row.most.x -= ui.px(6);
    if (!isNarrow)
        label(ui, cutRight(row, ui.px(112)),
            counted(length.bars, "bar", "bars") + ", " + lengthInTime(length.seconds), ui.theme.textQuiet,
            ui.fonts.small, Align::Right);
    row.most.x -= ui.px(6);
    Rect times = cutRight(row, std::min(ui.px(isNarrow ? 90.0F : 150.0F), row.size().x * 0.45F));
    if (const auto repeats = valueField(ui, times,
            {.name = name + "repeats",
                .words = "\xC3\x97",
                .value = static_cast<double>(entry.repeats),
                .least = 1.0,
                .most = 64.0,
                .normal = 1.0,
                .shown = fmt::format("{}", entry.repeats)})) {
        entries[index].repeats = static_cast<std::uint16_t>(repeats->value);
        setArrangement(ui, entries, repeats->gesture);
    }
    row.most.x -= ui.px(6);
    if (const auto scene = chooser(ui, name + "scene", row, "", names, entry.scene)) {
        entries[index].scene = static_cast<std::uint16_t>(*scene);
        setArrangement(ui, std::move(entries));
    }
}

void drawSwitches(Context& ui, const Rect& row, const std::vector<EntryLength>& lengths)
{
    const Performance& performance = ui.performance();
    if (toggle(ui, "song.mode", column(ui, row, 0, 4), "Song mode", performance.songMode,
            "Plays the list below from its top; else the scene that was launched goes round (G)"))
        ui.asks.command(SetSongMode {!performance.songMode});
    if (toggle(ui, "song.loop", column(ui, row, 1, 4), "Begin anew", performance.loop,
            "After its end the list begins anew; else playing ends"))
        ui.asks.command(SetLoop {!performance.loop});
    const Rect rest {{column(ui, row, 2, 4).least.x, row.least.y}, row.most};
    EntryLength whole;
    for (const EntryLength& length : lengths) {
        whole.bars += length.bars;
        whole.seconds += length.seconds;
    }
    label(ui, rest,
        fmt::format("In all {}, {}", counted(whole.bars, "bar", "bars"), lengthInTime(whole.seconds)),
        ui.theme.text, nullptr, Align::Right);
}

void drawArrangement(Context& ui, Rect area)
{
    const Song& song = ui.song();
    heading(ui, area, "Arrangement");
    const auto lengths = entryLengths(song);
    drawSwitches(ui, nextRow(ui, area), lengths);
    const Rect add = cutBottom(area, ui.px(30));
    area.most.y -= ui.px(6);
    const auto names = sceneNames(song);
    if (song.scenes.empty()) {
        label(ui, nextRow(ui, area), "The song has no scenes yet: they are made on the Patterns screen (F3).",
            ui.theme.textQuiet);
        return;
    }
    const auto append = [&](std::size_t scene) {
        auto entries = song.arrangement;
        entries.push_back({static_cast<std::uint16_t>(scene), 1});
        setArrangement(ui, std::move(entries));
    };
    if (const auto scene =
            chooser(ui, "arrangement.add", column(ui, add, 0, 2), "", names, std::nullopt, "Add a scene"))
        append(*scene);
    if (button(ui, "arrangement.all", column(ui, add, 1, 2), "Add all scenes in order")) {
        auto entries = song.arrangement;
        for (std::size_t i = 0; i < song.scenes.size(); ++i)
            entries.push_back({static_cast<std::uint16_t>(i), 1});
        setArrangement(ui, std::move(entries));
    }
    if (song.arrangement.empty()) {
        (void)paragraph(ui, nextRow(ui, area),
            "Nothing yet: add scenes in the order in which they are to be played, then switch on Song mode.",
            ui.theme.textQuiet);
        return;
    }
    scrolled(
        ui, "arrangement", area, ui.px(kRow) * static_cast<float>(song.arrangement.size()), [&](Rect whole) {
            whole.most.x -= ui.px(4);
            for (std::size_t i = 0; i < song.arrangement.size(); ++i) {
                Rect row = cutTop(whole, ui.px(kRow));
                row.most.y -= ui.px(4);
                if (ImGui::IsRectVisible(row.least, row.most))
                    drawEntry(ui, row, i, names, lengths[i]);
            }
        });
}
}  // namespace

std::vector<EntryLength> entryLengths(const Song& song)
{
    std::vector<EntryLength> lengths;
    Tempo tempo = song.tempo;
    for (const ArrangementEntry& entry : song.arrangement) {
        if (entry.scene >= song.scenes.size()) {
            lengths.emplace_back();
            continue;
        }
        const Scene& scene = song.scenes[entry.scene];
        tempo = scene.tempo.value_or(tempo);
        const Tick length = sceneLength(song, scene);
        const auto quarters = static_cast<double>(length.count) / static_cast<double>(kPpqn);
        lengths.push_back({floorDiv(length, sceneMetre(song, scene).bar()) * entry.repeats,
            quarters * 60.0 / tempo.bpm() * entry.repeats});
    }
    return lengths;
}

void drawSongScreen(Context& ui, Rect area)
{
    area = inset(area, ui.px(12));
    Rect values = cutRight(area, std::clamp(area.size().x * 0.36F, ui.px(300), ui.px(440)));
    area.most.x -= ui.px(16);
    drawArrangement(ui, area);
    drawSongValues(ui, values);
}

}  // namespace clave
