#include "app/scripts/console_place.hpp"

#include "core/io/json_value.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <vector>

namespace clave {
namespace {
namespace fs = std::filesystem;
constexpr const char* kEnding = ".console";

std::optional<int> processOf(const fs::path& socket)
{
    const auto stem = socket.stem().string();
    int process = 0;
    const auto read = std::from_chars(stem.data(), stem.data() + stem.size(), process);
    const bool isWhole = read.ec == std::errc {} && read.ptr == stem.data() + stem.size();
    return isWhole && socket.extension() == kEnding ? std::optional {process} : std::nullopt;
}

bool listens(const std::string& socket)
{
    const auto connected = connectTo(socket);
    if (connected)
        close(*connected);
    return connected.has_value();
}
}  // namespace

Result<std::string> consoleFolder()
{
    const char* const runtime = std::getenv("XDG_RUNTIME_DIR");
    const bool hasRuntime = runtime != nullptr && runtime[0] == '/';
    auto folder = hasRuntime ? std::string {runtime} + "/clave" : fmt::format("/tmp/clave-{}", getuid());
    (void)mkdir(folder.c_str(), S_IRWXU);
    struct stat found {};
    const bool isOurs = lstat(folder.c_str(), &found) == 0 && S_ISDIR(found.st_mode)
        && found.st_uid == getuid() && (found.st_mode & (S_IRWXG | S_IRWXO)) == 0;
    if (!isOurs)
        return fail(fmt::format("{} is no folder that only you can enter; there is no console", folder));
    return folder;
}

std::string consoleSocket(const std::string& folder, int process)
{
    return fmt::format("{}/{}{}", folder, process, kEnding);
}

Result<int> findConsole(const std::string& folder, std::optional<int> process)
{
    if (process) {
        if (!listens(consoleSocket(folder, *process)))
            return fail(fmt::format("no Clave plays as process {}", *process));
        return *process;
    }
    std::optional<int> newest;
    fs::file_time_type newestTime {};
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const auto found = processOf(entry.path());
        const auto time = entry.last_write_time(ignored);
        if (found && (!newest || time > newestTime) && listens(entry.path().string())) {
            newest = found;
            newestTime = time;
        }
    }
    if (!newest)
        return fail("no Clave plays here; start one with clave play");
    return *newest;
}

Result<int> connectTo(const std::string& socket)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    if (socket.size() >= sizeof address.sun_path)
        return fail(fmt::format("{} is too long a name for a socket", socket));
    std::memcpy(address.sun_path, socket.data(), socket.size());
    const int connected = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto* const plain = reinterpret_cast<const sockaddr*>(&address);
    if (connected >= 0 && connect(connected, plain, sizeof address) == 0)
        return connected;
    const int error = errno;
    if (connected >= 0)
        close(connected);
    return fail(fmt::format("{} does not answer: {}", socket, std::strerror(error)));
}

std::string questionLine(std::string_view script, std::string_view text)
{
    JsonOut out = JsonOut::object();
    out.add("script", JsonOut::text(script));
    out.add("text", JsonOut::text(text));
    return jsonLine(out) + "\n";
}

std::string wordsLine(std::string_view script, std::string_view text, std::size_t cursor)
{
    JsonOut out = JsonOut::object();
    out.add("script", JsonOut::text(script));
    out.add("words", JsonOut::text(text));
    out.add("cursor", JsonOut::whole(cursor));
    return jsonLine(out) + "\n";
}

}  // namespace clave
