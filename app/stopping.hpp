#pragma once

#include "core/engine/engine.hpp"

namespace clave {

/// Stops playing and waits until every note has ended, a second at most.
/// Thread-safe: as the sender. Realtime-safe: no.
void stopAndWait(Engine& engine, CommandSender& sender);

/// As above, and waits until the ends have reached whoever listens: for when the process stands still or dies
/// right after, without closing its ports.
void stopAndLetArrive(Engine& engine, CommandSender& sender);

/// Does that, suspends the process as Ctrl-Z does elsewhere, and plays on when it goes on.
void pauseAndSuspend(Engine& engine, CommandSender& sender);

}  // namespace clave
