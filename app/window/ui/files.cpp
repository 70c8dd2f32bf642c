#include "app/window/ui/files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <tuple>

namespace clave {
namespace {
namespace fs = std::filesystem;
constexpr std::size_t kMostShown = 2000;

std::string lowered(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
        [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    return lower;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The number that begins at `at`, without zeros before it; goes behind it.
std::string_view takeNumber(std::string_view text, std::size_t& at)
{
    while (at + 1 < text.size() && text[at] == '0' && isDigit(text[at + 1]))
        ++at;
    const std::size_t begin = at;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return text.substr(begin, at - begin);
}

bool comesBefore(std::string_view a, std::string_view b)
{
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            const auto x = takeNumber(a, i);
            const auto y = takeNumber(b, j);
            if (x != y)
                return x.size() != y.size() ? x.size() < y.size() : x < y;
            continue;
        }
        if (a[i] != b[j])
            return a[i] < b[j];
        ++i;
        ++j;
    }
    return a.size() - i < b.size() - j;
}
}  // namespace

FileEntry::Kind kindOf(std::string_view name)
{
    const auto lower = lowered(name);
    if (lower.ends_with(".clave"))
        return FileEntry::Kind::Song;
    if (lower.ends_with(".mid") || lower.ends_with(".midi") || lower.ends_with(".smf"))
        return FileEntry::Kind::Midi;
    if (lower.ends_with(".py"))
        return FileEntry::Kind::Script;
    return FileEntry::Kind::Other;
}

std::vector<FileEntry> sortedForOpening(std::vector<FileEntry> entries)
{
    std::erase_if(entries, [](const FileEntry& entry) {
        return entry.kind == FileEntry::Kind::Other || entry.name.empty() || entry.name.front() == '.';
    });
    std::ranges::sort(entries, [](const FileEntry& a, const FileEntry& b) {
        if (a.kind != b.kind)
            return a.kind < b.kind;
        const auto x = lowered(a.name);
        const auto y = lowered(b.name);
        if (comesBefore(x, y) || comesBefore(y, x))
            return comesBefore(x, y);
        return a.name < b.name;
    });
    return entries;
}

FileList readFolder(const std::string& folder)
{
    FileList list;
    list.folder = folder;
    std::error_code error;
    fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
    for (const fs::directory_iterator end; !error && at != end && list.entries.size() < kMostShown;
        at.increment(error)) {
        const std::string name = at->path().filename().string();
        std::error_code unknown;
        const bool isFolder = at->is_directory(unknown);
        const auto kind = isFolder ? FileEntry::Kind::Folder : kindOf(name);
        if (kind != FileEntry::Kind::Other && !name.starts_with('.'))
            list.entries.push_back({kind, name});
    }
    if (error)
        list.trouble = fmt::format("{} cannot be read: {}.", folder, error.message());
    list.entries = sortedForOpening(std::move(list.entries));
    return list;
}

std::string absolutePath(std::string_view typed, const std::string& folder)
{
    while (!typed.empty() && typed.front() == ' ')
        typed.remove_prefix(1);
    while (!typed.empty() && typed.back() == ' ')
        typed.remove_suffix(1);
    if (typed.empty())
        return {};
    fs::path path(typed);
    const char* const home = std::getenv("HOME");
    if (home != nullptr && (typed == "~" || typed.starts_with("~/")))
        path = fs::path(home) / fs::path(typed.size() > 2 ? typed.substr(2) : "");
    return (fs::path(folder) / path).lexically_normal().string();
}

Result<std::string> savePath(std::string_view typed, const std::string& folder)
{
    std::string path = absolutePath(typed, folder);
    if (path.empty())
        return fail("Type a name for the song.");
    if (path.ends_with('/'))
        return fail(fmt::format("{} is a folder; type a name for the song after it.", path));
    if (kindOf(path) == FileEntry::Kind::Midi)
        return fail("Songs are saved as .clave; `clave render` writes MIDI files.");
    if (kindOf(path) != FileEntry::Kind::Song)
        path += ".clave";
    if (fs::path(path).filename() == ".clave")
        return fail("Type a name for the song.");
    return path;
}

Result<std::string> scriptPath(std::string_view typed, const std::string& folder)
{
    std::string path = absolutePath(typed, folder);
    if (path.empty() || path.ends_with('/') || fs::path(path).filename() == ".py")
        return fail("Type a name for the script: euclid, or a path that ends in a name.");
    if (kindOf(path) != FileEntry::Kind::Script)
        path += ".py";
    std::error_code error;
    if (fs::exists(path, error))
        return fail(
            fmt::format("{} is there already: add it to the song instead, or take another name.", path));
    if (!fs::is_directory(fs::path(path).parent_path(), error))
        return fail(fmt::format("{} is no folder.", fs::path(path).parent_path().string()));
    return path;
}

}  // namespace clave
