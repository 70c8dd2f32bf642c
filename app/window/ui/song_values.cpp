#include "app/window/ui/fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/song_parts.hpp"
#include "app/window/ui/titles.hpp"
#include "app/window/ui/widgets.hpp"
#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace clave {
namespace {
constexpr std::array<std::uint8_t, 6> kUnits {1, 2, 4, 8, 16, 32};
constexpr std::array<Tick, 3> kIntervals {Tick {kPpqn / 2}, kSixteenth, Tick {kPpqn / 8}};
constexpr float kRows = 13.0F;

void drawMetre(Context& ui, const Rect& row)
{
    const Metre metre = ui.song().metre;
    if (const auto beats = valueField(ui, column(ui, row, 0, 2),
            {.name = "song.beats",
                .words = "Metre",
                .value = static_cast<double>(metre.beats),
                .least = 1.0,
                .most = 32.0,
                .normal = 4.0,
                .shown = counted(metre.beats, "beat", "beats")}))
        ui.asks.command(SetMetre {{static_cast<std::uint8_t>(beats->value), metre.unit}}, beats->gesture);
    std::vector<std::string> words;
    for (const auto unit : kUnits)
        words.push_back(fmt::format("1/{}", unit));
    const auto now = static_cast<std::size_t>(std::ranges::find(kUnits, metre.unit) - kUnits.begin());
    if (const auto unit = chooser(ui, "song.unit", column(ui, row, 1, 2), "of", words, now))
        ui.asks.command(SetMetre {{metre.beats, kUnits[*unit]}});
}

void drawSwing(Context& ui, const Rect& row)
{
    const Swing swing = ui.song().swing;
    if (const auto percent = valueField(ui, column(ui, row, 0, 2),
            {.name = "song.swing",
                .words = "Swing",
                .value = swing.percent,
                .least = Swing::kLeast,
                .most = Swing::kMost,
                .step = 0.5,
                .normal = Swing::kStraight,
                .shown = fmt::format("{:.4g} %", swing.percent)}))
        ui.asks.command(SetSwing {{percent->value, swing.interval}}, percent->gesture);
    const auto now =
        static_cast<std::size_t>(std::ranges::find(kIntervals, swing.interval) - kIntervals.begin());
    if (const auto interval =
            chooser(ui, "song.interval", column(ui, row, 1, 2), "of", {"1/8", "1/16", "1/32"}, now))
        ui.asks.command(SetSwing {{swing.percent, kIntervals[*interval]}});
}

void drawScale(Context& ui, Rect& area)
{
    const Scale scale = ui.song().scale;
    std::vector<std::string> names;
    std::optional<std::size_t> now;
    for (const ScaleName& named : namedScales()) {
        if (named.notes == scale.notes)
            now = names.size();
        names.emplace_back(named.name);
    }
    std::vector<std::string> roots;
    for (int root = 0; root < 12; ++root) {
        auto name = noteName(60 + root);
        name.pop_back();  // the octave
        roots.push_back(std::move(name));
    }
    if (const auto kind = chooser(ui, "song.scale", nextRow(ui, area), "Scale", names, now, "its own"))
        ui.asks.command(SetScale {{scale.root, namedScales()[*kind].notes}});
    if (const auto root = chooser(ui, "song.root", nextRow(ui, area), "Root", roots, scale.root))
        ui.asks.command(SetScale {{static_cast<std::uint8_t>(*root), scale.notes}});
}

void drawChance(Context& ui, Rect& area)
{
    const Song& song = ui.song();
    if (const auto amount = valueField(ui, nextRow(ui, area),
            {.name = "song.chance",
                .words = "Chance counts",
                .value = static_cast<double>(song.chanceAmount),
                .least = 0.0,
                .most = 100.0,
                .normal = 100.0,
                .shown = song.chanceAmount == 0 ? "0 %: all play" : fmt::format("{} %", song.chanceAmount)}))
        ui.asks.command(SetChanceAmount {static_cast<std::uint8_t>(amount->value)}, amount->gesture);
    Rect row = nextRow(ui, area);
    if (button(ui, "song.roll", cutRight(row, ui.px(90)), "Another", Face::Plain,
            "Other chances, the same each time"))
        ui.asks.command(SetSeed {song.seed % 999'983 + 1});
    row.most.x -= ui.px(6);
    // What a double holds exactly; a larger seed from a file is shown, and stays until another is chosen.
    constexpr double kMost = 999'999.0;
    if (const auto seed = valueField(ui, row,
            {.name = "song.seed",
                .words = "Seed",
                .value = std::min(static_cast<double>(song.seed), kMost),
                .least = 0.0,
                .most = kMost,
                .normal = 1.0,
                .shown = fmt::format("{}", song.seed)}))
        ui.asks.command(SetSeed {static_cast<std::uint64_t>(seed->value)}, seed->gesture);
}

void drawMetronome(Context& ui, Rect& area)
{
    const Metronome now = ui.song().metronome;
    const auto set = [&](std::uint64_t gesture, const auto& change) {
        Metronome changed = now;
        change(changed);
        ui.asks.command(SetMetronome {changed}, gesture);
    };
    if (toggle(ui, "song.metronome", nextRow(ui, area), "Metronome", now.on, "C"))
        set(0, [](Metronome& to) { to.on = !to.on; });
    if (const auto bars = valueField(ui, nextRow(ui, area),
            {.name = "song.countIn",
                .words = "Count-in",
                .value = static_cast<double>(now.countInBars),
                .least = 0.0,
                .most = 8.0,
                .normal = 0.0,
                .shown = now.countInBars == 0 ? "none" : counted(now.countInBars, "bar", "bars")}))
        set(bars->gesture, [&](Metronome& to) { to.countInBars = static_cast<std::uint8_t>(bars->value); });
    if (const auto velocity = valueField(ui, nextRow(ui, area),
            {.name = "song.clickVelocity",
                .words = "Click velocity",
                .value = static_cast<double>(now.velocity),
                .least = 1.0,
                .most = 127.0,
                .normal = 100.0,
                .shown = fmt::format("{}", now.velocity)}))
        set(velocity->gesture,
            [&](Metronome& to) { to.velocity = static_cast<std::uint8_t>(velocity->value); });
    std::vector<std::string> ports {"main output"};
    std::size_t port = 0;
    for (const PortSetup& setup : ui.song().ports) {
        if (setup.name.empty())
            continue;
        if (setup.name == now.destination.port)
            port = ports.size();
        ports.push_back(setup.name);
    }
    if (const auto to = chooser(ui, "song.clickPort", nextRow(ui, area), "Clicks on", ports, port))
        set(0,
            [&](Metronome& changed) { changed.destination.port = *to == 0 ? std::string {} : ports[*to]; });
    if (const auto channel = valueField(ui, nextRow(ui, area),
            {.name = "song.clickChannel",
                .words = "Click channel",
                .value = static_cast<double>(now.destination.channel.as1to16()),
                .least = 1.0,
                .most = 16.0,
                .normal = 10.0,
                .shown = fmt::format("{}", now.destination.channel.as1to16())}))
        set(channel->gesture, [&](Metronome& to) {
            to.destination.channel = Channel::from1to16(static_cast<int>(channel->value));
        });
}
}  // namespace

void drawSongValues(Context& ui, Rect area)
{
    heading(ui, area, "The song");
    scrolled(ui, "song.values", area, ui.px(kRows * 36.0F), [&](Rect whole) {
        whole.most.x -= ui.px(6);
        const Song& song = ui.song();
        if (const auto name = nameField(ui, "song.name", nextRow(ui, whole), song.name, "Name of the song"))
            ui.asks.command(SetSongName {*name});
        drawMetre(ui, nextRow(ui, whole));
        drawSwing(ui, nextRow(ui, whole));
        drawScale(ui, whole);
        drawChance(ui, whole);
        drawMetronome(ui, whole);
    });
}

}  // namespace clave
