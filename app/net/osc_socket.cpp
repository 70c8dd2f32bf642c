#include "app/net/osc_socket.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

namespace clave {
namespace {
sockaddr_in systemAddress(OscAddress address)
{
    sockaddr_in system {};
    system.sin_family = AF_INET;
    system.sin_port = htons(address.port);
    system.sin_addr.s_addr = htonl(address.host);
    return system;
}

OscAddress ourAddress(const sockaddr_in& system)
{
    return {ntohl(system.sin_addr.s_addr), ntohs(system.sin_port)};
}

bool bindTo(int handle, OscAddress address)
{
    const sockaddr_in system = systemAddress(address);
    sockaddr generic {};
    static_assert(sizeof generic == sizeof system);
    std::memcpy(&generic, &system, sizeof system);
    return bind(handle, &generic, sizeof generic) == 0;
}
}  // namespace

std::string OscAddress::text() const
{
    return fmt::format(
        "{}.{}.{}.{}:{}", host >> 24U, host >> 16U & 0xFFU, host >> 8U & 0xFFU, host & 0xFFU, port);
}

std::optional<OscAddress> OscAddress::parse(std::string_view text)
{
    OscAddress address;
    if (const auto colon = text.rfind(':'); colon != std::string_view::npos) {
        const std::string host(text.substr(0, colon));
        in_addr system {};
        if (host != "localhost") {
            if (inet_pton(AF_INET, host.c_str(), &system) != 1)
                return std::nullopt;
            address.host = ntohl(system.s_addr);
        }
        text.remove_prefix(colon + 1);
    }
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, address.port);
    if (error != std::errc {} || stop != end || address.port == 0)
        return std::nullopt;
    return address;
}

Result<OscSocket> OscSocket::open(OscAddress wished)
{
    const int handle = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (handle < 0)
        return fail(fmt::format("OSC is off: {}.", std::strerror(errno)));
    OscSocket opened(handle, wished);
    const int on = 1;
    (void)setsockopt(handle, IPPROTO_IP, IP_RECVERR, &on, sizeof on);  // tells who has vanished
    const int room = 1 << 20U;  // what comes in one burst: some 10,000 messages
    (void)setsockopt(handle, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    for (int tried = 0; tried < kMostTries && wished.port + tried <= UINT16_MAX; ++tried) {
        opened.address_.port = static_cast<std::uint16_t>(wished.port + tried);
        if (bindTo(handle, opened.address_))
            return opened;
        if (errno != EADDRINUSE)
            break;
    }
    const int fault = errno;
    if (fault == EADDRINUSE)
        return fail(fmt::format(
            "OSC is off: the ports from {} on are all taken; --osc PORT chooses others.", wished.text()));
    return fail(fmt::format("OSC is off: {}: {}.", wished.text(), std::strerror(fault)));
}

OscSocket::~OscSocket()
{
    if (handle_ >= 0)
        close(handle_);
}

OscSocket::OscSocket(OscSocket&& other) noexcept
    : handle_(std::exchange(other.handle_, -1))
    , address_(other.address_)
{
}

OscSocket& OscSocket::operator=(OscSocket&& other) noexcept
{
    std::swap(handle_, other.handle_);
    address_ = other.address_;
    return *this;
}

std::optional<std::size_t> OscSocket::receive(std::span<std::byte> room, OscAddress& from)
{
    sockaddr_in system {};
    iovec part {room.data(), room.size()};
    msghdr head {};
    head.msg_name = &system;
    head.msg_namelen = sizeof system;
    head.msg_iov = &part;
    head.msg_iovlen = 1;
    // An error that waits is told here once, and is no packet; who it is about says takeVanished().
    for (int tries = 0; tries < 4; ++tries) {
        const ssize_t size = recvmsg(handle_, &head, MSG_DONTWAIT);
        if (size >= 0) {
            from = ourAddress(system);
            return static_cast<std::size_t>(size);
        }
        if (errno == EAGAIN)
            return std::nullopt;
    }
    return std::nullopt;
}

void OscSocket::send(OscAddress to, std::span<const std::byte> packet)
{
    sockaddr_in system = systemAddress(to);
    iovec part {const_cast<std::byte*>(packet.data()), packet.size()};  // sendmsg only reads it
    msghdr head {};
    head.msg_name = &system;
    head.msg_namelen = sizeof system;
    head.msg_iov = &part;
    head.msg_iovlen = 1;
    if (sendmsg(handle_, &head, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 && errno != EAGAIN)
        (void)sendmsg(handle_, &head, MSG_DONTWAIT | MSG_NOSIGNAL);  // the error was another's, told late
}

std::optional<OscAddress> OscSocket::takeVanished()
{
    for (;;) {
        sockaddr_in system {};
        std::array<char, 512> control {};
        msghdr head {};
        head.msg_name = &system;
        head.msg_namelen = sizeof system;
        head.msg_control = control.data();
        head.msg_controllen = control.size();
        if (recvmsg(handle_, &head, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
            return std::nullopt;
        if (system.sin_family == AF_INET && system.sin_port != 0)
            return ourAddress(system);
    }
}

}  // namespace clave
