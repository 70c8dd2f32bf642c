#include "app/terminal/terminal_restore.hpp"

#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <string_view>

namespace clave {
namespace {
// Plain text style, lines wrap, cursor shown, back from the alternate screen.
constexpr std::string_view kLeave = "\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l";

constexpr int kPatienceMs = 200;

// Global because a signal handler must reach them; the settings are written before the number is.
termios rememberedSettings {};
std::atomic<int> rememberedFd {-1};
}  // namespace

void restoreTerminal(int fd, const termios& cooked) noexcept
{
    // The opening does not block; give a slow terminal a moment. One that takes no text gets its settings all
    // the same.
    pollfd wanted {fd, POLLOUT, 0};
    poll(&wanted, 1, kPatienceMs);
    [[maybe_unused]] const auto written = write(fd, kLeave.data(), kLeave.size());
    tcsetattr(fd, TCSANOW, &cooked);
}

void rememberTerminal(int fd, const termios& cooked) noexcept
{
    rememberedSettings = cooked;
    rememberedFd = fd;
}

void restoreRememberedTerminal() noexcept
{
    const int fd = rememberedFd.exchange(-1);
    if (fd >= 0)
        restoreTerminal(fd, rememberedSettings);
}

}  // namespace clave
