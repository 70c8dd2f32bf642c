#pragma once

#include "core/midi/message.hpp"
#include "core/model/song.hpp"

#include "tests/bench/jack/sleep_loop.hpp"
#include "tests/support/grid_fit.hpp"

#include <cstddef>
#include <vector>

namespace clave::bench {

inline constexpr double kBarQuarters = 4.0;

/// What tells a note from its neighbours: no two in a bar of one voice are equal, so that one that is lost or
/// repeated does not pass for another.
[[nodiscard]] constexpr int timingKey(int pitch, int velocity) noexcept
{
    return pitch * 128 + velocity;
}

/// A voice of the test music: where each note of its bar belongs, worked out here and not by Clave.
struct TimingVoice {
    Channel channel;
    test::GridCycle bar;
};

/// Channel 1: sixteenths with a swing of 62 % and ratchets of 3, 5 and 7 that grow louder; channel 2: plain
/// sixteenths.
[[nodiscard]] std::vector<TimingVoice> timingVoices();

/// The same music as a song.
[[nodiscard]] Song timingSong(double bpm);

/// The same music as a list for a loop. Each note ends half way to its voice's next one.
[[nodiscard]] std::vector<LoopEvent> timingEvents(double bpm, std::size_t bars);

/// Note-ons in so many bars.
[[nodiscard]] std::size_t timingNotes(std::size_t bars);

}  // namespace clave::bench
