#pragma once

#include "app/ports/finish_line.hpp"
#include "core/rt/realtime_thread.hpp"

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace clave {

/// Keeps a thread that hangs in a library until it returns or the process ends, whichever comes first. Nobody
/// waits for it any more. `end` must be the line that its body crosses. Thread-safe: yes. Realtime-safe: no.
void leaveBehind(FinishLine end, std::unique_ptr<RealtimeThread> thread);

/// Gives up an object whose end would wait for ever in its library: it stays until the process ends.
/// Thread-safe: yes. Realtime-safe: no.
template <typename T>
void keepToTheEnd(std::unique_ptr<T> object)
{
    static std::mutex mutex;
    static auto& kept = *new std::vector<std::unique_ptr<T>>;  // never destroyed: that is the point
    const std::lock_guard lock {mutex};
    kept.push_back(std::move(object));
}

}  // namespace clave
