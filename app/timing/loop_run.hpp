#pragma once

#include "app/timing/loop_figures.hpp"
#include "core/ports/midi_input.hpp"
#include "core/ports/midi_output.hpp"
#include "core/rt/realtime_thread.hpp"
#include "core/time/clock.hpp"

#include <cstddef>
#include <functional>

namespace clave {

/// What a self-test found.
struct LoopRun {
    LoopFigures figures;
    LatenessCounts wakeUps;  ///< of the thread that handed over, which wakes like the clock of playing
    RealtimeResult realtime;  ///< its priority
    OutputReport output;
};

/// Sends notes around a loop as playing does: a thread of the clock's priority wakes every 2 ms and hands
/// over what is due within the look-ahead. Takes 20 ms for each note.
///
/// \param goOn waits some milliseconds; false ends the test early, and the figures are of what came so far.
/// \param broker may be null. Thread-safe: no. Realtime-safe: no.
[[nodiscard]] LoopRun runLoop(MidiOutput& output, MidiInput& input, const Clock& clock, std::size_t notes,
    RealtimeBroker* broker, const std::function<bool()>& goOn);

}  // namespace clave
