#pragma once

#include "app/window/ui/screen_states.hpp"
#include "app/window/ui/ui_frame.hpp"
#include "core/ports/midi_output.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace clave {

// What the Monitor says, in words. Thread-safe: yes.

/// Whether a message passes what is filtered.
[[nodiscard]] bool isWanted(const MonitorState& state, const MonitorLine& line);
/// Those that do, oldest first.
[[nodiscard]] std::vector<MonitorLine> wantedLines(
    const MonitorState& state, std::span<const MonitorLine> lines);

/// "ch 10  note-on C3 100  (99 3c 64)"; without a channel for what has none.
[[nodiscard]] std::string inWordsAndHex(const Message& message);
/// Seconds on the reference clock, to the tenth of a millisecond: "12.3456".
[[nodiscard]] std::string timeInWords(TimePoint time);
/// How long after the one before: "+0.1250".
[[nodiscard]] std::string sinceInWords(TimePoint time, std::optional<TimePoint> before);

/// "0.064 ms", "12 ms", "1.5 s".
[[nodiscard]] std::string durationInWords(Nanoseconds time);
/// "half under 0.016 ms, 99 of 100 under 0.064 ms, worst 0.213 ms (1234 counted)".
[[nodiscard]] std::string latenessInWords(const LatenessCounts& counts);

/// The whole of it as text, for a report of a fault.
[[nodiscard]] std::string monitorReport(const UiFrame& frame, std::span<const MonitorLine> lines);

}  // namespace clave
