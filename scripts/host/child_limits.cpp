#include "scripts/host/child_limits.hpp"

#include <malloc.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>

namespace clave {
namespace {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kHasShadow = true;  // sanitizers take terabytes of address space
#else
constexpr bool kHasShadow = false;
#endif

// With 1 the kernel neither writes a file nor starts a program that would (0 still does the latter).
constexpr rlim_t kNoCore = 1;
constexpr std::array kNotForUs {SIGINT, SIGQUIT, SIGHUP, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE};
}  // namespace

void limitChild(int parent, std::size_t memoryBytes) noexcept
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent)
        ::_exit(0);  // it went before the line above
    for (const int signal : kNotForUs)
        ::signal(signal, SIG_IGN);
    const rlimit noCore {kNoCore, kNoCore};
    ::setrlimit(RLIMIT_CORE, &noCore);
    ::mallopt(M_ARENA_MAX, 2);  // each further arena would reserve 64 MiB of the limit for a thread
    if (memoryBytes > 0 && !kHasShadow) {
        const rlimit memory {memoryBytes, memoryBytes};
        ::setrlimit(RLIMIT_AS, &memory);
    }
}

}  // namespace clave
