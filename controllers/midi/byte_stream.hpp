#pragma once

#include "core/midi/stream_parser.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace clave {

/// Bytes as they come from a cable -> whole messages, system exclusive ones too (MIDI 1.0 specification,
/// pages 5, 34 and ).
///
/// Short ones are StreamParser's. A system exclusive message may hold real-time bytes, which come out first
/// and are no part of it; any other status breaks it off and it is forgotten. One that is longer than
/// kMostSysEx is dropped whole. Where the stream is cut makes no difference. Thread-safe: no. Realtime-safe:
/// yes, if the sink is.
class ByteStream {
public:
    static constexpr std::size_t kMostSysEx = 1024;  ///< bytes, F0 and F7 included

    /// Calls `sink(std::span<const std::uint8_t>)` for each message that ends within `bytes`; what it gets
    /// holds until it returns.
    template <class Sink>
    void feed(std::span<const std::uint8_t> bytes, Sink&& sink)
    {
        for (const std::uint8_t byte : bytes) {
            if (const std::span<const std::uint8_t> message = take(byte); !message.empty())
                sink(message);
        }
    }

    /// One byte. \return the message that ends with it, until the next byte is taken; empty when none does.
    [[nodiscard]] std::span<const std::uint8_t> take(std::uint8_t byte) noexcept;

    /// Forgets what was begun: the cable was pulled. The counts stay.
    void reset() noexcept;

    /// System exclusive messages that were too long.
    [[nodiscard]] std::uint64_t tooLong() const noexcept { return tooLong_; }
    /// Those that another message broke off.
    [[nodiscard]] std::uint64_t brokenOff() const noexcept { return brokenOff_; }

private:
    [[nodiscard]] std::span<const std::uint8_t> endSysEx() noexcept;

    StreamParser parser_;
    Message message_;
    std::array<std::uint8_t, kMostSysEx> sysEx_ {};
    std::size_t size_ = 0;  // of sysEx_, F0 included; 0: not inside one. Counts on beyond what has room
    std::uint64_t tooLong_ = 0;
    std::uint64_t brokenOff_ = 0;
};

}  // namespace clave
