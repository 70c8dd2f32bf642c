#include "controllers/midi/relative.hpp"

#include <algorithm>
#include <cstdlib>

namespace clave {

int relativeValue(Relative encoding, int delta) noexcept
{
    switch (encoding) {
    case Relative::Absolute:
        break;
    case Relative::TwosComplement:
        return std::clamp(delta, -64, 63) & 127;
    case Relative::BinaryOffset:
        return std::clamp(delta, -64, 63) + 64;
    case Relative::SignMagnitude:
        return delta >= 0 ? std::min(delta, 63) : 64 + std::min(-delta, 63);
    }
    return 0;
}

int TurnSpeed::accelerated(int delta, TimePoint time, const Acceleration& acceleration) noexcept
{
    if (delta == 0)
        return 0;
    const bool right = delta > 0;
    const bool goesOn = last_.has_value() && right == right_;
    const double seconds = goesOn ? std::chrono::duration<double>(time - *last_).count() : 0.0;
    last_ = time;
    right_ = right;
    const bool fast = goesOn && acceleration.clicksPerSecond > 0.0
        && std::abs(delta) >= acceleration.clicksPerSecond * seconds;
    return fast ? delta * acceleration.factor : delta;
}

}  // namespace clave
