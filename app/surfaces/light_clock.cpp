#include "app/surfaces/light_clock.hpp"

#include <array>

namespace clave {
namespace {
constexpr Tick kClock {kPpqn / 24};
/// What a thread that was held up owes at most: the device finds the tempo again by itself.
constexpr std::int64_t kMostAtOnce = 4;
constexpr std::array<std::uint8_t, 1> kStart {0xFA};
constexpr std::array<std::uint8_t, 1> kTiming {0xF8};
}  // namespace

std::optional<TimePoint> LightClock::send(
    const ClockStatus& status, TimePoint now, const std::function<void(std::span<const std::uint8_t>)>& send)
{
    if (!status.playing) {
        isPlaying_ = false;
        return std::nullopt;
    }
    auto due = floorDiv(status.line.positionAt(now).floorTick(), kClock);
    if (status.line.timeAt(kClock * (due + 1)) <= now)
        ++due;  // times are rounded to the nanosecond, and may lie just before their place
    if (!isPlaying_ || run_ != status.run) {
        if (!isPlaying_)
            send(kStart);
        isPlaying_ = true;
        run_ = status.run;
        count_ = due;
    }
    if (due - count_ > kMostAtOnce || due < count_)
        count_ = due;
    for (; count_ < due; ++count_)
        send(kTiming);
    return status.line.timeAt(kClock * (count_ + 1));
}

}  // namespace clave
