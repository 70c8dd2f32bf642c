#pragma once

#include "core/base/result.hpp"

namespace clave {

/// Keeps the memory this process uses, now and later, from being swapped out; the error is for a person.
///
/// Pages are held from when they are first used (MCL_ONFAULT): holding whole mappings would make each thread
/// stack and each library resident, some 100 MB. Only done where there is no limit on locked memory, because
/// under a limit it is the next allocation or thread that would fail. Undone by unlockMemory(). Thread-safe:
/// yes. Realtime-safe: no.
[[nodiscard]] Result<void> lockMemory();

/// Thread-safe: yes. Realtime-safe: no.
void unlockMemory() noexcept;

}  // namespace clave
