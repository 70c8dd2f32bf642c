#pragma once

namespace clave {

/// Whether the ALSA sequencer can be opened: RtMidi prints and throws when it cannot.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] bool alsaSequencerRuns();

/// Sends the ALSA library's messages to the debug log instead of the terminal.
/// Thread-safe: yes. Realtime-safe: no.
void quietAlsa();

}  // namespace clave
