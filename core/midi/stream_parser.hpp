#pragma once

#include "core/midi/message.hpp"

#include <cstdint>
#include <span>

namespace clave {

/// Bytes as they come from a cable -> whole messages of one to three bytes (MIDI 1.0 specification, pages 5
/// and ).
///
/// Understands running status, and real-time bytes anywhere, also inside other messages. System exclusive
/// data, undefined bytes and data that belongs to nothing are skipped; the next whole message always comes
/// through. Where the stream is cut makes no difference.
///
/// Thread-safe: no. Realtime-safe: yes, if the sink is.
class StreamParser {
public:
    /// Calls `sink(message)` for each message that ends within `bytes`, in their order.
    template <class Sink>
    void feed(std::span<const std::uint8_t> bytes, Sink&& sink) noexcept
    {
        for (const std::uint8_t byte : bytes) {
            Message message;
            if (take(byte, message))
                sink(message);
        }
    }

    /// One byte. Returns true, and the message, when a message ends with it.
    [[nodiscard]] bool take(std::uint8_t byte, Message& message) noexcept;

    /// Forgets what was begun: the stream starts anew.
    void reset() noexcept { *this = {}; }

private:
    void begin(std::uint8_t status) noexcept;

    Message unfinished_;  // its status stays for running status; size 0 when data belongs to nothing
    std::uint8_t wholeSize_ = 0;
};

}  // namespace clave
