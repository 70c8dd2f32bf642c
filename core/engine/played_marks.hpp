#pragma once

#include "core/engine/script_exchange.hpp"
#include "core/time/tick.hpp"

#include <optional>

namespace clave {

// What the clock says between the notes of ScriptQueues::played; no note has voice 0.
// Thread-safe: yes, all. Realtime-safe: yes, all.

/// Playing begins anew: what was played there before, and what came behind it, is over.
[[nodiscard]] constexpr PlayedEvent playingBegins(Position at) noexcept
{
    return {at, 0, 0, {}};
}
/// A bar begins there, and others in even distances from it.
[[nodiscard]] constexpr PlayedEvent barsBegin(Tick at) noexcept
{
    return {at, 0, 1, {}};
}

[[nodiscard]] constexpr bool isPlayingBegins(const PlayedEvent& event) noexcept
{
    return event.voice == 0 && event.track == 0;
}
[[nodiscard]] constexpr bool isBarsBegin(const PlayedEvent& event) noexcept
{
    return event.voice == 0 && event.track == 1;
}

}  // namespace clave
