#include "app/scripts/script_files.hpp"

#include "core/base/utf8.hpp"
#include "core/io/durable_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace clave {
namespace {
namespace fs = std::filesystem;

std::string whole(const fs::path& path)
{
    std::error_code error;
    const auto absolute = fs::weakly_canonical(fs::absolute(path, error), error);
    return error ? path.string() : absolute.string();
}

bool isFile(const fs::path& path)
{
    std::error_code error;
    return fs::is_regular_file(path, error);
}

fs::path folderOf(const std::string& songPath)
{
    const auto folder = fs::path {songPath}.parent_path();
    return folder.empty() ? fs::path {"."} : folder;
}
}  // namespace

std::optional<FileStamp> stampOf(const std::string& path)
{
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode))
        return std::nullopt;
    constexpr std::int64_t kSecond = 1'000'000'000;
    return FileStamp {std::int64_t {found.st_mtim.tv_sec} * kSecond + found.st_mtim.tv_nsec,
        static_cast<std::uint64_t>(found.st_size), static_cast<std::uint64_t>(found.st_ino)};
}

Result<std::string> readScriptText(const std::string& path)
{
    std::error_code error;
    if (!isFile(path))
        return fail(fmt::format("{} is {}", path, fs::exists(path, error) ? "no file" : "not there"));
    auto text = readWholeFile(path, kMaxScriptBytes);
    if (text && !isUtf8(*text))
        return fail(fmt::format("{} is not UTF-8 text", path));
    return text;
}

std::string draftFile(const std::string& file)
{
    return file + ".unsaved";
}

std::string scriptFile(const std::string& songPath, const std::string& path)
{
    const auto beside = folderOf(songPath) / path;
    const auto example = fs::path {scriptsFolder()} / "examples" / path;
    return whole(!isFile(beside) && fs::path {path}.is_relative() && isFile(example) ? example : beside);
}

std::string pathInSong(const std::string& songPath, const std::string& file)
{
    const auto absolute = whole(file);
    if (songPath.empty())
        return absolute;
    const auto relative = fs::path {absolute}.lexically_relative(whole(folderOf(songPath)));
    const bool isInside = !relative.empty() && *relative.begin() != "..";
    return isInside ? relative.string() : absolute;
}

std::vector<ScriptRef> scriptsFrom(
    const std::vector<ScriptRef>& scripts, const std::string& songPath, const std::string& newSongPath)
{
    std::vector<ScriptRef> moved = scripts;
    for (ScriptRef& script : moved) {
        const auto file = scriptFile(songPath, script.path);
        if (isFile(file)
            && (scriptFile(newSongPath, script.path) != file || fs::path {script.path}.is_absolute()))
            script.path = pathInSong(newSongPath, file);
    }
    return moved;
}

std::string scriptsFolder()
{
    if (const char* const named = std::getenv("CLAVE_SCRIPTS"); named != nullptr && *named != '\0')
        return whole(named);
    return CLAVE_SCRIPTS_DIR;
}

std::string demoFolder()
{
    const char* const named = std::getenv("CLAVE_ASSETS");
    return whole(fs::path {named != nullptr && *named != '\0' ? named : CLAVE_ASSETS_DIR} / "demo");
}

std::vector<FileLook::Seen> FileLook::look(const std::vector<std::string>& paths)
{
    std::vector<Seen> news;
    // What is looked at again after a while is news again.
    std::erase_if(seen_, [&](const auto& one) { return std::ranges::find(paths, one.first) == paths.end(); });
    for (const auto& path : paths) {
        const auto stamp = stampOf(path);
        const auto [known, isNew] = seen_.try_emplace(path, Known {stamp, false});
        const bool isSame = !isNew && known->second.stamp == stamp;
        const bool isEmptied = !isNew && !isSame && stamp && stamp->bytes == 0;
        if (isSame && !known->second.isOpen)
            continue;
        known->second = {stamp, isEmptied};
        if (!isEmptied)
            news.push_back({path, readScriptText(path)});
    }
    return news;
}

}  // namespace clave
