#pragma once

#include "core/time/time_point.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace clave {

/// Some bytes of a stream, small enough for a queue; a long message is several.
struct ByteChunk {
    static constexpr std::size_t kMost = 22;  ///< so that one is 32 bytes

    TimePoint time {};
    std::uint8_t size = 0;
    bool isEnd = true;  ///< of what was handed over at once
    std::array<std::uint8_t, kMost> bytes {};

    [[nodiscard]] std::span<const std::uint8_t> span() const noexcept { return {bytes.data(), size}; }
};

/// Cuts `bytes` and gives each piece to `push`, until that says false. \return whether all were taken.
/// Thread-safe: yes. Realtime-safe: as `push` is.
template <typename Push>
bool cutInChunks(std::span<const std::uint8_t> bytes, TimePoint time, Push push)
{
    while (!bytes.empty()) {
        ByteChunk chunk;
        chunk.time = time;
        const auto size = std::min(bytes.size(), ByteChunk::kMost);
        std::copy_n(bytes.begin(), size, chunk.bytes.begin());
        chunk.size = static_cast<std::uint8_t>(size);
        bytes = bytes.subspan(size);
        chunk.isEnd = bytes.empty();
        if (!push(chunk))
            return false;
    }
    return true;
}

/// What a port of bytes tells about itself.
struct ByteReport {
    std::string trouble;  ///< why nothing gets through, as one sentence; empty when all is well
    std::uint64_t received = 0;  ///< bytes
    std::uint64_t dropped = 0;  ///< bytes that came in and there was no room for
    std::uint64_t refused = 0;  ///< messages that could not be sent
};

/// A device's input and output as they are: any bytes in, with the moment at which they came; whole messages
/// out, system exclusive included. For controllers, whose bytes only their profile understands. Who waits for
/// bytes is woken by the bell the port was opened with. A device that goes is taken up again, by name, when
/// it is back.
class BytePort {
public:
    static constexpr std::size_t kLongest = 4096;  ///< bytes of a message that can be sent

    BytePort() = default;
    BytePort(const BytePort&) = delete;
    BytePort& operator=(const BytePort&) = delete;
    BytePort(BytePort&&) = delete;
    BytePort& operator=(BytePort&&) = delete;
    virtual ~BytePort() = default;

    /// Takes the oldest bytes that wait; false when there are none. They may be cut anywhere.
    /// Thread-safe: from one thread. Realtime-safe: yes.
    [[nodiscard]] virtual bool tryPop(ByteChunk& chunk) noexcept = 0;
    /// Sends one whole message; false when the port does not take it. What the device does not get within
    /// some hundred milliseconds, because it has gone, it never gets.
    /// Thread-safe: from one thread. Realtime-safe: no.
    virtual bool send(std::span<const std::uint8_t> message) = 0;
    /// 0 while the device is not there; else a number that is another one each time it has come back.
    /// Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] virtual std::uint32_t presence() const noexcept = 0;
    /// Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] virtual ByteReport report() const = 0;
};

}  // namespace clave
