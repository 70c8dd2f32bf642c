#pragma once

#include "core/engine/engine.hpp"

namespace clave {

/// Stops playing and waits until every note has ended, a second at most.
/// Thread-safe: as the sender. Realtime-safe: no.
void stopAndWait(Engine& engine, CommandSender& sender);

/// Stops as above, suspends the process as Ctrl-Z does elsewhere, and plays on when it goes on.
void pauseAndSuspend(Engine& engine, CommandSender& sender);

}  // namespace clave
