#pragma once

#include "core/engine/status.hpp"
#include "core/time/time_point.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace clave {

/// MIDI clock for devices whose lights flash with it: 24 to a quarter note while the song plays, and a start
/// before the first. Nobody keeps time by it, so it may come some milliseconds late.
/// Thread-safe: no. Realtime-safe: no.
class LightClock {
public:
    /// Sends what is due. \return when the next one is; nothing while nothing plays.
    std::optional<TimePoint> send(const ClockStatus& status, TimePoint now,
        const std::function<void(std::span<const std::uint8_t>)>& send);

private:
    bool isPlaying_ = false;
    std::uint32_t run_ = 0;
    std::int64_t count_ = 0;  ///< of the last clock, from the song's beginning
};

}  // namespace clave
