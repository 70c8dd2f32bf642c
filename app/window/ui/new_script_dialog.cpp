#include "app/scripts/script_files.hpp"
#include "app/window/ui/dialogs.hpp"
#include "app/window/ui/files.hpp"
#include "app/window/ui/script_text.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <regex>

namespace clave {
namespace {
namespace fs = std::filesystem;

constexpr const char* kPlainText = R"("""What this does, in a line."""
from clave import *

amount = Knob(0.25, doc="how often a step jumps an octave")


@on_step(track={})
def jump(step):
    if step.rng.chance(amount.value):
        step.pitch += 12
)";

/// The first line of a script's docstring; empty when it has none.
std::string about(std::string_view text)
{
    const auto quotes = text.find("\"\"\"");
    if (quotes == std::string_view::npos)
        return {};
    auto words = text.substr(quotes + 3);
    words = words.substr(0, std::min(words.find("\"\"\""), words.size()));
    return std::string(stripped(lineOf(stripped(words), 1)));
}

ScriptTemplate plain(const Context& ui)
{
    const auto track = ui.performance().entry.cursor.pattern.track + 1;
    return {"plain", "A hook for the cursor's track, and a knob", fmt::format(kPlainText, track)};
}

std::string folderOf(const Context& ui)
{
    std::error_code error;
    if (ui.frame.songPath.empty() || ui.frame.isDemo)
        return fs::current_path(error).string();
    return fs::absolute(ui.frame.songPath, error).parent_path().string();
}

/// The text with the cursor's track in place of those that the song does not have.
std::string withOwnTracks(const Context& ui, const std::string& text)
{
    static const std::regex kNamed {
        R"re((track ?= ?|(?:on_step|on_cycle|on_note_out|live_loop|track)\()"([^"]+)")re"};
    const auto own = std::to_string(ui.performance().entry.cursor.pattern.track + 1);
    std::string made;
    auto rest = text.begin();
    for (std::sregex_iterator found(text.begin(), text.end(), kNamed); found != std::sregex_iterator {};
        ++found) {
        const auto& tracks = ui.song().tracks;
        const bool isThere =
            std::ranges::any_of(tracks, [&](const auto& track) { return track->name == (*found)[2].str(); });
        made.append(rest, text.begin() + found->position());
        made += isThere ? found->str() : (*found)[1].str() + own;
        rest = text.begin() + found->position() + found->length();
    }
    return made.append(rest, text.end());
}

void make(Context& ui, const std::vector<ScriptTemplate>& templates, const std::string& folder)
{
    const auto path = scriptPath(ui.state.typed, folder);
    if (!path) {
        ui.state.trouble = path.error().message;
        return;
    }
    const auto& chosen = templates[static_cast<std::size_t>(ui.state.chosen)];
    ui.asks.wish(wish::ForScripts {wish::NewScript {*path, withOwnTracks(ui, chosen.text)}});
    ui.state.screen = Screen::Scripts;
    ui.state.screens.scripts.chosen = fs::path(*path).stem().string();
    closeDialog(ui);
}
}  // namespace

void beginNewScript(Context& ui)
{
    auto& templates = ui.state.screens.dialog.templates;
    templates = {plain(ui)};
    for (const FileEntry& entry : readFolder(scriptsFolder() + "/examples").entries) {
        if (entry.kind != FileEntry::Kind::Script)
            continue;
        if (auto text = readScriptText(scriptsFolder() + "/examples/" + entry.name))
            templates.push_back({fs::path(entry.name).stem().string(), about(*text), std::move(*text)});
    }
}

void drawNewScriptDialog(Context& ui, Rect area)
{
    const auto& templates = ui.state.screens.dialog.templates;
    if (templates.empty())
        return;
    const std::string before = ui.state.screens.dialog.typedBefore;
    Rect row = cutTop(area, ui.px(34));
    const Rect makeAt = cutRight(row, ui.px(90));
    row.most.x -= ui.px(8);
    const int chosenBefore = ui.state.chosen;
    const bool entered = dialogField(ui, row, "Name of the script");
    ui.state.chosen = chosenBefore;  // typing does not change what it begins with
    if (ui.state.typed != before)
        ui.state.trouble.clear();
    const bool clicked = button(ui, "script.make", makeAt, "Make it", Face::On);
    area.least.y += ui.px(8);
    const auto folder = folderOf(ui);
    const Rect note = cutBottom(area, ui.px(46));
    ui.state.screens.dialog.note =
        fmt::format("Goes into {} and into the song; the list says what it begins with.", folder);
    const auto line =
        dialogList(ui, "template", area, static_cast<int>(templates.size()), [&](const Rect& at, int index) {
            Rect rest = at;
            const auto& each = templates[static_cast<std::size_t>(index)];
            label(ui, cutLeft(rest, std::min(ui.px(150), rest.size().x * 0.4F)), each.name, ui.theme.text);
            label(ui, rest, each.about, ui.theme.textQuiet, ui.fonts.small);
        });
    if (line)
        ui.state.chosen = *line;
    drawDialogNote(ui, note);
    if (entered || clicked)
        make(ui, templates, folder);
}

}  // namespace clave
