#include "app/window/ui/palette.hpp"

#include "app/window/ui/actions.hpp"
#include "app/window/ui/dialogs.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/titles.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"

#include <algorithm>
#include <cctype>

namespace clave {
namespace {
char lower(char c)
{
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

void drawLine(Context& ui, Rect at, const PaletteEntry& entry)
{
    label(ui, cutRight(at, ui.px(170)), entry.keys, ui.theme.textQuiet, ui.fonts.small, Align::Right);
    label(ui, cutLeft(at, ui.px(84)), entry.group, ui.theme.textQuiet, ui.fonts.small);
    label(ui, at, entry.words, ui.theme.text);
}
}  // namespace

std::optional<int> answerTo(std::string_view typed, std::string_view text)
{
    int points = 0;
    std::size_t at = 0;
    bool isRun = false;
    for (const char wanted : typed) {
        if (wanted == ' ') {
            isRun = false;
            continue;
        }
        const auto isWordStart = [&](std::size_t i) {
            return i == 0 || std::isalnum(static_cast<unsigned char>(text[i - 1])) == 0;
        };
        std::size_t found = at;
        if (!(isRun && at < text.size() && lower(text[at]) == lower(wanted))) {
            // The start of a word answers better than a letter somewhere before it.
            std::size_t any = std::string_view::npos;
            for (found = at; found < text.size(); ++found) {
                if (lower(text[found]) != lower(wanted))
                    continue;
                if (any == std::string_view::npos)
                    any = found;
                if (isWordStart(found))
                    break;
            }
            if (found >= text.size())
                found = any;
            if (found == std::string_view::npos)
                return std::nullopt;
        }
        points += found == 0 ? 12 : found == at && isRun ? 10 : isWordStart(found) ? 8 : 1;
        at = found + 1;
        isRun = true;
    }
    // Of two that answer alike, the shorter one is meant.
    return points * 64 - static_cast<int>(std::min<std::size_t>(text.size(), 63));
}

std::vector<PaletteEntry> paletteEntries(const Context& ui)
{
    std::vector<PaletteEntry> entries;
    for (const Action& action : actions()) {
        if (action.id != "palette" && action.id != "escape")
            entries.push_back(
                {std::string(action.words), std::string(action.group), keysInWords(action), action.run});
    }
    const Song& song = ui.song();
    for (std::size_t track = 0; track < song.tracks.size(); ++track) {
        entries.push_back({"Track " + trackTitle(song, track), "Go to", {}, [track](Context& to) {
                               to.state.screen = Screen::Steps;
                               to.state.selection.reset();
                               moveCursor(to, track, cursor(to).step);
                           }});
    }
    for (std::size_t scene = 0; scene < song.scenes.size(); ++scene) {
        entries.push_back({"Scene " + sceneTitle(song, static_cast<int>(scene)), "Launch", {},
            [scene](Context& to) { to.asks.command(LaunchScene {scene, std::nullopt, false}); }});
    }
    return entries;
}

std::vector<PaletteEntry> answersTo(std::string_view typed, std::vector<PaletteEntry> entries)
{
    std::vector<std::pair<int, std::size_t>> order;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        // The group counts a little: "song" finds what is done to songs.
        auto points = answerTo(typed, entries[i].words);
        if (!points) {
            if (const auto wide = answerTo(typed, entries[i].words + " " + entries[i].group))
                points = *wide - 512;
        }
        if (points)
            order.emplace_back(typed.empty() ? 0 : -*points, i);
    }
    std::ranges::stable_sort(order, {}, &std::pair<int, std::size_t>::first);
    std::vector<PaletteEntry> answers;
    for (const auto& [points, index] : order)
        answers.push_back(std::move(entries[index]));
    return answers;
}

void drawPalette(Context& ui, Rect area)
{
    const bool entered =
        dialogField(ui, cutTop(area, ui.px(34)), "What to do: play, mute, track Bass, scene Verse");
    area.least.y += ui.px(8);
    const auto answers = answersTo(ui.state.typed, paletteEntries(ui));
    const auto count = static_cast<int>(answers.size());
    auto run = dialogList(ui, "palette", area, count,
        [&](const Rect& line, int index) { drawLine(ui, line, answers[static_cast<std::size_t>(index)]); });
    if (answers.empty()) {
        label(ui, cutTop(area, ui.px(30)), "Nothing is called that; fewer letters find more.",
            ui.theme.textQuiet);
        return;
    }
    if (entered)
        run = ui.state.chosen;
    if (!run)
        return;
    // Closed first: what is run may open another dialog.
    closeDialog(ui);
    answers[static_cast<std::size_t>(*run)].run(ui);
}

}  // namespace clave
