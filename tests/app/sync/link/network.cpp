#include "tests/app/sync/link/network.hpp"

#include "core/time/steady_clock.hpp"

#include "tests/app/sync/link/peer.hpp"

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

namespace clave::test {
namespace {

/// Does it come true within the time?
template <class Condition>
bool within(Nanoseconds time, Condition&& condition)
{
    const SteadyClock clock;
    const TimePoint end = clock.now() + time;
    while (!condition()) {
        if (clock.now() > end)
            return false;
        clock.sleepUntil(clock.now() + std::chrono::milliseconds {5});
    }
    return true;
}

/// Peers on one machine meet through its loop-back interface, which is down in a new network.
bool raiseLoopback()
{
    ifreq request {};
    std::ranges::copy(std::string_view {"lo"}, request.ifr_name);
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const bool raised = ::ioctl(socket, SIOCSIFFLAGS, &request) == 0;
    ::close(socket);
    return raised;
}

}  // namespace

LinkNetwork::LinkNetwork()
{
    if (!makeOwn()) {
        const auto file = std::filesystem::temp_directory_path() / "clave-link-test.lock";
        lock_ = ::open(file.c_str(), O_CREAT | O_RDONLY | O_CLOEXEC, 0644);
        ::flock(lock_, LOCK_EX);
    }
    trouble_ = tryOut();
}

LinkNetwork::~LinkNetwork()
{
    if (before_ >= 0) {
        ::setns(before_, CLONE_NEWNET);
        ::close(before_);
    }
    if (lock_ >= 0)
        ::close(lock_);
}

bool LinkNetwork::makeOwn()
{
    before_ = ::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
    if (before_ < 0)
        return false;
    if (::unshare(CLONE_NEWNET) == 0) {
        if (raiseLoopback())
            return true;
        ::setns(before_, CLONE_NEWNET);
    }
    ::close(before_);
    before_ = -1;
    return false;
}

const char* LinkNetwork::tryOut() const
{
    const LinkPeer first {120.0};
    if (before_ < 0 && within(std::chrono::milliseconds {700}, [&] { return first.peers() > 0; }))
        return "somebody plays in a Link session on this network";
    const LinkPeer second {120.0};
    if (!within(std::chrono::seconds {3}, [&] { return first.peers() == 1 && second.peers() == 1; }))
        return "two Link peers on this machine do not find each other (no network interface is up?)";
    return nullptr;
}

}  // namespace clave::test
