#include "app/cli/console_talk.hpp"

#include "app/scripts/console_place.hpp"
#include "app/scripts/json_view.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace clave {
namespace {
constexpr const char* kGone = "Clave has ended";
}  // namespace

ConsoleTalk::~ConsoleTalk()
{
    close(socket_);
}

Result<ScriptReply> ConsoleTalk::evaluate(std::string_view script, std::string_view text)
{
    return ask(questionLine(script, text));
}

Result<ScriptReply> ConsoleTalk::words(std::string_view script, std::string_view text, std::size_t cursor)
{
    return ask(wordsLine(script, text, cursor));
}

Result<ScriptReply> ConsoleTalk::ask(std::string_view line)
{
    while (!line.empty()) {
        const auto sent = send(socket_, line.data(), line.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return fail(kGone);
        line.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
    }
    std::size_t end = 0;
    while ((end = in_.find('\n')) == std::string::npos) {
        std::array<char, 4096> bytes {};
        const auto got = recv(socket_, bytes.data(), bytes.size(), 0);
        if (got == 0 || (got < 0 && errno != EINTR))
            return fail(kGone);
        in_.append(bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    }
    const std::string answer = in_.substr(0, end);
    in_.erase(0, end + 1);
    const JsonTree tree = JsonTree::parse(answer);
    const JsonView said(tree);
    const auto start = std::max<std::int64_t>(said["start"].whole(), 0);
    return ScriptReply {said["ok"].flag(), said["more"].flag(), said["text"].text(), said["value"].line(),
        static_cast<std::size_t>(start)};
}

}  // namespace clave
