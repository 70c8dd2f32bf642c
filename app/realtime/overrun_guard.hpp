#pragma once

#include <sys/types.h>

#include <cstdint>

namespace clave {

/// Limits how long a real-time thread of this process may run without sleeping (RLIMIT_RTTIME), which
/// RealtimeKit asks for before it grants anything. The limit can only become shorter, as the kernel has it.
///
/// At half of it a guarded thread becomes an ordinary one, so that a runaway loop costs precision and not the
/// session: at the whole of it the kernel kills the process, with every note sounding.
/// False when the limit cannot be set. Thread-safe: no. Realtime-safe: no.
[[nodiscard]] bool limitRealtimeRun(std::int64_t microseconds) noexcept;

/// Adds a thread to those that become ordinary in time. The oldest is forgotten when there are too many
/// (64). Thread-safe: no. Realtime-safe: no.
void guardFromOverrun(pid_t tid) noexcept;

}  // namespace clave
