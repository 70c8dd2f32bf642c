#pragma once

#include "core/time/time_point.hpp"

#include <cstdint>
#include <optional>

namespace clave {

/// How an encoder tells which way, and how far, it was turned.
enum class Relative : std::uint8_t { Absolute, TwosComplement, BinaryOffset, SignMagnitude };

/// The clicks that a value in [0, 127] stands for, positive to the right; 0 for Absolute.
///
/// A single click does not tell the encodings apart: 1 is one to the right in two of them.
[[nodiscard]] constexpr int relativeDelta(Relative encoding, int value) noexcept
{
    switch (encoding) {
    case Relative::Absolute:
        return 0;
    case Relative::TwosComplement:
        return value < 64 ? value : value - 128;
    case Relative::BinaryOffset:
        return value - 64;
    case Relative::SignMagnitude:
        return value < 64 ? value : 64 - value;
    }
    return 0;
}

/// The value that says so many clicks; the nearest end when they are too many for one message.
[[nodiscard]] int relativeValue(Relative encoding, int delta) noexcept;

/// Turned fast, each click counts for more.
struct Acceleration {
    double clicksPerSecond = 0.0;  ///< from this speed on; 0: never
    int factor = 1;
};

/// One encoder's speed. Thread-safe: no. Realtime-safe: yes.
class TurnSpeed {
public:
    /// The clicks to count for `delta` clicks at `time`. The first turn, and one the other way, is never
    /// fast.
    [[nodiscard]] int accelerated(int delta, TimePoint time, const Acceleration& acceleration) noexcept;

private:
    std::optional<TimePoint> last_;
    bool right_ = true;
};

}  // namespace clave
