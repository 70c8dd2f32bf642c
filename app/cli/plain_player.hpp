#pragma once

#include "app/signals.hpp"
#include "core/engine/engine.hpp"

#include <optional>

namespace clave {

class ScriptFace;
class SurfaceDesk;

/// Who has news that are told between the bars; each may be null.
struct NewsSources {
    SurfaceDesk* surfaces = nullptr;
    ScriptFace* scripts = nullptr;
};

/// Plays without a terminal: a line of text for each bar on standard output, until playing ends or a signal
/// comes. A reader that does not read costs lines, never time; one that has gone ends playing.
/// \returns the signal that ended it; nothing when the music was over.
/// Thread-safe: no. Realtime-safe: no.
[[nodiscard]] std::optional<int> playPlainly(
    Engine& engine, CommandSender& sender, Signals& signals, NewsSources sources = {});

}  // namespace clave
