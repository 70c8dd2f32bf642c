#pragma once

#include "app/ports/finish_line.hpp"
#include "core/rt/realtime_thread.hpp"

#include <memory>

namespace clave {

/// Keeps a thread that hangs in a library until it returns or the process ends, whichever comes first. Nobody
/// waits for it any more. `end` must be the line that its body crosses. Thread-safe: yes. Realtime-safe: no.
void leaveBehind(FinishLine end, std::unique_ptr<RealtimeThread> thread);

}  // namespace clave
