#pragma once

#include "app/signals.hpp"
#include "core/engine/engine.hpp"

#include <optional>

namespace clave {

class SurfaceDesk;

/// Plays without a terminal: a line of text for each bar on standard output, until playing ends or a signal
/// comes. A reader that does not read costs lines, never time; one that has gone ends playing.
/// \param surfaces whose news are told; may be null.
/// \returns the signal that ended it; nothing when the music was over.
/// Thread-safe: no. Realtime-safe: no.
[[nodiscard]] std::optional<int> playPlainly(
    Engine& engine, CommandSender& sender, Signals& signals, SurfaceDesk* surfaces = nullptr);

}  // namespace clave
