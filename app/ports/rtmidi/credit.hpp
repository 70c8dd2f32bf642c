#pragma once

#include <cstddef>
#include <cstdint>

namespace clave {

/// How much may be written to a ring that a server drains once a cycle, when the ring does not tell how full
/// it is.
///
/// RtMidi spins for ever when its JACK ring of 16384 bytes is full. What was written is gone from the ring
/// two cycles later at the latest, so never more than 12000 bytes are written without two cycles passing.
/// Thread-safe: no. Realtime-safe: yes.
class RingCredit {
public:
    static constexpr std::size_t kLimit = 12'000;
    static constexpr std::size_t kLengthBytes = 4;  ///< that the ring keeps before each message
    static constexpr std::uint64_t kCyclesToDrain = 2;

    /// Whether a message of so many bytes may be written during `cycle`; if so it counts as written.
    [[nodiscard]] bool tryTake(std::size_t bytes, std::uint64_t cycle) noexcept
    {
        if (cycle >= since_ + kCyclesToDrain) {
            // What is older was written before `since_`, two cycles ago; what is newer maybe just now.
            older_ = newer_;
            newer_ = 0;
            since_ = cycle;
        }
        if (older_ + newer_ + bytes + kLengthBytes > kLimit)
            return false;
        newer_ += bytes + kLengthBytes;
        return true;
    }

private:
    std::size_t older_ = 0;
    std::size_t newer_ = 0;
    std::uint64_t since_ = 0;  ///< the cycle from which `newer_` counts
};

}  // namespace clave
