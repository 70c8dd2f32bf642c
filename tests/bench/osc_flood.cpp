#include "tests/bench/osc_flood.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <string>

namespace clave::bench {

OscFlood::OscFlood(std::uint16_t port, int messagesASecond)
    : thread_([this, port, messagesASecond] { run(port, messagesASecond); })
{
}

OscFlood::~OscFlood()
{
    isOver_ = true;
    thread_.join();
}

void OscFlood::run(std::uint16_t port, int messagesASecond) const
{
    using std::chrono::steady_clock;
    constexpr int kTogether = 20;
    const int handle = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in to {};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr generic {};
    std::memcpy(&generic, &to, sizeof to);
    std::string packet("/clave/track/1/pattern/1/step/5/velocity\0\0\0\0,i\0\0\0\0\0\0", 52);
    const auto begin = steady_clock::now();
    for (std::int64_t sent = 0; !isOver_; sent += kTogether) {
        for (std::int64_t number = sent; number < sent + kTogether; ++number) {
            packet.back() = static_cast<char>(1 + number % 127);
            (void)sendto(handle, packet.data(), packet.size(), 0, &generic, sizeof generic);
        }
        std::this_thread::sleep_until(begin + std::chrono::microseconds {sent * 1'000'000 / messagesASecond});
    }
    close(handle);
}

}  // namespace clave::bench
