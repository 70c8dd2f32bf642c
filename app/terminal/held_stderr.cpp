#include "app/terminal/held_stderr.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <atomic>

namespace clave {
namespace {
// Global because a signal handler must reach them.
std::atomic<int> realStderr {-1};
std::atomic<int> heldText {-1};

void copyToStderr(int from) noexcept
{
    std::array<char, 1024> buffer {};
    if (lseek(from, 0, SEEK_SET) != 0)
        return;
    for (ssize_t size = 0; (size = read(from, buffer.data(), buffer.size())) > 0;) {
        if (write(STDERR_FILENO, buffer.data(), static_cast<std::size_t>(size)) < 0)
            return;
    }
}
}  // namespace

HeldStderr::HeldStderr()
{
    if (isatty(STDERR_FILENO) == 0)
        return;
    const int held = memfd_create("clave-stderr", MFD_CLOEXEC);
    const int real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (held < 0 || real < 0 || dup2(held, STDERR_FILENO) < 0) {
        close(held);
        close(real);
        return;
    }
    heldText = held;
    realStderr = real;
}

HeldStderr::~HeldStderr()
{
    release();
}

void HeldStderr::release() noexcept
{
    const int real = realStderr.exchange(-1);
    if (real < 0)
        return;
    dup2(real, STDERR_FILENO);
    close(real);
    const int held = heldText.exchange(-1);
    copyToStderr(held);
    close(held);
}

}  // namespace clave
