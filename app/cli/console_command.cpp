#include "app/cli/commands.hpp"
#include "app/cli/console_talk.hpp"
#include "app/cli/typed_line.hpp"
#include "app/scripts/console_place.hpp"
#include "app/scripts/json_view.hpp"
#include "app/settings.hpp"
#include "app/terminal/text_width.hpp"
#include "core/io/durable_file.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

namespace clave {
namespace {
constexpr std::size_t kMostHistoryBytes = std::size_t {1} << 20U;
constexpr const char* kPrompt = ">>> ";
constexpr const char* kGoesOn = "... ";

/// Lets keys through one by one, for as long as it lives; what prints stays as it is.
class RawKeys {
public:
    RawKeys() : wasSet_(tcgetattr(STDIN_FILENO, &before_) == 0)
    {
        termios raw = before_;
        raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | ISIG);
        raw.c_iflag &= ~static_cast<tcflag_t>(ICRNL | IXON);
        if (wasSet_)
            tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
    }
    ~RawKeys()
    {
        if (wasSet_)
            tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
    }
    RawKeys(const RawKeys&) = delete;
    RawKeys& operator=(const RawKeys&) = delete;
    RawKeys(RawKeys&&) = delete;
    RawKeys& operator=(RawKeys&&) = delete;

private:
    termios before_ {};
    bool wasSet_;
};

std::string historyFile()
{
    const auto settings = settingsPath();
    return settings.empty() ? settings
                            : (std::filesystem::path {settings}.parent_path() / "console_history").string();
}

/// What people type to leave Python's own console.
bool isFarewell(std::string_view line)
{
    return line == "quit()" || line == "exit()" || line == "quit" || line == "exit";
}

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        lines.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return lines;
}

void print(const std::string& text)
{
    if (!text.empty())
        fmt::print("{}\n", text);
    std::fflush(stdout);
}

/// A person at a terminal.
class Prompter {
public:
    Prompter(ConsoleTalk& talk, std::string script) : talk_(talk), script_(std::move(script))
    {
        if (const auto text = readWholeFile(historyFile(), kMostHistoryBytes))
            line_.setHistory(linesOf(*text));
    }

    Result<int> run()
    {
        const RawKeys keys;
        draw();
        for (char byte = 0;;) {
            const auto got = read(STDIN_FILENO, &byte, 1);
            if (got < 0 && errno == EINTR)
                continue;
            if (got <= 0)
                return leave();
            using Typed = TypedLine::Typed;
            switch (line_.type(byte)) {
            case Typed::End:
                return leave();
            case Typed::Line:
                if (open_.empty() && isFarewell(line_.text()))
                    return leave();
                if (auto done = enter(); !done)
                    return tl::unexpected {done.error()};
                break;
            case Typed::Words:
                if (auto done = offerWords(); !done)
                    return tl::unexpected {done.error()};
                break;
            case Typed::Cancel:
                fmt::print("^C\n");
                line_.clear();
                open_.clear();
                break;
            case Typed::Clear:
                fmt::print("\x1B[H\x1B[2J");
                break;
            case Typed::Nothing:
                break;
            }
            draw();
        }
    }

private:
    int leave()
    {
        fmt::print("\n");
        std::string text;
        for (const auto& line : line_.history())
            text += line + "\n";
        const auto file = historyFile();
        std::error_code ignored;
        std::filesystem::create_directories(std::filesystem::path {file}.parent_path(), ignored);
        if (!file.empty())
            (void)saveDurably(file, text);
        return kDone;
    }

    Result<void> enter()
    {
        fmt::print("\n");
        std::fflush(stdout);
        const auto line = line_.take();
        if (open_.empty() && line.find_first_not_of(' ') == std::string::npos)
            return {};
        const bool endsBlock = !open_.empty() && line.empty();
        open_ += line + "\n";
        const bool isOpening = line.ends_with(':') || open_.find(":\n ") != std::string::npos;
        if (isOpening && !endsBlock)
            return {};  // a block goes on until an empty line, as in Python's own console
        auto reply = talk_.evaluate(script_, open_);
        if (!reply)
            return tl::unexpected {reply.error()};
        if (reply->wantsMore && !endsBlock)
            return {};
        open_.clear();
        print(reply->text);
        return {};
    }

