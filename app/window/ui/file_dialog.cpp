#include "app/window/ui/dialogs.hpp"
#include "app/window/ui/files.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace clave {
namespace {
namespace fs = std::filesystem;

/// One line of the list: a file of the folder, or a song that was open before.
struct Line {
    std::string path;
    std::string words;
    const char* kind = "";
};

std::string folderOf(const std::string& path)
{
    std::error_code error;
    if (!path.empty())
        return fs::absolute(path, error).parent_path().string();
    return fs::current_path(error).string();
}

/// What a dialog is for, and so which files it shows.
enum class Purpose : std::uint8_t { Open, Save, Script };

bool isShown(Purpose purpose, FileEntry::Kind kind)
{
    using Kind = FileEntry::Kind;
    switch (purpose) {
    case Purpose::Open:
        return kind == Kind::Folder || kind == Kind::Song || kind == Kind::Midi;
    case Purpose::Save:
        return kind == Kind::Folder || kind == Kind::Song;
    case Purpose::Script:
        break;
    }
    return kind == Kind::Folder || kind == Kind::Script;
}

const char* wordOf(FileEntry::Kind kind)
{
    switch (kind) {
    case FileEntry::Kind::Folder:
        return "folder";
    case FileEntry::Kind::Song:
        return "song";
    case FileEntry::Kind::Midi:
        return "MIDI file";
    case FileEntry::Kind::Script:
        return "script";
    case FileEntry::Kind::Other:
        break;
    }
    return "";
}

bool holds(const std::string& text, std::string_view part)
{
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

/// What is typed, as far as it may be part of a name in the folder that is shown.
std::string_view partOf(std::string_view typed)
{
    return typed.find('/') == std::string_view::npos && !typed.starts_with('~') ? typed : std::string_view {};
}

std::vector<Line> linesOf(const Context& ui, Purpose purpose)
{
    const FileList& files = ui.state.screens.dialog.files;
    const auto part = purpose != Purpose::Save ? partOf(ui.state.typed) : std::string_view {};
    std::vector<Line> lines;
    if (purpose == Purpose::Open) {
        for (const auto& path : ui.frame.recentSongs) {
            if (holds(path, part))
                lines.push_back({path, path, "recent"});
        }
    }
    const fs::path folder(files.folder);
    if (part.empty() && folder.has_relative_path())
        lines.push_back({folder.parent_path().string(), "..", "folder"});
    for (const FileEntry& entry : files.entries) {
        const bool isFolder = entry.kind == FileEntry::Kind::Folder;
        if (!holds(entry.name, part) || !isShown(purpose, entry.kind))
            continue;
        lines.push_back(
            {(folder / entry.name).string(), isFolder ? entry.name + "/" : entry.name, wordOf(entry.kind)});
    }
    return lines;
}

void goTo(Context& ui, const std::string& folder)
{
    // Without '/' at its end, so that its parent is what people take for it.
    const fs::path path(folder);
    ui.state.screens.dialog.files = readFolder((path.has_filename() ? path : path.parent_path()).string());
    ui.state.typed.clear();
    ui.state.chosen = 0;
    ui.state.dialogIsNew = true;
    ui.state.trouble = ui.state.screens.dialog.files.trouble;
}

bool isFolder(const std::string& path)
{
    std::error_code error;
    return fs::is_directory(path, error);
}

void open(Context& ui, const std::string& path, Purpose purpose)
{
    if (isFolder(path)) {
        goTo(ui, path);
        return;
    }
    std::error_code error;
    if (!fs::exists(path, error)) {
        ui.state.trouble = fmt::format("{} does not exist; choose a file below, or type its path.", path);
        return;
    }
    closeDialog(ui);
    if (purpose == Purpose::Script)
        ui.asks.wish(wish::ForScripts {wish::AddScript {path}});
    else
        ui.asks.wish(wish::Open {path});
}

void save(Context& ui)
{
    const auto path = savePath(ui.state.typed, ui.state.screens.dialog.files.folder);
    if (!path) {
        ui.state.trouble = path.error().message;
        return;
    }
    if (!isFolder(fs::path(*path).parent_path().string())) {
        ui.state.trouble =
            fmt::format("{} is no folder; choose one below.", fs::path(*path).parent_path().string());
        return;
    }
    DialogState& dialog = ui.state.screens.dialog;
    dialog.savedBefore = ui.frame.saved.number;
    dialog.note = "Saving " + *path;
    ui.asks.wish(wish::SaveAs {*path});
}

/// The dialog stays until the song is saved, and says why it is not. \returns true when it is over.
bool takeAnswer(Context& ui)
{
    auto& before = ui.state.screens.dialog.savedBefore;
    if (!before || ui.frame.saved.number == *before)
        return false;
    before.reset();
    if (ui.frame.saved.done)
        closeDialog(ui);
    else
        ui.state.trouble = ui.frame.saved.sentence;
    return ui.frame.saved.done;
}

/// What Enter would do, worked out when something else is typed.
void sayWhere(Context& ui)
{
    DialogState& dialog = ui.state.screens.dialog;
    ui.state.trouble.clear();
    const auto path = savePath(ui.state.typed, dialog.files.folder);
    std::error_code error;
    if (ui.state.typed.empty() || !path)
        dialog.note = "Type a name, or choose a song to write over.";
    else if (fs::exists(*path, error))
        dialog.note = fmt::format(
            "Replaces {}; what it was stays beside it as {}~.", *path, fs::path(*path).filename().string());
    else
        dialog.note = "Saves " + *path;
}

void drawFileLine(Context& ui, Rect at, const Line& line)
{
    label(ui, cutRight(at, ui.px(80)), line.kind, ui.theme.textQuiet, ui.fonts.small, Align::Right);
    label(ui, at, line.words, ui.theme.text);
}

std::optional<std::string> clickedLine(Context& ui, const Rect& at, const std::vector<Line>& lines)
{
    const auto clicked = dialogList(ui, "file", at, static_cast<int>(lines.size()),
        [&](const Rect& line, int index) { drawFileLine(ui, line, lines[static_cast<std::size_t>(index)]); });
    return clicked ? std::optional {lines[static_cast<std::size_t>(*clicked)].path} : std::nullopt;
}

void drawFolder(Context& ui, Rect& area)
{
    Rect row = nextRow(ui, area, 26.0F);
    if (button(ui, "file.look", cutRight(row, ui.px(90)), "Look again", Face::Plain, "Reads the folder anew"))
        goTo(ui, ui.state.screens.dialog.files.folder);
    row.most.x -= ui.px(8);
    label(ui, row, ui.state.screens.dialog.files.folder, ui.theme.textQuiet);
}
/// Part of a name or a whole path is typed, or a line of the list is clicked.
void drawChoosing(Context& ui, Rect area, Purpose purpose)
{
    const std::string before = ui.state.screens.dialog.typedBefore;
    const bool entered = dialogField(ui, nextRow(ui, area, 34.0F), "Part of a name, or a path");
    if (ui.state.typed != before)
        ui.state.trouble.clear();
    drawFolder(ui, area);
    const Rect note = cutBottom(area, ui.px(46));
    const auto lines = linesOf(ui, purpose);
    const bool isScript = purpose == Purpose::Script;
    if (lines.empty())
        ui.state.screens.dialog.note = isScript ? "No script (.py) here has that in its name."
                                                : "No song and no MIDI file here has that in its name.";
    else
        ui.state.screens.dialog.note = isScript
            ? "Enter or a click adds it to the song, and it runs at once; undo takes it out again."
            : "Enter or a click opens; a file can also be dropped onto the window.";
    auto wanted = clickedLine(ui, area, lines);
    if (entered) {
        const bool isPath = partOf(ui.state.typed).empty() && !ui.state.typed.empty();
        if (isPath || lines.empty())
            wanted = absolutePath(ui.state.typed, ui.state.screens.dialog.files.folder);
        else
            wanted = lines[static_cast<std::size_t>(ui.state.chosen)].path;
    }
    drawDialogNote(ui, note);
    if (wanted && !wanted->empty())
        open(ui, *wanted, purpose);
}

}  // namespace

void beginFiles(Context& ui)
{
    ui.state.screens.dialog.savedBefore.reset();
    goTo(ui, folderOf(ui.frame.isDemo ? std::string {} : ui.frame.songPath));
    if (ui.state.dialog != Dialog::SaveAs)
        return;
    ui.state.typed = !ui.frame.songPath.empty() && !ui.frame.isDemo
        ? fs::path(ui.frame.songPath).filename().string()
        : ui.song().name;
    std::ranges::replace(ui.state.typed, '/', '-');
    sayWhere(ui);
}

void drawOpenDialog(Context& ui, Rect area)
{
    drawChoosing(ui, area, Purpose::Open);
}

void drawAddScriptDialog(Context& ui, Rect area)
{
    drawChoosing(ui, area, Purpose::Script);
}

void drawSaveAsDialog(Context& ui, Rect area)
{
    if (takeAnswer(ui))
        return;
    const std::string before = ui.state.screens.dialog.typedBefore;
    Rect row = nextRow(ui, area, 34.0F);
    const Rect saveAt = cutRight(row, ui.px(90));
    row.most.x -= ui.px(8);
    const bool entered = dialogField(ui, row, "Name of the song");
    if (ui.state.typed != before)
        sayWhere(ui);
    const bool clicked = button(ui, "file.save", saveAt, "Save", Face::On);
    drawFolder(ui, area);
    const Rect note = cutBottom(area, ui.px(46));
    if (const auto chosen = clickedLine(ui, area, linesOf(ui, Purpose::Save))) {
        if (isFolder(*chosen)) {
            const std::string typed = ui.state.typed;
            goTo(ui, *chosen);
            ui.state.typed = typed;
        } else {
            ui.state.typed = fs::path(*chosen).filename().string();
        }
        sayWhere(ui);
    }
    drawDialogNote(ui, note);
    if (!entered && !clicked)
        return;
    const auto typedPath = absolutePath(ui.state.typed, ui.state.screens.dialog.files.folder);
    if (!typedPath.empty() && isFolder(typedPath))
        goTo(ui, typedPath);
    else
        save(ui);
}

}  // namespace clave
