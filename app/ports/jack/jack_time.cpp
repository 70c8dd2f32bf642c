#include "app/ports/jack/jack_time.hpp"

#include "core/time/steady_clock.hpp"

namespace clave {

JackCycle JackTime::begin(
    std::uint32_t frame, std::uint32_t length, std::uint32_t framesPerSecond, Nanoseconds since) noexcept
{
    position_ += static_cast<std::int32_t>(frame - last_);  // the difference does not wrap
    last_ = frame;
    const TimePoint steady = SteadyClock {}.now();
    if (grid_.framesPerSecond() != framesPerSecond)
        grid_ = {position_, reference_.now() - since, framesPerSecond};
    reference_.drive(steady, grid_.timeOf(position_) + since, grid_);
    return {position_, length, grid_, 0};
}

}  // namespace clave