    Result<void> offerWords()
    {
        if (line_.text().find_first_not_of(' ') == std::string::npos) {
            line_.replace(line_.cursor(), "    ");
            return {};
        }
        auto reply = talk_.words(script_, line_.text(), line_.cursor());
        if (!reply)
            return tl::unexpected {reply.error()};
        const JsonTree tree = JsonTree::parse(reply->value);
        std::vector<std::string> words;
        JsonView(tree).forEach([&](const JsonView& word) { words.push_back(word.text()); });
        if (words.empty())
            return {};
        const auto common = commonStart(words);
        const std::size_t start = std::min(reply->start, line_.cursor());
        if (common.size() > line_.cursor() - start)
            line_.replace(start, common);
        else if (words.size() > 1)
            show(words);
        return {};
    }

    static std::string commonStart(const std::vector<std::string>& words)
    {
        std::string common = words.front();
        for (const auto& word : words) {
            const auto [here, there] = std::ranges::mismatch(common, word);
            common.erase(here, common.end());
        }
        return common;
    }

    static void show(const std::vector<std::string>& words)
    {
        std::string text;
        for (const auto& word : words)
            text += word + "  ";
        fmt::print("\n{}\n", text);
    }

    void draw() const
    {
        winsize size {};
        const bool isKnown = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 8;
        const std::size_t room = (isKnown ? size.ws_col : 80U) - 5U;
        // A long line is shown from where its cursor is in sight.
        std::string left = line_.text().substr(0, line_.cursor());
        while (displayWidth(left) > room)
            left.erase(0, left.size() > 1 ? left.size() / 2 : 1);
        const auto right = fitted(line_.text().substr(line_.cursor()), room - displayWidth(left));
        fmt::print("\r{}{}{}\x1B[K", open_.empty() ? kPrompt : kGoesOn, fitted(left, room), right);
        if (const auto back = displayWidth(right); back > 0)
            fmt::print("\x1B[{}D", back);
        std::fflush(stdout);
    }

    ConsoleTalk& talk_;
    std::string script_;
    TypedLine line_;
    std::string open_;  ///< lines of something that is not whole yet
};

Result<int> runExpression(ConsoleTalk& talk, const ConsoleCommand& command)
{
    const auto reply = talk.evaluate(command.script, *command.expression);
    if (!reply)
        return tl::unexpected {reply.error()};
    if (!reply->isOk)
        return fail(reply->wantsMore ? "this is not a whole expression" : reply->text);
    fmt::print("{}\n", reply->value);
    return kDone;
}

/// All of a file or a pipe at once.
Result<int> runInput(ConsoleTalk& talk, const ConsoleCommand& command)
{
    const std::string text {std::istreambuf_iterator<char> {std::cin}, {}};
    const auto reply = talk.evaluate(command.script, text);
    if (!reply)
        return tl::unexpected {reply.error()};
    if (!reply->isOk)
        return fail(reply->wantsMore ? "what was sent is not whole" : reply->text);
    print(reply->text);
    return kDone;
}
}  // namespace

Result<int> runCommand(const ConsoleCommand& command)
{
    const auto folder = consoleFolder();
    if (!folder)
        return tl::unexpected {folder.error()};
    const auto process = findConsole(*folder, command.process);
    if (!process)
        return tl::unexpected {process.error()};
    const auto socket = connectTo(consoleSocket(*folder, *process));
    if (!socket)
        return tl::unexpected {socket.error()};
    ConsoleTalk talk {*socket};
    if (command.expression)
        return runExpression(talk, command);
    if (isatty(STDIN_FILENO) == 0)
        return runInput(talk, command);
    fmt::print("Python in Clave {}, process {}; Ctrl-D leaves it.\n", CLAVE_VERSION, *process);
    return Prompter {talk, command.script}.run();
}

}  // namespace clave
