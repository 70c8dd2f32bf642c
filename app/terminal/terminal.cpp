#include "app/terminal/terminal.hpp"

#include "app/terminal/terminal_restore.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <string_view>

namespace clave {
namespace {
// Alternate screen, no cursor, long lines are cut instead of wrapped.
constexpr std::string_view kEnter = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[0m\x1b[2J";

std::string_view variable(const char* name)
{
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string_view {} : std::string_view {value};
}

termios rawFrom(termios settings)
{
    settings.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | IEXTEN);
    settings.c_iflag &= ~static_cast<tcflag_t>(IXON | ICRNL | INLCR);
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
    return settings;
}
}  // namespace

std::unique_ptr<Terminal> Terminal::open()
{
    const auto kind = variable("TERM");
    if (isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0 || kind.empty() || kind == "dumb")
        return nullptr;
    std::array<char, 256> path {};
    if (ttyname_r(STDOUT_FILENO, path.data(), path.size()) != 0)
        return nullptr;
    const int fd = ::open(path.data(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    termios cooked {};
    if (fd < 0 || tcgetattr(fd, &cooked) != 0 || (tcgetpgrp(fd) >= 0 && tcgetpgrp(fd) != getpgrp())) {
        close(fd);
        return nullptr;
    }
    return std::unique_ptr<Terminal> {new Terminal {fd, cooked, rawFrom(cooked)}};
}

Terminal::Terminal(int fd, const termios& cooked, const termios& raw)
    : fd_(fd)
    , cooked_(cooked)
    , raw_(raw)
    , guard_(fd, cooked, raw)
{
}

Terminal::~Terminal()
{
    leave();
    close(fd_);
}

void Terminal::enter()
{
    rememberTerminal(fd_, cooked_);
    tcsetattr(fd_, TCSANOW, &raw_);
    pending_.clear();
    write(std::string {kEnter});
}

void Terminal::leave()
{
    restoreRememberedTerminal();
}

TerminalSize Terminal::size() const
{
    winsize size {};
    if (ioctl(fd_, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
        return {};
    return {size.ws_col, size.ws_row};
}

std::optional<std::string> Terminal::read()
{
    std::array<char, 256> buffer {};
    const auto size = ::read(fd_, buffer.data(), buffer.size());
    if (size > 0)
        return std::string {buffer.data(), static_cast<std::size_t>(size)};
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return std::string {};
    return std::nullopt;
}

void Terminal::write(std::string text)
{
    pending_ += text;
    flush();
}

void Terminal::flush()
{
    while (!pending_.empty()) {
        const auto size = ::write(fd_, pending_.data(), pending_.size());
        if (size <= 0)
            return;
        pending_.erase(0, static_cast<std::size_t>(size));
    }
}

bool terminalHasUnicode()
{
    for (const char* const name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        if (const auto value = variable(name); !value.empty()) {
            std::string upper {value};
            std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return std::toupper(c); });
            return upper.find("UTF-8") != std::string::npos || upper.find("UTF8") != std::string::npos;
        }
    }
    return false;
}

bool terminalWantsColors()
{
    return variable("NO_COLOR").empty();
}

}  // namespace clave
