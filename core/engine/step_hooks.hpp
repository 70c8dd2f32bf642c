#pragma once

#include "core/engine/played_step.hpp"
#include "core/engine/script_exchange.hpp"
#include "core/time/position.hpp"

#include <algorithm>
#include <span>

namespace clave {

/// What scripts make of the music, as the player asks for it.
///
/// The same question has the same answer each time: the player that follows the present and the one that
/// plays ahead must not differ. Thread-safe: no. Realtime-safe: yes, all.
class StepHooks {
public:
    StepHooks() = default;
    virtual ~StepHooks() = default;
    StepHooks(const StepHooks&) = delete;
    StepHooks& operator=(const StepHooks&) = delete;
    StepHooks(StepHooks&&) = delete;
    StepHooks& operator=(StepHooks&&) = delete;

    /// What is to be played in place of a step of a hooked track; null: as written.
    /// \param due names the step, and says what it looks like now.
    [[nodiscard]] virtual const PlayedStep* stepFor(const ScriptAsk& due) noexcept = 0;

    /// Notes and locks of scripts with their places in [from, to), in order.
    [[nodiscard]] virtual std::span<const ScriptAnswer> ownIn(Position from, Position to) const noexcept = 0;
};

/// How much before its grid place a script may move a step; more is held to it. It is what the player decides
/// a hooked track earlier by, so that it costs scripts no more time than that.
[[nodiscard]] constexpr Tick hookReach(Tick stepLength) noexcept
{
    return std::min(Tick {stepLength.count / 2}, Tick {kSixteenth.count / 2});
}

}  // namespace clave
