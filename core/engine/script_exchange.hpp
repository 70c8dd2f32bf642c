#pragma once

#include "core/engine/played_step.hpp"
#include "core/model/metre.hpp"
#include "core/ports/timed_message.hpp"
#include "core/rt/queue.hpp"
#include "core/time/position.hpp"
#include "core/time/tempo.hpp"
#include "core/time/time_point.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace clave {

// What the clock thread and the scripts hand each other. Plain values, in the order of the music; nobody
// waits for an answer.

/// From the clock (or a rendering) to the scripts: what is going to be played, a horizon ahead.
struct ScriptAsk {
    enum class What : std::uint8_t {
        Start,  ///< playing begins at `at`, with a new run; what was asked before and is not answered is void
        Stop,  ///< playing has stopped; `at` is the place
        Step,  ///< a step is due at `at` (its grid place); asked for hooked tracks only, once each
        Slice,  ///< all steps before `at` have been asked for: scripts may run up to there
        Missed,  ///< the answer to `key` came too late or never: the step played as written
    };
    What what = What::Slice;
    bool silentWhenLate =
        false;  ///< of Step: what plays when there is no answer in time: nothing, or as written
    std::int16_t slot = 0;  ///< of Step: the pattern that plays
    std::int16_t scene = -1;  ///< of Start and Slice: the one that plays at `at`
    std::uint32_t track = 0;  ///< of Step and Missed: the track's id
    std::uint32_t index = 0;  ///< of Step, as the next three: which step of the pattern, from 0
    std::uint32_t pass = 0;  ///< from 0, since the launch
    std::uint32_t occurrence = 0;  ///< which time in this pass that the step comes, from 0
    std::uint32_t run = 0;  ///< number of the start
    std::int64_t count = 0;  ///< steps of this track since the launch: what looping lanes go by
    VoiceId key = 0;  ///< of Step and Missed: names the step; the answer carries it
    std::uint64_t mark = 0;  ///< of Step: what it looked like when asked for; the answer carries it too
    std::uint64_t serial = 0;  ///< of Step: Snapshot::handSerial when it was asked
    Position at;
    Tick stepLength {};  ///< of Step
    Tick barOrigin {};  ///< of Start and Slice: a place where a bar begins, at or before `at`
    std::uint32_t barsBefore = 0;  ///< bars before barOrigin
    Metre metre;
    Tempo tempo;  ///< at `at`
    TimePoint time {};  ///< when `at` sounds, as far as is known now
};

/// From the scripts to the clock.
struct ScriptAnswer {
    enum class What : std::uint8_t {
        AsWritten,  ///< the hooks left the step alone
        Changed,  ///< `step` is to be played in its place
        Note,  ///< a note of its own: `step.notes` from `at` to `off`
        Locks,  ///< controller values of its own: `step.locks` at `at`
    };
    What what = What::AsWritten;
    std::uint32_t track = 0;  ///< id of the track whose voice it is
    VoiceId key = 0;  ///< of the step; of Note a name that no other note has
    std::uint64_t mark = 0;  ///< of Changed: as asked with. A step that was edited since plays as written
    Position at;
    Position off;
    PlayedStep step;
};

/// A note that was played: its on or its off, as decided for the present (after chance, conditions, scripts).
struct PlayedEvent {
    Position at;
    VoiceId voice = 0;  ///< the same for on and off
    std::uint32_t track = 0;  ///< its id
    Message message;
};

/// The two ways between the clock thread and whoever runs the scripts.
///
/// All memory is taken at the start. Thread-safe: each end from one thread. Realtime-safe: try calls, yes.
class ScriptQueues {
public:
    static constexpr std::size_t kAsks = 1U
        << 12U;  ///< 128 tracks, a quarter of a second of 32nds at 300 bpm
    static constexpr std::size_t kPlayed = 1U << 12U;
    static constexpr std::size_t kAnswers = 1U << 12U;

    Queue<ScriptAsk> asks {kAsks};
    Queue<ScriptAnswer> answers {kAnswers};
    Queue<PlayedEvent> played {kPlayed};  ///< from the clock: what to print; the newest is left out when full
    /// How far ahead of the look-ahead steps are asked for; 0: nobody answers. Written by who runs scripts.
    std::atomic<std::int64_t> horizonNs {0};
    std::atomic<std::uint64_t> refused {0};  ///< asks and answers that found no room
};

}  // namespace clave
