#include "app/surfaces/identity.hpp"

#include "core/time/steady_clock.hpp"

#include <array>
#include <chrono>
#include <cstddef>

namespace clave {
namespace {
using namespace std::chrono_literals;
constexpr Nanoseconds kPatience = 300ms;
constexpr Nanoseconds kLook = 5ms;
constexpr std::array<std::uint8_t, 6> kRequest {0xF0, 0x7E, 0x7F, 0x06, 0x01, 0xF7};
constexpr std::size_t kLongest = 128;

bool isAnswer(const std::vector<std::uint8_t>& message)
{
    return message.size() > 6 && message[1] == 0x7E && message[3] == 0x06 && message[4] == 0x02;
}

/// Puts system exclusive messages together and leaves out the rest; true when one is whole.
bool take(std::uint8_t byte, std::vector<std::uint8_t>& message)
{
    if (byte == 0xF0)
        message.clear();
    else if (byte >= 0xF8 || message.empty())
        return false;
    message.push_back(byte);
    if (byte == 0xF7)
        return true;
    if ((byte >= 0x80 && byte != 0xF0) || message.size() > kLongest)
        message.clear();
    return false;
}
}  // namespace

std::vector<std::uint8_t> askIdentity(BytePort& port)
{
    const SteadyClock clock;
    const TimePoint end = clock.now() + kPatience;
    std::vector<std::uint8_t> message;
    bool hasAsked = false;
    for (; clock.now() < end; clock.sleepUntil(clock.now() + kLook)) {
        hasAsked = hasAsked || port.send(kRequest);
        ByteChunk chunk;
        while (port.tryPop(chunk)) {
            for (const auto byte : chunk.span()) {
                if (!take(byte, message))
                    continue;
                if (isAnswer(message))
                    return message;
                message.clear();
            }
        }
    }
    return {};
}

}  // namespace clave
