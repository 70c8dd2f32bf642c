#include "core/rt/memory_lock.hpp"

#include <linux/capability.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>

namespace clave {
namespace {
/// CAP_IPC_LOCK lifts the limit. libc has no call for this, and one bit is no reason for another library.
bool mayIgnoreLimit() noexcept
{
    __user_cap_header_struct header {_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> data {};
    return syscall(SYS_capget, &header, data.data()) == 0 && (data[0].effective & (1U << CAP_IPC_LOCK)) != 0;
}

tl::unexpected<Error> notLocked(const std::string& why)
{
    return fail("Clave's memory is not locked (" + why
        + "), so a machine that runs short of memory can make a note late: write '@audio - memlock unlimited'"
          " to /etc/security/limits.d/audio.conf, add yourself to the group audio and log in again.");
}
}  // namespace

Result<void> lockMemory()
{
    rlimit limit {};
    getrlimit(RLIMIT_MEMLOCK, &limit);
    if (limit.rlim_cur != RLIM_INFINITY && !mayIgnoreLimit())
        return notLocked("your limit is " + std::to_string(limit.rlim_cur / 1024) + " KiB");
    if (mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) != 0)
        return notLocked(std::string {"the kernel refused: "} + std::strerror(errno));
    return {};
}

void unlockMemory() noexcept
{
    munlockall();
}

}  // namespace clave
