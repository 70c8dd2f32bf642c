#pragma once

#include "core/engine/clock_scripts.hpp"
#include "core/engine/script_partner.hpp"
#include "core/engine/session.hpp"

#include <deque>

namespace clave {

/// The scripts of a rendering: what they make of steps, and the song as they change it on the way.
/// Thread-safe: no. Realtime-safe: no.
class ScriptedRendering {
public:
    /// \param partner outlives it. \param first what is played at the beginning.
    ScriptedRendering(ScriptPartner& partner, const Snapshot& first);

    /// What holds from here on.
    [[nodiscard]] const Snapshot& snapshot() const noexcept { return snapshot_; }
    [[nodiscard]] StepHooks* hooks() noexcept { return work_.hooks(); }

    /// The player was started as `state`.
    void begin(const PlayerState& state);
    /// Has the scripts run as far as playing to at most `until` needs. \return where to play to now: `until`,
    /// or the place of a change before it; `state` is played to there.
    [[nodiscard]] Position prepare(const PlayerState& state, const TempoMap& tempo, Position until);
    /// Makes the changes that are due at the place where `state` is. Thereafter snapshot() may be another.
    void obey(const PlayerState& state);

private:
    void exchange(const PlayerState& state);

    ScriptPartner& partner_;
    Session session_;
    Snapshot snapshot_;
    std::unique_ptr<ScriptQueues> queues_ = std::make_unique<ScriptQueues>();
    ClockScripts work_ {*queues_};
    std::deque<TimedCommand> commands_;  ///< by place
};

}  // namespace clave
