#include "core/engine/clock_work.hpp"

#include <utility>

namespace clave {

void ClockWork::playByHand(TimePoint now) noexcept
{
    live_.takeAll([&](const LiveMessage& played) {
        busyAt_ = now;
        TimedMessage timed;
        timed.voice = played.voice;
        timed.track = TimedMessage::kLive;
        timed.message = played.message;
        outbox_.postNow(played.port, timed, now, played.delay);
    });
}

void ClockWork::obeyPanic(TimePoint now) noexcept
{
    const std::uint32_t panics = snapshot_->performance.panics;
    if (std::exchange(panicsSeen_, panics) != panics)
        outbox_.endAllNow(now);
}

}  // namespace clave
